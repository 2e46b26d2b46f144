// What people type, and what the API is sent for it. `show` of what `read` gives is what was typed.
import { decimalsOf, inUnits } from '../../../kit/money'
import { isRecord } from '../../../kit/differences'
import { isTyped, mapMoney, type Document, type Typed } from './document'

export interface Codec<T> {
  show: (value: T) => string
  read: (text: string) => T | Typed
}

const GROUPED = /^\d{1,3}(,\d{3})+(\.\d*)?$/
const MOST_DIGITS = 15

/** A decimal of so many places as an integer of the last one; never by way of a fraction. */
function scaled(text: string, places: number): number | Typed {
  const typed = text.normalize('NFKC').trim()
  const plain = GROUPED.test(typed) ? typed.replaceAll(',', '') : typed
  const found = /^(\d+)(?:\.(\d+))?$/.exec(plain)
  if (!found) return { typed: text }
  const [whole = '', decimals = ''] = [found[1], found[2]?.replace(/0+$/, '')]
  const digits = whole + decimals.padEnd(places, '0')
  if (decimals.length > places || digits.length > MOST_DIGITS) return { typed: text }
  return Number(digits)
}

function unscaled(value: number, places: number): string {
  const digits = String(value).padStart(places + 1, '0')
  const decimals = digits.slice(digits.length - places).replace(/0+$/, '')
  return digits.slice(0, digits.length - places) + (decimals && `.${decimals}`)
}

export function moneyCodec(currency: string): Codec<number> {
  return { show: (minor) => inUnits(minor, currency), read: (text) => scaled(text, decimalsOf(currency)) }
}

/** Basis points as per cent. */
export const share: Codec<number> = { show: (bp) => unscaled(bp, 2), read: (text) => scaled(text.replace(/[%％]\s*$/, ''), 2) }

export const count: Codec<number> = {
  show: String,
  read: (text) => {
    const typed = text.normalize('NFKC').trim()
    return /^-?\d{1,15}$/.test(typed) ? Number(typed) : { typed: text }
  },
}

/** Minutes of a day: 24:00 is its end. */
export const minute: Codec<number> = {
  show: (value) => [Math.floor(value / 60), value % 60].map((part) => String(part).padStart(2, '0')).join(':'),
  read: (text) => {
    const found = /^(\d{1,2}):(\d\d)$/.exec(text.normalize('NFKC').trim())
    const [hours, minutes] = [Number(found?.[1]), Number(found?.[2])]
    return found && minutes < 60 && hours * 60 + minutes <= 1440 ? hours * 60 + minutes : { typed: text }
  },
}

/** What the zone's clock shows at an instant, as a field of date and time has it. */
export function wallOf(instant: string, zone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  return format.format(new Date(instant)).replace(' ', 'T').replace(/:00$/, '')
}

/** When the zone's clock shows it; the first time where it shows it twice. */
export function instantOf(wall: string, zone: string): string {
  const asUtc = Date.parse(`${wall}Z`)
  const offset = (at: number) => Date.parse(`${wallOf(new Date(at).toISOString(), zone)}Z`) - at
  const day = 86_400_000
  const candidates = [asUtc - offset(asUtc - day), asUtc - offset(asUtc + day)].sort((one, other) => one - other)
  const fits = candidates.find((each) => Date.parse(`${wallOf(new Date(each).toISOString(), zone)}Z`) === asUtc)
  return new Date(fits ?? asUtc - offset(asUtc - day)).toISOString().replace('.000Z', 'Z')
}

export function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

/** The same times of day by the clock of another zone. */
export function inZone(window: Document, zone: string): Document {
  const before = typeof window.zone === 'string' && isZone(window.zone) ? window.zone : 'UTC'
  const moved = (edge: unknown) =>
    typeof edge === 'string' && isZone(zone) ? instantOf(wallOf(edge, before), zone) : edge
  return { ...window, start: moved(window.start), end: moved(window.end), zone }
}

/** The same amounts as they are written, in another currency; null is an amount for each of several, which a
 * budget cannot be. */
export function inCurrency(document: Document, before: string | null, after: string | null): Document {
  const first = (amount: unknown): unknown =>
    isRecord(amount) && !isTyped(amount) ? (Object.values(amount)[0] ?? { typed: '' }) : amount
  const from = (amount: unknown): string | null => before ?? (isRecord(amount) ? (Object.keys(amount)[0] ?? null) : null)
  const changed = mapMoney(document, (amount, name) => {
    const [source, value] = [from(amount), first(amount)]
    if (after === null && name === 'budget_minor') return source && typeof value === 'number' ? { typed: inUnits(value, source) } : value
    if (after === null) return source && !isTyped(amount) ? { [source]: value } : value
    if (isTyped(value)) return moneyCodec(after).read(value.typed)
    if (typeof value !== 'number' || !source) return value
    return moneyCodec(after).read(inUnits(value, source))
  }) as Document
  return { ...changed, currency: after }
}
