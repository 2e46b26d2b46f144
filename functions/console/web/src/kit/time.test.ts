import { describe, expect, it } from 'vitest'
import { exactly, instant, relative } from './time'

const AT = '2026-01-05T16:30:00Z'
const NOW = Date.parse(AT)

describe('time', () => {
  it("goes by the shop's clock, whatever the browser's is", () => {
    expect(instant(AT, 'zh-CN', 'Asia/Shanghai')).toBe('2026/01/06 00:30')
    expect(instant(AT, 'zh-CN', 'America/New_York')).toBe('2026/01/05 11:30')
  })

  it('names the month in English', () => {
    expect(instant(AT, 'en', 'Asia/Shanghai')).toBe('06 Jan 2026, 00:30')
  })

  it('says its zone where it is exact', () => {
    expect(exactly(AT, 'en', 'Asia/Shanghai')).toContain('(Asia/Shanghai)')
  })

  it.each([
    ['2026-01-05T16:30:20Z', 'now'],
    ['2026-01-05T16:32:59Z', 'in 2 minutes'],
    ['2026-01-05T13:00:00Z', '3 hours ago'],
    ['2026-01-06T16:30:00Z', 'tomorrow'],
    ['2026-01-20T16:30:00Z', 'in 2 weeks'],
    ['2024-12-31T16:30:00Z', 'last year'],
  ])('%s is told as %s', (at, expected) => {
    expect(relative(at, NOW, 'en')).toBe(expected)
  })
})
