import { expect, it } from 'vitest'
import { readFilters } from './filters'

it('reads of an address the filters it knows, and of two of one name the first', () => {
  const query = { q: ['tea', 'mug'], brand: '', other: 'x', tag: 'new' }
  expect(readFilters(query, ['q', 'brand', 'tag'])).toEqual({ q: 'tea', tag: 'new' })
})
