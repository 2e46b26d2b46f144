import { scaled } from './written'

// Which currencies have other than two decimals (ISO 4217), as promenade.kit.currencies says.
const NO_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ')
const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND'.split(' ')

export function decimalsOf(currency: string): number {
  if (NO_DECIMALS.includes(currency)) return 0
  return THREE_DECIMALS.includes(currency) ? 3 : 2
}

/** Exact, however large: `minor` units are never made a fraction. */
export function inUnits(minor: number, currency: string): string {
  const decimals = decimalsOf(currency)
  const sign = minor < 0 ? '-' : ''
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  return decimals ? `${sign}${whole}.${digits.slice(-decimals)}` : `${sign}${whole}`
}

/** The other way round, of what somebody typed; null where it is no amount of the currency. */
export function minorOf(typed: string, currency: string): number | null {
  return scaled(typed, decimalsOf(currency.trim().toUpperCase()))
}

/** As people of this language write it. A currency is never assumed. */
export function money(minor: number, currency: string, locale: string): string {
  const decimals = decimalsOf(currency)
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'symbol',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  return format.format(inUnits(minor, currency) as Intl.StringNumericLiteral)
}

/** Basis points as a share. */
export function percent(bp: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  return format.format(bp / 10_000)
}
