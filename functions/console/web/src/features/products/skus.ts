import { api, take } from '../../api/client'
import { may } from '../../app/me'
import type { Product } from './model'

export interface Goods {
  product: Product
  sku: Product['skus'][number]
}

/** A SKU in its product; null where the catalogue has none, or may not be read. */
export async function findSku(code: string): Promise<Goods | null> {
  if (!may('catalogue:read', 'within')) return null
  const query = { q: code, limit: 20 }
  const page = await take(api.GET('/products', { params: { query } })).catch(() => ({ items: [] as Product[] }))
  for (const product of page.items) {
    const sku = product.skus.find((each) => each.code === code)
    if (sku) return { product, sku }
  }
  return null
}
