import { describe, expect, it } from 'vitest'
import { count, inCurrency, inZone, minute, moneyCodec, share } from './codecs'

describe('money', () => {
  it.each([
    ['12', 'CNY', 1200],
    ['12.5', 'CNY', 1250],
    ['0.07', 'CNY', 7],
    ['1,234.56', 'CNY', 123456],
    ['１２．３０', 'CNY', 1230],
    ['12.500', 'CNY', 1250],
    ['300', 'JPY', 300],
    ['1.234', 'KWD', 1234],
    ['90071992547409.9', 'CNY', { typed: '90071992547409.9' }],
    ['12.345', 'CNY', { typed: '12.345' }],
    ['0.5', 'JPY', { typed: '0.5' }],
    ['1,2', 'CNY', { typed: '1,2' }],
    ['-3', 'CNY', { typed: '-3' }],
    ['1e3', 'CNY', { typed: '1e3' }],
    ['', 'CNY', { typed: '' }],
  ])('typed as %j in %s is %j', (text, currency, expected) => {
    expect(moneyCodec(currency).read(text)).toEqual(expected)
  })

  it('is read back as it is shown, whatever it is and in every number of decimals', () => {
    for (const currency of ['CNY', 'JPY', 'KWD']) {
      const codec = moneyCodec(currency)
      for (let minor = 0; minor <= 9_999_999_999; minor = minor * 3 + 1) expect(codec.read(codec.show(minor))).toBe(minor)
    }
  })
})

it('a share is in per cent and counts as basis points', () => {
  expect([share.show(1250), share.show(5), share.show(10_000)]).toEqual(['12.5', '0.05', '100'])
  expect([share.read('12.5%'), share.read('20'), share.read('0.001')]).toEqual([1250, 2000, { typed: '0.001' }])
  for (let bp = 1; bp <= 10_000; bp += 1) expect(share.read(share.show(bp))).toBe(bp)
})

it('a day has minutes up to 24:00', () => {
  expect([minute.read('20:00'), minute.read('24:00'), minute.read('9:05')]).toEqual([1200, 1440, 545])
  expect([minute.read('24:01'), minute.read('8'), minute.read('12:60')]).toEqual(
    ['24:01', '8', '12:60'].map((typed) => ({ typed })),
  )
  for (let at = 0; at <= 1440; at += 1) expect(minute.read(minute.show(at))).toBe(at)
})

it('a count is whole, and may be below nothing', () => {
  expect([count.read(' 12 '), count.read('-5'), count.read('1.5'), count.read('x')]).toEqual([12, -5, { typed: '1.5' }, { typed: 'x' }])
})

it('a window keeps its times in another zone', () => {
  const window = { start: '2026-11-21T16:00:00Z', end: null, slots: [], zone: 'Asia/Shanghai' }
  const moved = { start: '2026-11-21T15:00:00Z', end: null, slots: [], zone: 'Asia/Tokyo' }
  expect(inZone(window, 'Asia/Tokyo')).toEqual(moved)
})

describe('another currency', () => {
  const terms = {
    currency: 'CNY',
    ladder: { of: 'amount', steps: [{ threshold: 20000, effects: [{ kind: 'gift', sku: 'A', per: { count: 2 } }] }] },
    conditions: [
      { of: 'quantity', threshold: 3 },
      { of: 'amount', at_most: 50 },
    ],
    limits: { budget_minor: 5000000, total: 9 },
  }

  it('leaves the figures as they are written, and counts alone', () => {
    const yen = inCurrency(terms, 'CNY', 'JPY')
    expect(yen).toEqual({
      currency: 'JPY',
      ladder: { of: 'amount', steps: [{ threshold: 200, effects: [{ kind: 'gift', sku: 'A', per: { count: 2 } }] }] },
      conditions: [
        { of: 'quantity', threshold: 3 },
        { of: 'amount', at_most: { typed: '0.50' } },
      ],
      limits: { budget_minor: 50000, total: 9 },
    })
  })

  it.each([null, 'KWD', 'USD'])('there and back by %s is the same', (other) => {
    expect(inCurrency(inCurrency(terms, 'CNY', other), other, 'CNY')).toEqual(terms)
  })
})
