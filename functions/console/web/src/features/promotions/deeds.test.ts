import { expect, it } from 'vitest'
import { deedsFor } from './model'
import type { Promotion } from './model'

const promotion = (status: string, more: object = {}) => ({ status, review: null, proposed: null, ...more }) as unknown as Promotion
const all = () => true

it.each([
  ['draft', {}, ['submit', 'end']],
  ['rejected', { review: { state: 'rejected' } }, ['submit', 'end']],
  ['pending', { review: { state: 'pending' } }, ['end']],
  ['approved', { review: { state: 'approved' } }, ['publish', 'end']],
  ['active', {}, ['extend', 'end']],
  ['active', { proposed: {} }, ['submit', 'extend', 'end']],
  ['active', { proposed: {}, review: { state: 'approved' } }, ['publish', 'extend', 'end']],
  ['ended', {}, ['archive']],
  ['archived', {}, []],
])('one that is %s %j may be %j', (status, more, expected) => {
  expect(deedsFor(promotion(status, more), all)).toEqual(expected)
})

it('is not published by who may only write', () => {
  const may = (permission: string) => permission === 'promotion:write'
  expect(deedsFor(promotion('draft'), may)).toEqual(['submit'])
  expect(deedsFor(promotion('approved', { review: { state: 'approved' } }), may)).toEqual([])
})
