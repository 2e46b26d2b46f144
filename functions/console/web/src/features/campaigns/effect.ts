import type { components } from '../../api/schema'
import { money } from '../../kit/money'

export type Effect = components['schemas']['EffectView']
export type Funnel = components['schemas']['FunnelView']
export type Gain = components['schemas']['GainView']
export type Verdict = Effect['verdict']
type Say = (key: string, named?: Record<string, unknown>) => string

export const FUNNEL = ['people', 'sent', 'delivered', 'opened', 'clicked', 'unsubscribed', 'buyers'] as const

export function counted(funnel: Funnel, step: (typeof FUNNEL)[number]): number {
  return step === 'buyers' ? funnel.buyer_count : funnel[`${step}_count`]
}

export function verdictTone(verdict: Verdict): 'success' | 'warning' | 'danger' | 'info' {
  if (verdict === 'better') return 'success'
  if (verdict === 'worse') return 'danger'
  return verdict === 'mismatched' ? 'warning' : 'info'
}

/** A share's difference in points, with its sign: 0.012 is +1.2. */
export function points(share: number, locale: string, t: Say): string {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, signDisplay: 'exceptZero' })
  return t('campaigns.effect.points', { count: format.format(share * 100) })
}

/** Of a gain: a share of buyers in points, what a person spends in money. */
export function gained(value: number, gain: Pick<Gain, 'metric' | 'currency'>, locale: string, t: Say): string {
  if (gain.metric === 'spend' && gain.currency) return money(Math.round(value), gain.currency, locale)
  return points(value, locale, t)
}

export interface Bar {
  zero: number
  low: number
  high: number
  at: number
}

type Interval = Pick<Gain, 'low' | 'high' | 'lift'>

/** What all of these intervals lie within, on either side of zero. */
export function reachOf(intervals: readonly Interval[]): number {
  return Math.max(0, ...intervals.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]))
}

/** An interval from 0 to 100 across, with zero in the middle. */
export function bar({ low, high, lift }: Interval, reach: number): Bar {
  const across = (value: number) => Math.round(50 + (value / (reach || 1)) * 48)
  return { zero: 50, low: across(low), high: across(high), at: across(lift) }
}
