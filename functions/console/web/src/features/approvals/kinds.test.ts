import { expect, it } from 'vitest'
import { changeOf, permissionFor, type Approval } from './kinds'

it('finds the SKU and the change of a price in where it is kept', () => {
  const item = { path: '/prices/MUG%2FS/changes/change_1' } as Approval
  expect(changeOf(item)).toEqual({ sku: 'MUG/S', change_id: 'change_1' })
})

it('knows what it takes to decide about each kind', () => {
  expect(permissionFor('flash_sale')).toBe('flash_sale:approve')
  expect(permissionFor('price_change')).toBe('price:approve')
  expect(permissionFor('product')).toBe('catalogue:approve')
})
