// What people type, and what the API is sent for it. `show` of what `read` gives is what was typed.
import { isRecord } from '../../../kit/differences'
import { inUnits, minorOf } from '../../../kit/money'
import { scaled, unscaled } from '../../../kit/written'
import { instantOf, isZone, wallOf } from '../../../kit/zones'
import { isTyped, mapMoney, type Document, type Typed } from './document'

export interface Codec<T> {
  show: (value: T) => string
  read: (text: string) => T | Typed
}

/** What is no such number is kept as it was typed. */
const typed = (text: string, value: number | null): number | Typed => value ?? { typed: text }

export function moneyCodec(currency: string): Codec<number> {
  return { show: (minor) => inUnits(minor, currency), read: (text) => typed(text, minorOf(text, currency)) }
}

/** Basis points as per cent. */
export const share: Codec<number> = { show: (bp) => unscaled(bp, 2), read: (text) => typed(text, scaled(text.replace(/[%％]\s*$/, ''), 2)) }

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
