import { describe, expect, it } from 'vitest'
import { addDays, addMonths, clockOf, isDay, monday, weeksOf } from './calendar'

describe('a calendar', () => {
  it('goes on over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addMonths('2026-12-31', 1)).toBe('2027-01-01')
    expect(addMonths('2027-01-15', -1)).toBe('2026-12-01')
  })

  it('has weeks that begin on Monday', () => {
    expect(monday('2026-11-29')).toBe('2026-11-23')
    expect(monday('2026-11-30')).toBe('2026-11-30')
  })

  it('shows a month in whole weeks, and a week alone', () => {
    const weeks = weeksOf('2026-12-15', 'month')
    expect([weeks.length, weeks[0]?.[0], weeks.at(-1)?.[6]]).toEqual([5, '2026-11-30', '2027-01-03'])
    expect(weeksOf('2026-12-15', 'week')).toEqual([
      ['2026-12-14', '2026-12-15', '2026-12-16', '2026-12-17', '2026-12-18', '2026-12-19', '2026-12-20'],
    ])
  })

  it('puts a moment on the day that a zone has then', () => {
    expect(clockOf('2026-12-03T16:30:00Z', 'Asia/Shanghai')).toBe('2026-12-04T00:30')
    expect(clockOf('2026-12-03T16:30:00Z', 'America/New_York')).toBe('2026-12-03T11:30')
  })

  it('takes no address for a day that is none', () => {
    expect(['2026-12-01', '2026-13-01', 'tomorrow', undefined].map(isDay)).toEqual([true, false, false, false])
  })
})
