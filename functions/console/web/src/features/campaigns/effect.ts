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

/** An interval from 0 to 100 across, by one scale for all that zero is the middle of. */
export function bar({ low, high, lift }: Pick<Gain, 'low' | 'high' | 'lift'>): Bar {
  const reach = Math.max(Math.abs(low), Math.abs(high)) || 1
  const across = (value: number) => Math.round(50 + (value / reach) * 48)
  return { zero: 50, low: across(low), high: across(high), at: across(lift) }
}
