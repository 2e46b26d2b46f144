import { expect, it } from 'vitest'
import { daysUntil, heatOf, standingOf, tell } from './model'

it('tells money in its currency and counts as counts', () => {
  expect(tell('net_minor', -5, 'CNY', 'zh-CN')).toBe('-¥0.05')
  expect(tell('order_count', 1234, 'CNY', 'en')).toBe('1,234')
  expect(tell('aov_minor', null, 'CNY', 'en')).toBe('—')
})

it('shades nothing where nobody ordered, and the busiest hour most', () => {
  expect([heatOf(0, 8), heatOf(1, 8), heatOf(5, 8), heatOf(8, 8), heatOf(0, 0)]).toEqual([0, 1, 3, 4, 0])
})

it('counts both ends of a period', () => {
  expect(daysUntil('2026-03-01', 7)).toEqual({ from: '2026-02-23', to: '2026-03-01' })
})

it('warns of figures that differ from their orders, not of days that are not over', () => {
  const standing = (is_balanced: boolean | null, closed_day_count: number) =>
    standingOf({ is_balanced, closed_day_count, open_days: [], missing: [], missing_count: 0 })
  expect([standing(null, 0), standing(true, 0), standing(true, 3), standing(false, 3)]).toEqual([
    'unchecked',
    'unchecked',
    'balanced',
    'unbalanced',
  ])
})
