import { describe, expect, it } from 'vitest'
import { sum, unitsOf, type There } from './model'

describe('units', () => {
  it.each([
    ['12', 12],
    [' -3 ', -3],
    ['+5', 5],
    ['0', 0],
    ['', null],
    ['1.5', null],
    ['1e3', null],
    ['1234567890', null],
  ])('as they are typed: "%s"', (typed, units) => {
    expect(unitsOf(typed)).toBe(units)
  })

  it('of all warehouses are added up, count by count', () => {
    const there = (available_count: number, reserved_count: number) =>
      ({ warehouse: 'W', on_hand_count: 9, safety_count: 0, available_count, reserved_count }) as There
    expect(sum([there(4, 1), there(3, 2)], 'available_count')).toBe(7)
    expect(sum([there(4, 1), there(3, 2)], 'reserved_count')).toBe(3)
    expect(sum([], 'on_hand_count')).toBe(0)
  })
})
