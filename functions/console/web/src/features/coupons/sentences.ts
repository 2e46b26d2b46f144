// What a coupon gives, how one comes by it and until when, as sentences.
import { money, percent } from '../../kit/money'
import { instant } from '../../kit/time'
import { audience, goods, type Say } from '../promotions/sentences'
import type { Coupon, Template } from './model'

type Terms = Pick<Template, 'currency' | 'scope' | 'audience'>

type Worth = Pick<Template, 'worth' | 'min_spend_minor'> & { currency: string }

export function worth({ worth: each, currency, min_spend_minor: least }: Worth, t: Say, locale: string): string {
  const told = (minor: number) => money(minor, currency, locale)
  const what = ((): string => {
    switch (each.kind) {
      case 'amount':
        return t('couponGives.amount', { amount: told(each.off_minor) })
      case 'percent': {
        const off = t('couponGives.percent', { share: percent(each.off_bp, locale) })
        return each.max_discount_minor ? off + t('couponGives.most', { most: told(each.max_discount_minor) }) : off
      }
      case 'shipping':
        return each.max_discount_minor
          ? t('couponGives.shippingMost', { most: told(each.max_discount_minor) })
          : t('couponGives.shipping')
      case 'exchange':
        return t('couponGives.exchange', { sku: each.sku })
      case 'random':
        return t('couponGives.random', { low: told(each.min_minor), high: told(each.max_minor) })
    }
  })()
  return least ? t('couponGives.from', { threshold: told(least), what }) : what
}

/** What narrows it: goods, and who is meant. */
export function limits(terms: Terms | Coupon, t: Say, locale: string): string[] {
  const narrowed = goods(terms.scope, { t, locale, currency: terms.currency })
  const who = audience(terms, t)
  return [
    ...(narrowed ? [t('goods.only', { names: narrowed })] : []),
    ...(who === t('audience.all') ? [] : [t('couponGives.for', { who })]),
  ]
}

export function taken({ take }: Pick<Template, 'take'>, t: Say): string {
  if (take.kind === 'code') return take.text ? t('couponTake.shared', { text: take.text }) : t('couponTake.single')
  return take.kind === 'auto' ? t(`couponTake.on.${take.on}`) : t(`couponTake.${take.kind}`)
}

export function valid({ validity: each, zone }: Pick<Template, 'validity' | 'zone'>, t: Say, locale: string): string {
  if (each.kind === 'fixed') {
    return t('couponValid.fixed', { from: instant(each.start, locale, zone), until: instant(each.end, locale, zone) })
  }
  return t(`couponValid.${each.align ?? 'day_end'}`, { days: each.days })
}

/** How many there are: in all, a day, and for one customer. */
export function caps(
  { total, per_day_total: daily, per_user: each }: Pick<Template, 'total' | 'per_day_total' | 'per_user'>,
  t: Say,
  n: (value: number) => string,
): string {
  const told = [total === null ? t('couponCaps.unbounded') : t('couponCaps.total', { count: n(total) })]
  if (daily !== null) told.push(t('couponCaps.daily', { count: n(daily) }))
  return [...told, t('couponCaps.each', { count: n(each) })].join(t('goods.and'))
}
