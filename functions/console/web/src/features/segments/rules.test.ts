import { describe, expect, it } from 'vitest'
import { fromTree, newGroup, newLeaf, toTree, type Definition } from './rules'
import { pointed, whole } from './sentences'

const NESTED: Definition = {
  kind: 'all_of',
  of: [
    { kind: 'purchases', at_least: 2 },
    {
      kind: 'any_of',
      of: [
        { kind: 'bought', which: 'last', not_within_days: 60, or_never: false },
        { kind: 'not', of: { kind: 'tag', name: 'member', test: 'exists' } },
      ],
    },
  ],
}

describe('the conditions of a segment', () => {
  it.each<[string, Definition]>([
    ['groups in groups', NESTED],
    ['one condition alone', { kind: 'spent', currency: 'CNY', at_least_minor: 10_050 }],
    ['a group that shall not hold', { kind: 'not', of: { kind: 'any_of', of: [{ kind: 'listed', customers: ['a', 'b'] }, { kind: 'in_segment', segment_id: 's' }] } }],
    ['stages', { kind: 'in_stage', stages: ['new', 'at_risk'] }],
  ])('are the same after they were shown in a form: %s', (_, definition) => {
    expect(fromTree(toTree(definition)).definition).toEqual(definition)
  })

  it('show a fault at the field that it is of, beyond what is left out of the tree', () => {
    const leaf = { ...newLeaf('did'), id: 'x', not: true }
    const { pointers, definition } = fromTree(newGroup([leaf]), '/definition')
    expect(definition.kind).toBe('not')
    expect(pointers['/definition/of/within_days']).toBe('x.within_days')
  })

  it('send what is no number as it is, and tell of what is no amount', () => {
    const did = { ...newLeaf('did'), given: { act: 'view', within_days: 'soon' } }
    const spent = { ...newLeaf('spent'), given: { currency: 'CNY', at_least_minor: '1,5' } }
    const { definition, amounts } = fromTree(newGroup([did, spent]))
    expect(definition).toMatchObject({ of: [{ within_days: 'soon' }, { at_least_minor: '1,5' }] })
    expect(amounts).toEqual(['/of/1/at_least_minor'])
  })

  it('are told in one line', () => {
    const t = (key: string, named: Record<string, unknown> = {}) => [key.split('.').at(-1), ...Object.values(named)].join(' ')
    const told = whole(NESTED, { t, locale: 'en', segment: (id) => id })
    expect(told).toContain('purchases atLeast 2')
    expect(told).toContain('not exists tagged member')
  })

  it('are found by their pointers', () => {
    expect(pointed(NESTED, '/of/1/of/0')).toMatchObject({ kind: 'bought' })
    expect(pointed(NESTED, '')).toBe(NESTED)
    expect(pointed(NESTED, '/of/9/of/0')).toBeNull()
  })
})
