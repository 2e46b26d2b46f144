// Costs of messages are in millionths of the currency's major unit: ¥0.045 is 45000.
import { decimalsOf } from '../../kit/money'

const WRITTEN = /^(\d{1,9})(?:\.(\d{1,6}))?$/

/** Exact: millionths are never made a fraction. */
export function microsText(micros: number): string {
  const digits = String(micros).padStart(7, '0')
  const fraction = digits.slice(-6).replace(/0+$/, '')
  return fraction ? `${digits.slice(0, -6)}.${fraction}` : digits.slice(0, -6)
}

export function microMoney(micros: number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimalsOf(currency),
    maximumFractionDigits: 6,
  })
  return format.format(microsText(micros) as Intl.StringNumericLiteral)
}

/** What somebody wrote, in major units; null where it is no amount. */
export function toMicros(text: string): number | null {
  const found = WRITTEN.exec(text.trim())
  if (!found) return null
  return Number(`${found[1]}${(found[2] ?? '').padEnd(6, '0')}`)
}
