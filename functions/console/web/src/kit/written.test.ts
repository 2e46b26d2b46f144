import { describe, expect, it } from 'vitest'
import { count, namesOf, scaled, unscaled } from './written'

describe('a decimal', () => {
  it('is taken exactly, and nothing finer than its places', () => {
    expect(['19.99', '20', '1,234.5', ' 0.01 ', '１２．３０'].map((each) => scaled(each, 2))).toEqual([1999, 2000, 123450, 1, 1230])
    expect(['', '-1', '1.999', '1e3', '二十', '1,2', '12,34'].map((each) => scaled(each, 2))).toEqual(Array(7).fill(null))
    expect([scaled('1.5', 0), scaled('12.900', 2), scaled('90071992547409.9', 2)]).toEqual([null, 1290, null])
  })

  it('is written as it is read', () => {
    expect([unscaled(1250, 2), unscaled(10_000, 2), unscaled(5, 2), unscaled(0, 2), unscaled(7, 0)]).toEqual(['12.5', '100', '0.05', '0', '7'])
    for (const places of [0, 2, 3, 6]) expect(scaled(unscaled(123_456_000, places), places)).toBe(123_456_000)
  })
})

it('takes names from lines and from commas of both languages', () => {
  expect(namesOf('a, b\n c、d，，e\n')).toEqual(['a', 'b', 'c', 'd', 'e'])
})

it('leaves a number that is none to the API, and nothing is null', () => {
  expect([count('1,000'), count(' '), count('ten')]).toEqual([1000, null, 'ten'])
})
