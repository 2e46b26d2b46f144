import { describe, expect, it } from 'vitest'
import { dayOf, instantOf, localOf } from './zones'

describe('a time of the shop', () => {
  it.each([
    ['2026-11-29T10:00', 'Asia/Shanghai', '2026-11-29T02:00:00.000Z'],
    ['2026-07-01T10:00', 'Europe/Berlin', '2026-07-01T08:00:00.000Z'],
    ['2026-10-25T04:00', 'Europe/Berlin', '2026-10-25T03:00:00.000Z'],
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
  ])('%s in %s is %s, whatever the zone of the browser, and back', (local, zone, at) => {
    expect(instantOf(local, zone)).toBe(at)
    expect(localOf(at, zone)).toBe(local)
  })

  it('is none where nothing is written', () => {
    expect([instantOf('', 'UTC'), instantOf('x', 'UTC'), localOf(null, 'UTC')]).toEqual([null, null, ''])
  })

  it('is on a day of its own', () => {
    const now = Date.parse('2026-11-28T20:00:00Z')
    expect([dayOf(now, 'Asia/Shanghai'), dayOf(now, 'UTC', -1)]).toEqual(['2026-11-29', '2026-11-27'])
  })
})
