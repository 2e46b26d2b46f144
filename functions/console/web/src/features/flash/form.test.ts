import { expect, it } from 'vitest'
import { bodyOf, emptyForm, formOf, priceOf } from './form'
import type { Sale } from './model'

const terms = {
  name: '整点秒杀',
  sku: 'MUG-S',
  currency: 'JPY',
  price_minor: 980,
  unit_count: 60,
  start: '2026-12-12T02:00:00Z',
  end: '2026-12-12T04:00:00Z',
  per_user: 2,
  zone: 'Asia/Shanghai',
  fairness: 'queue',
  peak_per_s: 300,
}

it('sends a sale that nobody changed as it was, and shows its times by the clock of its zone', () => {
  const form = formOf(terms as Sale)
  expect(bodyOf(form)).toEqual(terms)
  expect([form.start, form.price]).toEqual(['2026-12-12T10:00', '980'])
})

it('leaves a time alone that the clock shows twice', () => {
  const sale = { ...terms, zone: 'America/New_York', start: '2027-11-07T06:30:00Z', end: '2027-11-07T08:00:00Z' }
  expect(bodyOf({ ...formOf(sale as Sale), name: 'x' })).toMatchObject({ start: sale.start, end: sale.end })
})

it('reads no price finer than the currency', () => {
  const form = { ...emptyForm('UTC'), price: '9.5' }
  expect(priceOf({ ...form, currency: 'jpy' })).toBeNull()
  expect(priceOf({ ...form, currency: 'CNY' })).toBe(950)
})
