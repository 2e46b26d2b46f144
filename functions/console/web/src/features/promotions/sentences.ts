// What a promotion gives and to whom, as sentences.
import { money, percent } from '../../kit/money'
import type { components } from '../../api/schema'
import type { Effect, Promotion } from './model'

export type Say = (key: string, named?: Record<string, unknown>) => string
type Minor = number | { [currency: string]: number }

export interface Teller {
  t: Say
  locale: string
  currency: string | null
  /** How people call what has an id: categories, goods. */
  named?: (kind: string, id: string) => string
}

function amount(minor: Minor, { t, locale, currency }: Teller): string {
  if (typeof minor !== 'number') {
    const each = Object.entries(minor).map(([code, value]) => money(value, code, locale))
    return each.join(' / ')
  }
  return currency ? money(minor, currency, locale) : t('money.anyCurrency', { minor })
}

function off(
  cut: { kind: 'percent'; off_bp: number } | { kind: 'amount'; off_minor: Minor } | { kind: 'price'; price_minor: Minor },
  teller: Teller,
): string {
  if (isAll(cut)) return teller.t('gives.free')
  if (cut.kind === 'percent') return teller.t('gives.percent', { share: percent(cut.off_bp, teller.locale) })
  if (cut.kind === 'amount') return teller.t('gives.amount', { amount: amount(cut.off_minor, teller) })
  return teller.t('gives.price', { price: amount(cut.price_minor, teller) })
}

function isAll(cut: Parameters<typeof off>[0]): boolean {
  return (cut.kind === 'percent' && cut.off_bp === 10_000) || (cut.kind === 'price' && cut.price_minor === 0)
}

export type Scope = components['schemas']['Scope']
type Selector = NonNullable<Scope['include']>[number]
type Units = components['schemas']['Units']

/** Which units of the goods, where not all of them. */
function units(some: Units | undefined, { t }: Teller): string {
  const set = some?.set_size ?? 1
  const told: string[] = []
  if (set > 1) {
    const named = { set, count: some?.per_set ?? set }
    told.push(t(`gives.units.${some?.pick ?? 'cheapest'}`, named))
  }
  if (some?.limit) told.push(t('gives.units.limit', { count: some.limit }))
  return told.join('')
}

function selected(each: Selector, teller: Teller): string {
  const { t, named: call = (_, id) => id } = teller
  const named = (['categories', 'products', 'skus', 'brands', 'tags'] as const).flatMap((kind) =>
    each[kind]?.length ? [t(`goods.${kind}`, { names: each[kind].map((id) => call(kind, id)).join(t('list.names')) })] : [],
  )
  if (each.price_min_minor) named.push(t('goods.price_min', { price: amount(each.price_min_minor, teller) }))
  if (each.price_max_minor) named.push(t('goods.price_max', { price: amount(each.price_max_minor, teller) }))
  if (each.new_for_days) named.push(t('goods.new', { days: each.new_for_days }))
  if (each.discounted === true) named.push(t('goods.discounted'))
  if (each.discounted === false) named.push(t('goods.undiscounted'))
  return named.join(t('goods.and'))
}

/** Which goods count; empty for all. */
export function goods(scope: Scope | null | undefined, teller: Teller): string {
  const { t } = teller
  const some = (list: Selector[] | undefined) => (list ?? []).map((each) => selected(each, teller)).join(t('goods.or'))
  const [included, excluded] = [some(scope?.include), some(scope?.exclude)]
  return [included, excluded && t('goods.except', { names: excluded })].filter(Boolean).join(t('goods.and'))
}

export function effect(each: Effect, teller: Teller): string {
  const told = effectAlone(each, teller)
  const narrowed = 'scope' in each ? goods(each.scope, teller) : ''
  return narrowed ? teller.t('gives.of', { what: told, goods: narrowed }) : told
}

function effectAlone(each: Effect, teller: Teller): string {
  const { t } = teller
  switch (each.kind) {
    case 'unit_off':
      return units(each.units, teller) + t('gives.unit_off', { off: off(each.off, teller) })
    case 'line_off':
      return t('gives.line_off', { off: off(each.off, teller) })
    case 'order_off':
      return each.every_minor
        ? t('gives.every', { every: amount(each.every_minor, teller), off: off(each.off, teller) })
        : t('gives.order_off', { off: off(each.off, teller) })
    case 'shipping_off':
      return t('gives.shipping_off', { off: off(each.off, teller) })
    case 'quantity_breaks':
      return each.breaks.map((step) => t('gives.break', { count: step.quantity, off: off(step.off, teller) })).join(t('list.parts'))
    case 'clearance':
      return each.steps
        .map((step) => t(`gives.clearance.${each.by}`, { count: step.at_most, off: off(step.off, teller) }))
        .join(t('list.parts'))
    case 'first_and_further_off':
      return t('gives.first_and_further_off', {
        first: amount(each.first_minor, teller),
        further: amount(each.further_minor, teller),
      })
    case 'nth_off':
      return each.units
        .map((unit) => t('gives.nth', { nth: unit.nth, off: off(unit.off, teller) }))
        .join(t('list.parts'))
    case 'bundle_price':
      return t('gives.bundle_price', {
        count: each.parts.reduce((sum, part) => sum + part.count, 0),
        price: amount(each.price_minor, teller),
      })
    case 'buy_get':
      return t('gives.buy_get', {
        buy: each.buy.count,
        get: each.get.count,
        off: each.off ? off(each.off, teller) : t('gives.free'),
      })
    case 'gift':
      return t('gives.gift', { count: each.count ?? 1, sku: teller.named?.('skus', each.sku) ?? each.sku })
  }
}

/** Nothing is left out: effects, then each step of the ladder. */
export function gives(promotion: Promotion, t: Say, locale: string, named?: Teller['named']): string[] {
  const teller = { t, locale, currency: promotion.currency, named }
  const told = promotion.effects.map((each) => effect(each, teller))
  for (const step of promotion.ladder?.steps ?? []) {
    const of = promotion.ladder?.of ?? 'amount'
    const threshold = of === 'amount' ? amount(step.threshold, teller) : String(step.threshold)
    const from = t(`gives.from.${of}`, { threshold })
    const what = step.effects.map((each) => effect(each, teller)).join(t('list.parts')) || t('gives.nothing')
    told.push(t('gives.step', { from, what }))
  }
  return told
}

/** What has to hold before it gives anything: goods, thresholds, a code, hours of the day. */
export function rules(promotion: Promotion, t: Say, locale: string, named?: Teller['named']): string[] {
  const teller = { t, locale, currency: promotion.currency, named }
  const told: string[] = []
  const narrowed = goods(promotion.scope, teller)
  if (narrowed) told.push(t('goods.only', { names: narrowed }))
  for (const each of promotion.conditions) {
    const measured = (minor: Minor) => (each.of === 'amount' ? amount(minor, teller) : String(minor))
    const of = goods(each.scope, teller)
    const bounds: string[] = []
    if (each.threshold) bounds.push(t(`gives.from.${each.of}`, { threshold: measured(each.threshold) }))
    if (each.at_most) bounds.push(t(`gives.upTo.${each.of}`, { most: measured(each.at_most) }))
    told.push(t('goods.needs', { bounds: bounds.join(t('list.names')) }) + (of ? t('goods.counted', { names: of }) : ''))
  }
  if (promotion.code) told.push(t('goods.code', { code: promotion.code.text }))
  for (const slot of promotion.window.slots ?? []) {
    const hours = { from: clock(slot.start_minute), until: clock(slot.end_minute) }
    const day = slot.weekday === null || slot.weekday === undefined ? 'daily' : (`d${slot.weekday}` as const)
    told.push(t('goods.hours', { day: t(`goods.days.${day}`), ...hours }))
  }
  if (hasMore(promotion)) told.push(t('goods.more'))
  return compact(told, t)
}

/** Seven days of the same hours are every day. */
function compact(told: string[], t: Say): string[] {
  const days = [0, 1, 2, 3, 4, 5, 6].map((day) => t(`goods.days.d${day}`))
  const daily = told.filter((each) => days.some((day) => each.startsWith(day)))
  const hours = new Set(daily.map((each) => days.reduce((rest, day) => rest.replace(day, ''), each)))
  if (daily.length !== 7 || hours.size !== 1) return told
  return [...told.filter((each) => !daily.includes(each)), t('goods.days.daily') + [...hours][0]]
}

function clock(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** Terms that no sentence tells: they are among all terms. */
function hasMore(promotion: Promotion): boolean {
  const { delivery, payment_methods: methods, without, exclusive, not_with: others, stop } = promotion
  const narrowed = Boolean(delivery.to?.length || delivery.not_to?.length || delivery.carriers)
  return narrowed || methods !== null || without !== null || exclusive || others.length > 0 || stop !== null
}

/** Who is meant; everybody, where nothing narrows it. */
export function audience(promotion: Pick<Promotion, 'audience'>, t: Say): string {
  const { channels, groups, nth_orders: orders, new_buyers_only: onlyNew, customers } = promotion.audience
  const told: string[] = []
  if (onlyNew) told.push(t('audience.new'))
  if (groups?.length) told.push(t('audience.groups', { names: groups.join(t('list.names')) }))
  if (customers?.length) told.push(t('audience.customers', { count: customers.length }))
  if (orders?.length) told.push(t('audience.orders', { which: orders.join(t('list.names')) }))
  if (channels) told.push(channels.length ? t('audience.channels', { names: channels.join(t('list.names')) }) : t('audience.none'))
  return told.join(t('list.parts')) || t('audience.all')
}
