import { describe, expect, it } from 'vitest'
import { bar, gained, reachOf } from './effect'

const t = (_: string, named?: Record<string, unknown>) => `${String(named?.count)} points`

describe('a gain', () => {
  it('in buyers is told in points, with its sign', () => {
    const gain = { metric: 'buyers', currency: null } as const
    expect(gained(0.0123, gain, 'en', t)).toBe('+1.23 points')
    expect(gained(-0.5, gain, 'en', t)).toBe('-50 points')
    expect(gained(0, gain, 'en', t)).toBe('0 points')
  })

  it('in what people spend is told as money', () => {
    expect(gained(1234.4, { metric: 'spend', currency: 'CNY' }, 'zh-CN', t)).toBe('¥12.34')
  })

  it('is drawn with zero in the middle, by one scale with those beside it', () => {
    const [one, other] = [{ low: -0.01, high: 0.03, lift: 0.01 }, { low: -0.06, high: 0, lift: -0.03 }]
    expect(bar(one, reachOf([one]))).toEqual({ zero: 50, low: 34, high: 98, at: 66 })
    expect(bar(one, reachOf([one, other]))).toEqual({ zero: 50, low: 42, high: 74, at: 58 })
    expect(bar({ low: 0, high: 0, lift: 0 }, 0)).toEqual({ zero: 50, low: 50, high: 50, at: 50 })
  })
})
