import { expect, it } from 'vitest'
import { NOT_SENT, once } from './once'

it('names a call by what it sends: again for the same, anew for other terms', () => {
  const kept = { ...NOT_SENT }
  const first = once(kept, { name: 'a' })
  expect(once(kept, { name: 'a' })).toEqual(first)
  expect(once(kept, { name: 'b' })).not.toEqual(first)
})
