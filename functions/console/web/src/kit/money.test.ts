import { describe, expect, it } from 'vitest'
import { inUnits, minorOf, money, percent } from './money'

describe('money', () => {
  it.each([
    [1, 'CNY', '0.01'],
    [123456, 'CNY', '1234.56'],
    [-5, 'EUR', '-0.05'],
    [1200, 'JPY', '1200'],
    [1234, 'BHD', '1.234'],
    [9007199254740991, 'USD', '90071992547409.91'],
  ])('of %d minor units of %s is %s', (minor, currency, expected) => {
    expect(inUnits(minor, currency)).toBe(expected)
  })

  it('is exact where a fraction would not be', () => {
    expect(money(9007199254740991, 'CNY', 'zh-CN')).toBe('¥90,071,992,547,409.91')
  })

  it('tells currencies apart that share a sign', () => {
    expect(money(1200, 'JPY', 'zh-CN')).not.toContain('¥1,200.00')
    expect(money(1200, 'JPY', 'en')).toBe('¥1,200')
    expect(money(1200, 'CNY', 'en')).toBe('CN¥12.00')
  })

  it('of basis points is a share', () => {
    expect(percent(500, 'zh-CN')).toBe('5%')
    expect(percent(1234, 'en')).toBe('12.34%')
  })
})

describe('an amount as it is typed', () => {
  it.each([
    ['129', 'CNY', 12900],
    ['1,299.5', 'CNY', 129950],
    ['500', ' jpy', 500],
    ['1.250', 'KWD', 1250],
    ['12.900', 'CNY', 1290],
  ])('%s %s', (typed, currency, minor) => {
    expect(minorOf(typed, currency)).toBe(minor)
  })

  it.each([
    ['', 'CNY'],
    ['十元', 'CNY'],
    ['1.005', 'CNY'],
    ['-0.05', 'EUR'],
    ['0.5', 'JPY'],
    ['1e3', 'CNY'],
  ])('is none: "%s" %s', (typed, currency) => {
    expect(minorOf(typed, currency)).toBeNull()
  })
})
