// Costs of messages are in millionths of the currency's major unit: ¥0.045 is 45000.
import { decimalsOf } from '../../kit/money'
import { scaled, unscaled } from '../../kit/written'

const PLACES = 6

export const microsText = (micros: number): string => unscaled(micros, PLACES)

export function microMoney(micros: number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimalsOf(currency),
    maximumFractionDigits: PLACES,
  })
  return format.format(microsText(micros) as Intl.StringNumericLiteral)
}

/** What somebody wrote, in major units; null where it is no amount. */
export function toMicros(text: string): number | null {
  return scaled(text, PLACES)
}
