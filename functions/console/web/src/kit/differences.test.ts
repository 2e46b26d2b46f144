import { describe, expect, it } from 'vitest'
import { differences, stepsOf } from './differences'

describe('differences', () => {
  it('are told place by place, and lists as one', () => {
    const before = { title: 'A', limits: { total: 1, per_buyer: 2 }, tags: ['x'] }
    const after = { title: 'B', limits: { total: 1 }, tags: ['x', 'y'] }
    expect(differences(before, after)).toEqual([
      { path: '/title', before: 'A', after: 'B' },
      { path: '/limits/per_buyer', before: 2, after: null },
      { path: '/tags', before: ['x'], after: ['x', 'y'] },
    ])
  })

  it('are none where only the order of names differs', () => {
    expect(differences({ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } })).toEqual([])
  })

  it('have names that are found again', () => {
    const [found] = differences({ 'a/b~c': 1 }, { 'a/b~c': 2 })
    expect(stepsOf(found?.path ?? '')).toEqual(['a/b~c'])
  })
})
