import { expect, it } from 'vitest'
import { clockOf, deedsFor, soldBp, stateOf, type Sale, type Statistics } from './model'

const all = () => true
const of = (status: Sale['status'], phase: Sale['phase'] = null) =>
  ({ status, phase, review: { submitted_by: 'staff:a' } }) as Sale

it('offers what status and phase allow', () => {
  expect(deedsFor(of('draft'), all)).toEqual(['submit', 'drop'])
  expect(deedsFor(of('pending'), all, 'staff:b')).toEqual(['reject', 'approve', 'drop'])
  expect(deedsFor(of('approved'), all)).toEqual(['schedule', 'drop'])
  expect(deedsFor(of('scheduled', 'running'), all)).toEqual(['pause', 'end'])
  expect(deedsFor(of('scheduled', 'paused'), all)).toEqual(['resume', 'end'])
  expect(deedsFor(of('scheduled', 'ended'), all)).toEqual([])
  expect(deedsFor(of('closed', 'ended'), all)).toEqual([])
})

it('lets nobody agree to their own, nor do what they may not', () => {
  expect(deedsFor(of('pending'), all, 'staff:a')).not.toContain('approve')
  expect(deedsFor(of('scheduled', 'running'), (permission) => permission === 'flash_sale:write')).toEqual([])
})

it('tells the phase of one that is scheduled, and the status of others', () => {
  expect(stateOf(of('scheduled', 'sold_out'))).toBe('sold_out')
  expect(stateOf(of('closed', 'ended'))).toBe('closed')
})

it('counts down to nothing and not below', () => {
  expect(clockOf(90_061_000)).toEqual({ days: 1, clock: '01:01:01' })
  expect(clockOf(400)).toEqual({ days: 0, clock: '00:00:01' })
  expect(clockOf(-5)).toEqual({ days: 0, clock: '00:00:00' })
})

it('tells the share that is sold', () => {
  expect(soldBp({ unit_count: 60, sold_count: 20 } as Statistics)).toBe(3333)
})
