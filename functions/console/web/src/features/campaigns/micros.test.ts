import { describe, expect, it } from 'vitest'
import { microMoney, microsText, toMicros } from './micros'

describe('millionths', () => {
  it.each([
    [45_000, '0.045'],
    [500_000_000, '500'],
    [0, '0'],
    [1, '0.000001'],
    [999_999_999_123_456, '999999999.123456'],
  ])('%d are written as %s, and read as they were', (micros, text) => {
    expect(microsText(micros)).toBe(text)
    expect(toMicros(text)).toBe(micros)
  })

  it('are told with the decimals of their currency at least', () => {
    expect(microMoney(45_000, 'CNY', 'zh-CN')).toBe('¥0.045')
    expect(microMoney(500_000_000, 'CNY', 'zh-CN')).toBe('¥500.00')
    expect(microMoney(3_000_000, 'JPY', 'en')).toBe('¥3')
  })

  it.each(['', 'a lot', '-1', '1,5', '0.0000001', '1e3'])('are not what is written as %s', (text) => {
    expect(toMicros(text)).toBeNull()
  })
})
