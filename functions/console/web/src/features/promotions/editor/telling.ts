import { differences, type Difference } from '../../../kit/differences'
import { instant } from '../../../kit/time'
import { isZone } from '../../../kit/zones'
import type { Promotion } from '../model'
import { audience, gives, rules, type Teller } from '../sentences'
import { gaps, isTyped, type Document } from './document'
import { EFFECTS } from './fields'

type Words = Pick<Teller, 't' | 'locale' | 'named'>

/** What of the terms can be told already: nothing that is not filled in, nothing of an unknown kind. */
export function tellable(terms: Document): Promotion {
  const whole = (each: Document) => !gaps(each).length
  const known = (each: Document) => whole(each) && String(each.kind) in EFFECTS
  const all = (list: unknown) => (list as Document[] | undefined) ?? []
  const window = terms.window as Document
  return {
    ...terms,
    effects: all(terms.effects).filter(known),
    ladder: gaps(terms.ladder).length ? null : terms.ladder,
    conditions: all(terms.conditions).filter(whole),
    currency: isTyped(terms.currency) ? null : terms.currency,
    scope: gaps(terms.scope).length ? {} : terms.scope,
    window: { ...window, slots: all(window.slots).filter(whole) },
  } as unknown as Promotion
}

export function period({ window }: Promotion, { t, locale }: Words): string {
  const zone = isZone(window.zone ?? '') ? String(window.zone) : 'UTC'
  const start = window.start ? instant(window.start, locale, zone) : t('promotions.always')
  const end = window.end ? instant(window.end, locale, zone) : t('promotions.endless')
  return `${start} → ${end}`
}

export interface Row {
  what: string
  before: string[]
  after: string[]
}

/** What differs, as sentences where there are some; what no sentence tells, place by place. */
export function changed(before: Document, after: Document, words: Words): { told: Row[]; rest: Difference[] } {
  const { t, locale, named } = words
  const [old, now] = [tellable(before), tellable(after)]
  const stop = (each: Promotion) => t(`form.options.stop.${each.stop}`)
  const tellers: [string, readonly string[], (each: Promotion) => string[]][] = [
    ['promotions.gives', ['effects', 'ladder'], (each) => gives(each, t, locale, named)],
    ['promotions.rules', ['scope', 'conditions', 'code'], (each) => rules(each, t, locale, named)],
    ['promotions.audience', ['audience'], (each) => [audience(each, t)]],
    ['promotions.period', ['window'], (each) => [period(each, words)]],
    ['form.labels.stage', ['stage'], (each) => [t(`form.stages.${each.stage}`)]],
    ['form.labels.stop', ['stop'], (each) => [stop(each)]],
  ]
  const told: Row[] = []
  const names = new Set<string>()
  for (const [what, of, tell] of tellers) {
    const row = { what: t(what), before: tell(old), after: tell(now) }
    if (row.before.join('\n') === row.after.join('\n')) continue
    told.push(row)
    of.forEach((name) => names.add(name))
  }
  const rest = differences(before, after).filter(({ path }) => !names.has(path.split('/')[1] ?? ''))
  return { told, rest }
}
