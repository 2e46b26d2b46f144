import { describe, expect, it } from 'vitest'
import type { Promotion } from '../model'
import { count, minute, moneyCodec, share } from './codecs'
import { at, emptyTerms, faultsOf, gaps, put, termsOf, type Document } from './document'
import { AUDIENCE, CONDITIONS, DELIVERY, EFFECTS, LADDER, LIMITS, SELECTOR, SLOTS, STACKING, type Field } from './fields'
import { measureAt, remeasure } from './form'

/** The same numbers for the same seed. */
function dice(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * most)
  }
}

type Roll = (most: number) => number

function anyOf(field: Field, roll: Roll): unknown {
  switch (field.as) {
    case 'count':
      return 1 + roll(9999)
    case 'minute':
      return roll(1441)
    case 'money':
      return roll(3) ? roll(9_999_999_999) : { CNY: roll(99_999), JPY: roll(99_999) }
    case 'names':
      return Array.from({ length: 1 + roll(3) }, () => `名 ${roll(99)}, x`)
    case 'choice':
      return field.options[roll(field.options.length)]
    case 'cut':
      return [{ kind: 'percent', off_bp: 1 + roll(9999) }, { kind: 'amount', off_minor: 1 + roll(9999) }][roll(2)]
    case 'scope':
      return roll(2) ? {} : { include: [anyIn(SELECTOR, roll)], exclude: [anyIn(SELECTOR, roll)] }
    case 'group':
      return anyIn(field.fields, roll)
    case 'list':
      return Array.from({ length: roll(3) }, () => ({ ...anyIn(field.fields, roll), kept: roll(9) }))
    case 'effects':
      return anyEffects(roll)
    case 'flag':
      return roll(2) === 1
    default:
      return `x${roll(99)}`
  }
}

function anyIn(fields: readonly Field[], roll: Roll): Document {
  const some = fields.filter((field) => field.name && roll(2))
  return Object.fromEntries(some.map((field) => [field.name, anyOf(field, roll)]))
}

function anyEffects(roll: Roll): Document[] {
  const kinds = Object.keys(EFFECTS) as (keyof typeof EFFECTS)[]
  const kind = kinds[roll(kinds.length)] ?? 'gift'
  return [{ kind, ...anyIn(EFFECTS[kind].fields, roll) }, { kind: 'of_another_release', of: [{ a: roll(9) }] }]
}

function anyTerms(seed: number): Document {
  const roll = dice(seed)
  return {
    ...emptyTerms('CNY', 'Asia/Shanghai'),
    ...anyIn(STACKING, roll),
    name: `促销 ${seed}`,
    effects: anyEffects(roll),
    ladder: roll(2) ? anyIn(LADDER, roll) : null,
    conditions: anyOf(CONDITIONS, roll),
    scope: anyOf({ as: 'scope', name: 'scope' }, roll),
    audience: anyIn(AUDIENCE, roll),
    delivery: anyIn(DELIVERY, roll),
    limits: anyIn(LIMITS, roll),
    window: { zone: 'Asia/Shanghai', end: '2026-12-26T16:00:00Z', slots: anyOf(SLOTS, roll) },
  }
}

const told = { id: 'promotion_1', version: 3, status: 'draft', review: null, proposed: null, created_at: 'x' }
const shown = (terms: Document) => ({ ...terms, ...told }) as unknown as Promotion

/** Every field writes what it shows, as it does when somebody comes by it. */
function writeAll(fields: readonly Field[], document: Document, pointer: string): void {
  for (const field of fields) {
    const place = `${pointer}/${field.name}`
    const value = at(document, place)
    if (value === undefined || value === null) continue
    const codec = { count, minute, money: moneyCodec('CNY') }[field.as as 'count']
    if (codec && typeof value === 'number') put(document, place, codec.read(codec.show(value)))
    else if (field.as === 'cut') {
      writeAll([{ as: 'money', name: 'off_minor' }], document, place)
      const off = at(document, `${place}/off_bp`)
      if (typeof off === 'number') put(document, `${place}/off_bp`, share.read(share.show(off)))
    } else if (field.as === 'group') writeAll(field.fields, document, place)
    else if (field.as === 'list') (value as unknown[]).forEach((_, index) => writeAll(field.fields, document, `${place}/${index}`))
    else if (field.as === 'effects') writeEffects(document, place)
  }
}

function writeEffects(document: Document, pointer: string): void {
  ;(at(document, pointer) as Document[]).forEach(({ kind }, index) => {
    if (String(kind) in EFFECTS) writeAll(EFFECTS[kind as keyof typeof EFFECTS].fields, document, `${pointer}/${index}`)
  })
}

describe('a promotion', () => {
  it('that is loaded, kept as a draft and saved unedited is sent as it was, whatever its terms', () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const terms = anyTerms(seed)
      const kept = JSON.parse(JSON.stringify(termsOf(shown(structuredClone(terms))))) as Document
      expect(kept).toEqual(terms)
      writeEffects(kept, '/effects')
      writeAll([CONDITIONS, ...STACKING], kept, '')
      writeAll(LADDER, kept, '/ladder')
      writeAll(AUDIENCE, kept, '/audience')
      writeAll(DELIVERY, kept, '/delivery')
      writeAll(LIMITS, kept, '/limits')
      writeAll([SLOTS], kept, '/window')
      expect(kept).toEqual(terms)
      expect(gaps(kept)).toEqual([])
    }
  })

  it('that runs and was edited since goes on from what was proposed', () => {
    const proposed = { ...emptyTerms('CNY', 'UTC'), name: 'Later' }
    const running = { ...shown(emptyTerms('CNY', 'UTC')), proposed } as unknown as Promotion
    expect(termsOf(running)).toEqual(proposed)
  })
})

describe('a document', () => {
  it('is written where a pointer leads, and what lies on the way is made', () => {
    const document: Document = { list: [1, 2, 3] }
    put(document, '/limits/total', 5)
    put(document, '/list/1', undefined)
    put(document, '/list/0', 9)
    expect(document).toEqual({ list: [9, 3], limits: { total: 5 } })
    put(document, '/limits/total', undefined)
    expect(document).toEqual({ list: [9, 3], limits: {} })
  })

  it('says where something is typed that is no value', () => {
    const document = { effects: [{ off: { off_bp: { typed: '' } } }], limits: { total: { typed: '1.5' }, per_buyer: 1 } }
    expect(gaps(document)).toEqual(['/effects/0/off/off_bp', '/limits/total'])
    const faults = faultsOf(document, (typed) => typed || 'missing')
    expect(faults.map(({ pointer, detail }) => [pointer, detail])).toEqual([
      ['/effects/0/off/off_bp', 'missing'],
      ['/limits/total', '1.5'],
    ])
  })

  it('keeps its figures when something else is measured', () => {
    const document: Document = { currency: 'CNY', ladder: { of: 'amount', steps: [{ threshold: 20000, effects: [] }] } }
    remeasure(document, '/ladder', 'quantity')
    expect(document.ladder).toEqual({ of: 'quantity', steps: [{ threshold: 200, effects: [] }] })
    expect(measureAt(document, '/ladder/steps/0/threshold')).toBe('quantity')
    remeasure(document, '/ladder', 'amount')
    expect(document.ladder).toEqual({ of: 'amount', steps: [{ threshold: 20000, effects: [] }] })
  })
})
