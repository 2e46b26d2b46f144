import { describe, expect, it } from 'vitest'
import { instantOf, minorOf, refuse } from './entries'
import { Problem } from './problems'

describe('an amount as it is typed', () => {
  it.each([
    ['129', 'CNY', 12900],
    ['1,299.5', 'CNY', 129950],
    ['-0.05', 'EUR', -5],
    ['500', 'JPY', 500],
    ['1.250', 'KWD', 1250],
    ['12.900', 'CNY', 1290],
  ])('%s %s', (typed, currency, minor) => {
    expect(minorOf(typed, currency)).toBe(minor)
  })

  it.each([
    ['', 'CNY'],
    ['十元', 'CNY'],
    ['1.005', 'CNY'],
    ['0.5', 'JPY'],
    ['1e3', 'CNY'],
  ])('is none: "%s" %s', (typed, currency) => {
    expect(minorOf(typed, currency)).toBeNull()
  })
})

describe('a time by the clock of a zone', () => {
  it.each([
    ['2026-11-11T20:00', 'Asia/Shanghai', '2026-11-11T12:00:00Z'],
    ['2026-07-01T00:30', 'Europe/Berlin', '2026-06-30T22:30:00Z'],
    ['2026-12-01T00:30', 'Europe/Berlin', '2026-11-30T23:30:00Z'],
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
  ])('%s %s', (local, zone, at) => {
    expect(instantOf(local, zone)).toBe(at)
  })
})

describe('what a form knows of itself', () => {
  it('is told at its pointers, like a refusal', () => {
    const act = () => refuse({ '/terms/sale_minor': 'No amount.', '/reason': '' })
    expect(act).toThrow(Problem)
    try {
      act()
    } catch (error) {
      expect((error as Problem).faults.map(({ pointer }) => pointer)).toEqual(['/terms/sale_minor'])
    }
  })

  it('is nothing where all is well', () => {
    expect(() => refuse({ '/reason': '' })).not.toThrow()
  })
})
