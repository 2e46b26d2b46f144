import { describe, expect, it } from 'vitest'
import { byRank, deedsOf, phaseOf, type Book, type Change, type Status } from './model'

const NOON = Date.parse('2026-11-11T12:00:00Z')

describe('what lasts from a start until an end', () => {
  it.each([
    [null, null, 'now'],
    ['2026-11-11T12:00:00Z', null, 'now'],
    ['2026-11-11T12:00:01Z', null, 'later'],
    [null, '2026-11-11T12:00:01Z', 'now'],
    [null, '2026-11-11T12:00:00Z', 'over'],
  ] as const)('%s – %s is %s at noon', (start, end, phase) => {
    expect(phaseOf({ start, end }, NOON)).toBe(phase)
  })
})

describe('price books', () => {
  const book = (id: string, priority: number, group: string | null = null) =>
    ({ id, priority, group, channel: null, zone: null }) as Book

  it('are looked at by priority, then the more special one, then by id', () => {
    const all = [book('b', 0), book('a', 0), book('c', 0, 'member'), book('d', 10)]
    expect(all.sort(byRank).map(({ id }) => id)).toEqual(['d', 'c', 'a', 'b'])
  })
})

describe('what may be done with a change of a price', () => {
  const change = (status: Status) => ({ status, created_by: 'staff:ada' }) as Change
  const all = { writes: true, approves: true }

  it.each([
    ['draft', 'staff:bo', ['submit', 'cancel']],
    ['pending_approval', 'staff:bo', ['approve', 'reject', 'cancel']],
    ['pending_approval', 'staff:ada', ['cancel']],
    ['active', 'staff:bo', ['cancel']],
    ['superseded', 'staff:bo', []],
    ['cancelled', 'staff:bo', []],
  ] as const)('that is %s, by %s: %s', (status, actor, deeds) => {
    expect(deedsOf(change(status), { actor, ...all })).toEqual(deeds)
  })

  it('is nothing for who only reads them', () => {
    const who = { actor: 'staff:bo', writes: false, approves: false }
    expect(deedsOf(change('pending_approval'), who)).toEqual([])
  })
})
