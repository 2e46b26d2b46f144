import { expect, it } from 'vitest'
import { callKey, count, instantOf, namesOf, scaled, wallOf } from './written'

it('takes an amount exactly, and nothing finer than its currency', () => {
  expect(['19.99', '20', '1,234.5', ' 0.01 '].map((each) => scaled(each, 2))).toEqual([1999, 2000, 123450, 1])
  expect(['', '-1', '1.999', '1e3', '二十'].map((each) => scaled(each, 2))).toEqual([null, null, null, null, null])
  expect(scaled('1.5', 0)).toBeNull()
})

it('takes names from lines and from commas of both languages', () => {
  expect(namesOf('a, b\n c、d，，e\n')).toEqual(['a', 'b', 'c', 'd', 'e'])
})

it('reads a clock in its zone, and shows an instant by it', () => {
  expect(instantOf('2026-11-30T18:00', 'Asia/Shanghai')).toBe('2026-11-30T10:00:00Z')
  expect(wallOf('2026-11-30T10:00:00Z', 'Asia/Shanghai')).toBe('2026-11-30T18:00')
  expect(instantOf('2026-07-01T00:30', 'Europe/Berlin')).toBe('2026-06-30T22:30:00Z')
  expect(instantOf('2026-10-25T12:00', 'Europe/Berlin')).toBe('2026-10-25T11:00:00Z')
})

it('leaves to the API what is no time and no zone', () => {
  expect(instantOf('soon', 'Asia/Shanghai')).toBe('soon')
  expect(instantOf('2026-11-30T18:00', 'Nowhere')).toBe('2026-11-30T18:00:00Z')
})

it('names the same call the same, and another one otherwise', () => {
  expect(callKey('n', { a: 1 })).toBe(callKey('n', { a: 1 }))
  expect(callKey('n', { a: 1 })).not.toBe(callKey('n', { a: 2 }))
  expect(callKey('n', {})).toMatch(/^[A-Za-z0-9_.:-]{8,128}$/)
})

it('leaves a number that is none to the API, and nothing is null', () => {
  expect([count('1,000'), count(' '), count('ten')]).toEqual([1000, null, 'ten'])
})
