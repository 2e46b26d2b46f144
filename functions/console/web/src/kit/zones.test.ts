import { describe, expect, it } from 'vitest'
import { dayOf, instantOf, isZone, wallOf } from './zones'

describe('the clock of a zone', () => {
  it.each([
    ['2026-11-22T00:00', 'Asia/Shanghai', '2026-11-21T16:00:00Z'],
    ['2026-07-01T00:30', 'Europe/Berlin', '2026-06-30T22:30:00Z'],
    ['2026-12-01T00:30', 'Europe/Berlin', '2026-11-30T23:30:00Z'],
    ['2026-10-25T04:00', 'Europe/Berlin', '2026-10-25T03:00:00Z'],
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['2026-06-30T20:00', 'America/New_York', '2026-07-01T00:00:00Z'],
    ['2026-01-01T00:00:30', 'UTC', '2026-01-01T00:00:30Z'],
  ])('shows %s in %s at %s, whatever the zone of the browser, and leads back', (wall, zone, at) => {
    expect(instantOf(wall, zone)).toBe(at)
    expect(wallOf(at, zone)).toBe(wall)
  })

  it.each([
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00Z'],
  ])('shows %s in %s twice: the first counts', (wall, zone, at) => {
    expect(instantOf(wall, zone)).toBe(at)
  })

  it('takes a field that was left as it is for the instant that filled it', () => {
    const second = '2026-11-01T06:30:00Z'
    expect(instantOf(wallOf(second, 'America/New_York'), 'America/New_York', second)).toBe(second)
    expect(instantOf('2026-11-01T01:31', 'America/New_York', second)).toBe('2026-11-01T05:31:00Z')
    expect(instantOf('2026-11-01T01:30', 'Europe/Berlin', second)).toBe('2026-11-01T00:30:00Z')
  })

  it.each([
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00Z'],
  ])('leaps over %s in %s: it is as much later', (wall, zone, at) => {
    expect(instantOf(wall, zone)).toBe(at)
  })

  it('shows nothing for no instant', () => {
    expect([wallOf(null, 'UTC'), wallOf(undefined, 'UTC')]).toEqual(['', ''])
  })

  it('leaves to the API what is no time and no zone', () => {
    expect(instantOf('', 'UTC')).toBe('')
    expect(instantOf('soon', 'Asia/Shanghai')).toBe('soon')
    expect(instantOf('2026-11-30T18:00', 'Nowhere')).toBe('2026-11-30T18:00:00Z')
    expect([isZone('Asia/Shanghai'), isZone('Nowhere'), isZone('')]).toEqual([true, false, false])
  })

  it('has a day of its own', () => {
    const now = Date.parse('2026-11-28T20:00:00Z')
    expect([dayOf(now, 'Asia/Shanghai'), dayOf(now, 'UTC', -1)]).toEqual(['2026-11-29', '2026-11-27'])
  })
})
