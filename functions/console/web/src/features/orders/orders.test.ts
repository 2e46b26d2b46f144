import { describe, expect, it } from 'vitest'
import { grouped, namesIn, sumOf, type StoredQuote } from './explain'
import { deedsOf, type Handled, type Order, type OrderLine } from './model'
import { timelineOf } from './timeline'

const line = (more: Partial<OrderLine>) =>
  ({ line: 1, sku: 'MUG', title: 'Mug', quantity: 3, unit_price_minor: 1000, paid_minor: 3000, ...more }) as OrderLine
const quoted = (paid_per_unit: [number, number][]) =>
  ({ id: '1', was_minor: null, price_book_id: null, paid_per_unit }) as StoredQuote['lines'][number]

describe('what a line cost', () => {
  const NAMES = new Map([['promotion_1', '满减']])

  it('is its units less each saving and its share of what was taken off by hand', () => {
    const allocations = [
      { promotion_id: 'promotion_1', saving_minor: 500 },
      { promotion_id: 'promotion_2', saving_minor: 100 },
    ]
    const sum = sumOf(line({ allocations, discount_minor: 650, paid_minor: 2350 }), NAMES)
    expect(sum).toEqual({
      subtotal: 3000,
      savings: [
        { name: '满减', minor: 500 },
        { name: 'promotion_2', minor: 100 },
      ],
      adjusted: 50,
      paid: 2350,
      units: [],
    })
  })

  it('is told unit by unit as the quote shared it out', () => {
    const sum = sumOf(line({ paid_minor: 2500 }), NAMES, quoted([[1, 834], [2, 833]]))
    expect(sum.units).toEqual([834, 833, 833])
    expect(grouped(sum.units)).toEqual([
      { count: 1, minor: 834 },
      { count: 2, minor: 833 },
    ])
  })

  it('is not told unit by unit where something was taken off since', () => {
    expect(sumOf(line({ paid_minor: 2400 }), NAMES, quoted([[1, 834], [2, 833]])).units).toEqual([])
  })
})

const order = (more: Partial<Order>) =>
  ({
    placed_at: '2026-11-11T08:00:00Z',
    stage: 'paid',
    currency: 'CNY',
    coupons: [],
    parcels: [],
    paid_at: '2026-11-11T08:01:00Z',
    paid_minor: 900,
    payable_minor: 900,
    adjusted_minor: 100,
    refunded_minor: 0,
    received_at: null,
    completed_at: null,
    cancelled_at: null,
    payment: { method: 'wechat-pay' },
    ...more,
  }) as unknown as Order
const handled = (more: Partial<Handled>, of: Partial<Order> = {}) =>
  ({
    order: order(of),
    placed_by: 'shopper:lin',
    adjustments: [],
    payouts: [],
    notes: [],
    cancellation_request: null,
    declined_requests: [],
    invoices: [],
    ...more,
  }) as unknown as Handled

describe('names', () => {
  it('are of promotions by the quote, and of coupons by the order', () => {
    const coupons = [{ coupon_id: 'coupon_1', name: '新人券' }] as Order['coupons']
    const quote = { lines: [], promotions: [{ promotion_id: 'promotion_1', name: '满减' }] } as unknown as StoredQuote
    expect([...namesIn(order({ coupons }), quote)]).toEqual([
      ['promotion_1', '满减'],
      ['coupon_1', '新人券'],
    ])
  })
})

describe('the timeline', () => {
  it('tells what happened as it came, with the amount that was agreed at first', () => {
    const adjustments = [{ id: 'a', off_minor: 100, reason: '抹零', by: 'staff:1', adjusted_at: '2026-11-11T08:00:30Z' }]
    const notes = [{ id: 'n', text: '工作日送', by: 'staff:2', noted_at: '2026-11-11T09:00:00Z' }]
    const steps = timelineOf(handled({ adjustments, notes }))
    expect(steps.map(({ kind }) => kind)).toEqual(['placed', 'adjusted', 'paid', 'note'])
    expect(steps[0]?.minor).toBe(1000)
    expect(steps[3]).toMatchObject({ told: '工作日送', by: 'staff:2' })
  })

  it('tells money that goes back, when it was asked for and when it was sent', () => {
    const payouts = [
      {
        id: 'p',
        transaction: 't',
        amount_minor: 300,
        currency: 'CNY',
        requested_at: '2026-11-12T08:00:00Z',
        sent_at: '2026-11-12T08:00:05Z',
        reason: '破损',
      },
    ] as Handled['payouts']
    const steps = timelineOf(handled({ payouts }))
    expect(steps.slice(-2).map(({ kind, minor }) => [kind, minor])).toEqual([
      ['refund', 300],
      ['payout', 300],
    ])
  })
})

describe('what may be done with an order', () => {
  const asked = { id: 'r', reason: 'other', requested_at: '2026-11-11T10:00:00Z' } as NonNullable<
    Handled['cancellation_request']
  >

  it.each([
    ['pending_payment', { paid_at: null, paid_minor: 0 }, ['cancel', 'adjust', 'address', 'note']],
    ['paid', {}, ['parcel', 'refund', 'cancel', 'address', 'note']],
    ['shipped', {}, ['refund', 'note']],
    ['shipped', { refunded_minor: 900 }, ['note']],
    ['completed', {}, ['note']],
  ] as const)('that is %s %o: %s', (stage, more, deeds) => {
    expect(deedsOf(handled({}, { stage, ...more }))).toEqual(deeds)
  })

  it('is no parcel while its buyer asks to cancel it, but an answer', () => {
    const found = deedsOf(handled({ cancellation_request: asked }))
    expect(found).toContain('decline')
    expect(found).not.toContain('parcel')
  })
})
