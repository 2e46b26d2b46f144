import { expect, it } from 'vitest'
import type { Promotion } from '../promotions/model'
import { circumstances, emptyBasket, explained, inCurrency, ordered, simulated, simulationOf, withOffer, type Outcome, type Quote } from './basket'

type Offer = Parameters<typeof withOffer>[1]
const offer = (code: string, currency = 'CNY') =>
  ({
    product_id: 'TE-007',
    title: '茶壶',
    path: ['tea', 'teaware'],
    brand: '一泡',
    tags: ['limited'],
    sku: { code, currency, options: { 釉: '天青' }, list_price_minor: 859, sale_price_minor: 800, floor_price_minor: null },
  }) as unknown as Offer

it('takes goods as the catalogue has them, twice for two, and in one currency', () => {
  const one = withOffer(emptyBasket(), offer('A'))!
  const two = withOffer(one, offer('A'))!
  expect([two.currency, two.lines.length, two.lines[0]?.qty]).toEqual(['CNY', 1, 2])
  expect(two.lines[0]).toMatchObject({ title: '茶壶 · 天青', list_minor: 859, categories: ['tea', 'teaware'], floor_minor: null })
  expect(withOffer(two, offer('B', 'JPY'))).toBeNull()
})

it('asks for shipping once there is a currency, and forgets it in another', () => {
  const names = (basket: ReturnType<typeof emptyBasket>) => circumstances(basket).map(({ name }) => name)
  const yuan = { ...inCurrency(emptyBasket(), 'CNY'), shipping_minor: 1000 }
  expect(names(emptyBasket())).not.toContain('shipping_minor')
  expect(names(yuan)).toContain('shipping_minor')
  expect(withOffer(yuan, offer('A'))).toMatchObject({ currency: 'CNY', shipping_minor: 1000 })
  expect(withOffer(yuan, offer('B', 'JPY'))).toMatchObject({ currency: 'JPY', shipping_minor: 0 })
})

it('is sent without titles, and at the time that is chosen, or now', () => {
  const basket = withOffer(emptyBasket(), offer('A'))!
  const now = new Date('2026-11-28T18:00:00Z')
  const body = simulationOf(basket, [], now)
  expect([body.cart.at, 'title' in body.cart.lines[0]!]).toEqual(['2026-11-28T18:00:00.000Z', false])
  expect(simulationOf({ ...basket, at: '2026-12-01T00:00:00Z' }, [], now).cart.at).toBe('2026-12-01T00:00:00Z')
})

it('counts what is in force, not what was proposed since, and a paused one as paused', () => {
  const promotion = { id: 'p', version: 4, status: 'paused', name: 'Now', stage: 'order', proposed: { name: 'Later' } }
  const found = simulated(promotion as unknown as Promotion)
  expect(found).toEqual({ id: 'p', version: 4, paused: true, name: 'Now', stage: 'order' })
})

it('explains each cent: list prices less every step are what is paid', () => {
  const quote = {
    lines: [
      { id: '1', sku: 'A', title: null, qty: 3, list_minor: 1000, saving_minor: 901, paid_minor: 2099, paid_per_unit: [[2, 700], [1, 699]] },
    ],
    promotions: [
      { name: '满减', lines: [{ line_id: '1', saving_minor: 300 }, { line_id: '2', saving_minor: 5 }] },
      { name: '第二件半价', lines: [{ line_id: '1', saving_minor: 301 }] },
    ],
  } as unknown as Quote
  const [line] = explained(quote, new Map([['1', '茶壶']]))
  expect(line).toEqual({
    id: '1',
    title: '茶壶',
    qty: 3,
    list: 3000,
    steps: [
      { name: '', saving: 300 },
      { name: '满减', saving: 300 },
      { name: '第二件半价', saving: 301 },
    ],
    paid: 2099,
    perUnit: [
      [2, 700],
      [1, 699],
    ],
  })
  expect(line!.list - line!.steps.reduce((sum, { saving }) => sum + saving, 0)).toBe(line!.paid)
})

it('tells first what gave something', () => {
  const outcomes = [
    { name: 'a', applied: false },
    { name: 'b', applied: true },
    { name: 'c', applied: false },
  ] as Outcome[]
  expect(ordered(outcomes).map(({ name }) => name)).toEqual(['b', 'a', 'c'])
})
