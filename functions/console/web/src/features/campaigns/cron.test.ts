import { describe, expect, it } from 'vitest'
import { fromCron, NO_REPEAT, toCron } from './cron'

describe('how often something is sent', () => {
  it.each([
    ['30 9 * * *', { every: 'day', time: '09:30' }],
    ['0 20 * * 1,3', { every: 'week', time: '20:00', weekdays: ['1', '3'] }],
    ['5 8 1,15 * *', { every: 'month', time: '08:05', days: '1,15' }],
  ])('%s is read as people say it, and written as it was', (cron, told) => {
    const found = fromCron(cron)
    expect(found).toMatchObject(told)
    expect(toCron(found)).toBe(cron)
  })

  it('knows ranges of weekdays, and that Sunday is the seventh', () => {
    expect(fromCron('0 9 * * 1-5').weekdays).toEqual(['1', '2', '3', '4', '5'])
    expect(fromCron('0 9 * * 0').weekdays).toEqual(['7'])
  })

  it.each(['0 9-18 * * *', '0 9 13 * 5', '0 9 * 12 *', '0 9 */2 * *', 'nonsense'])(
    '%s is left as it is written',
    (cron) => {
      expect(fromCron(cron)).toEqual({ ...NO_REPEAT, every: 'cron', cron })
      expect(toCron(fromCron(cron))).toBe(cron)
    },
  )
})
