import { expect, it } from 'vitest'
import { skuChanges, type Product } from './model'

const sku = { currency: 'CNY', list_price_minor: 100, sale_price_minor: 100 }
const product = {
  skus: [
    { ...sku, code: 'A', options: { Colour: 'red' }, floor_price_minor: 80 },
    { ...sku, code: 'B', options: {}, floor_price_minor: null },
  ],
  review: { skus: ['B'], options: { A: { Colour: 'blue' } }, floors: { A: 0, B: 70 } },
} as unknown as Product

it('tells of each SKU what waits: that it sells at all, its options and its floor, where 0 is none', () => {
  expect(skuChanges(product)).toEqual([
    { code: 'B', currency: 'CNY', isNew: true, options: null, floor: { before: null, after: 70 } },
    {
      code: 'A',
      currency: 'CNY',
      isNew: false,
      options: { before: 'Colour red', after: 'Colour blue' },
      floor: { before: 80, after: null },
    },
  ])
})

it('is nothing where nothing is proposed', () => {
  expect(skuChanges({ ...product, review: null })).toEqual([])
})
