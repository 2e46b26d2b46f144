// A made-up cart, and what a quote says of it.
import type { components } from '../../api/schema'
import type { Document } from '../promotions/editor/document'
import { termsOf } from '../promotions/editor/document'
import type { Field } from '../promotions/editor/fields'
import type { Promotion } from '../promotions/model'

type Schemas = components['schemas']
export type Quote = Schemas['QuoteView']
export type Outcome = Schemas['promotion.OutcomeView']
export type Line = Schemas['SimulatedLine'] & { title: string }
export type Simulated = Schemas['SimulatedPromotion']

/** As the API has a cart, but for the titles; without a time it is now. */
export interface Basket extends Document {
  lines: Line[]
  currency: string
  at: string
}

export function emptyBasket(): Basket {
  return { lines: [], currency: '', at: '', codes: [], buyer: {}, shipping_minor: 0 }
}

/** Shipping is asked for once it is known in which currency. */
export function circumstances({ currency }: Basket): readonly Field[] {
  return currency ? CIRCUMSTANCES : CIRCUMSTANCES.filter(({ as }) => as !== 'money')
}

const CIRCUMSTANCES: readonly Field[] = [
  { as: 'names', name: 'codes', of: 'plain' },
  { as: 'money', name: 'shipping_minor', one: true },
  {
    as: 'group',
    name: 'buyer',
    rare: true,
    fields: [
      { as: 'flag', name: 'is_new' },
      { as: 'names', name: 'groups', of: 'plain', label: 'own_groups' },
      { as: 'count', name: 'nth_order' },
      { as: 'text', name: 'id', label: 'customer' },
    ],
  },
  { as: 'text', name: 'channel', rare: true },
  {
    as: 'group',
    name: 'destination',
    rare: true,
    fresh: () => ({ country: 'CN' }),
    fields: [
      { as: 'text', name: 'country', need: true },
      { as: 'text', name: 'postcode' },
    ],
  },
  { as: 'text', name: 'carrier', rare: true },
  { as: 'text', name: 'payment_method', rare: true },
]

/** A SKU as the catalogue has it, with the categories above its own. */
export function lineOf(offer: Schemas['catalogue.OfferView'], qty: number): Line {
  const { sku, title, path, brand, tags, product_id: product } = offer
  const { code, options, list_price_minor, sale_price_minor, floor_price_minor } = sku
  return {
    id: code,
    sku: code,
    product,
    title: [title, ...Object.values(options)].join(' · '),
    qty,
    list_minor: list_price_minor,
    sale_minor: sale_price_minor,
    floor_minor: floor_price_minor,
    categories: path,
    brand,
    tags,
  }
}

/** What the goods, or a promotion, are in; shipping that was typed in another currency is none in this. */
export function inCurrency(basket: Basket, currency: string): Basket {
  if (basket.currency === currency) return basket
  return { ...basket, currency, shipping_minor: basket.currency ? 0 : basket.shipping_minor }
}

/** More of what is there already; the first line says the currency. Other currencies are refused. */
export function withOffer(basket: Basket, offer: Schemas['catalogue.OfferView']): Basket | null {
  const { currency, code } = offer.sku
  if (basket.lines.length && basket.currency !== currency) return null
  const there = basket.lines.find(({ id }) => id === code)
  const lines = there
    ? basket.lines.map((each) => (each === there ? { ...each, qty: each.qty + 1 } : each))
    : [...basket.lines, lineOf(offer, 1)]
  return { ...inCurrency(basket, currency), lines }
}

export function simulationOf(basket: Basket, promotions: readonly Simulated[], now: Date): Schemas['SimulationBody'] {
  const lines = basket.lines.map(({ title: _, ...line }) => line)
  const cart = { ...basket, lines, at: basket.at || now.toISOString() }
  return { cart: cart as unknown as Schemas['SimulatedCart'], promotions: [...promotions] }
}

/** A promotion in force, as it is; what was proposed since does not count yet. */
export function simulated(promotion: Promotion): Simulated {
  const terms = termsOf({ ...promotion, proposed: null })
  return { ...(terms as unknown as Simulated), id: promotion.id, version: promotion.version, paused: promotion.status === 'paused' }
}

/** One that nobody has saved yet, under the id of the one that it would replace. */
export function unsaved(terms: Document, id: string, name: string): Simulated {
  return { ...(terms as unknown as Simulated), id, name: String(terms.name || name) }
}

export interface Step {
  /** Empty for what the sale price is below the list price. */
  name: string
  saving: number
}

export interface Explained {
  id: string
  title: string
  qty: number
  list: number
  steps: Step[]
  paid: number
  /** How many units cost how much each. */
  perUnit: [number, number][]
}

/** What each line costs, cent by cent: its list prices less every step are what is paid. */
export function explained(quote: Quote, titles: ReadonlyMap<string, string>): Explained[] {
  return quote.lines.map((line) => {
    const steps = quote.promotions.flatMap(({ name, lines }) =>
      lines.filter((each) => each.line_id === line.id).map((each) => ({ name, saving: each.saving_minor })),
    )
    const byPrice = line.saving_minor - steps.reduce((sum, { saving }) => sum + saving, 0)
    return {
      id: line.id,
      title: line.title ?? titles.get(line.id) ?? line.sku,
      qty: line.qty,
      list: line.list_minor * line.qty,
      steps: byPrice ? [{ name: '', saving: byPrice }, ...steps] : steps,
      paid: line.paid_minor,
      perUnit: line.paid_per_unit as [number, number][],
    }
  })
}

/** Those that gave something first, then by stage as they took their turns. */
export function ordered(outcomes: readonly Outcome[]): Outcome[] {
  return [...outcomes].sort((one, other) => Number(other.applied) - Number(one.applied))
}
