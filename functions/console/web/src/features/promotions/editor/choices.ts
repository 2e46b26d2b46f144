import { shallowRef } from 'vue'
import { api, take } from '../../../api/client'
import { nameOf } from '../../products/categories'

/** Those that shops sell in most; one that a promotion has is offered as well. */
export const CURRENCIES: readonly string[] =
  'CNY HKD MOP TWD USD EUR GBP JPY KRW SGD MYR THB VND IDR PHP INR AUD NZD CAD CHF SEK BRL MXN AED SAR KWD'.split(' ')

export interface Choice {
  value: string
  label: string
  /** Where the label says more than that. */
  name?: string
}

async function all<T>(page: (cursor?: string) => Promise<{ items: T[]; next?: string | null }>): Promise<T[]> {
  const found: T[] = []
  let cursor: string | undefined
  do {
    const { items, next } = await page(cursor)
    found.push(...items)
    cursor = next ?? undefined
  } while (cursor && found.length < 1000)
  return found
}

const askers = {
  brands: (cursor?: string) => take(api.GET('/brands', { params: { query: { limit: 100, cursor } } })),
  tags: (cursor?: string) => take(api.GET('/tags', { params: { query: { limit: 100, cursor } } })),
}

export const offered = { brands: shallowRef<Choice[]>([]), tags: shallowRef<Choice[]>([]) }

/** Brands and tags, once for the visit. */
export async function offer(of: 'brands' | 'tags'): Promise<void> {
  if (offered[of].value.length) return
  const found = await all<{ name: string }>(askers[of])
  offered[of].value = found.map(({ name }) => ({ value: name, label: name }))
}

/** Titles of goods that were met, by product and by SKU: chips tell them instead of ids. */
export const titles = shallowRef<ReadonlyMap<string, string>>(new Map())

/** What people call a category, or goods that were met. */
export function named(kind: string, id: string): string {
  if (kind === 'categories') return nameOf(id)
  return titles.value.get(id) ?? id
}

/** Products, or SKUs, by the words of a title. */
export async function findGoods(of: 'products' | 'skus', q: string): Promise<Choice[]> {
  const { items } = await take(api.GET('/products', { params: { query: { q: q.trim() || undefined, limit: 8 } } }))
  const named = items.flatMap(({ id, title, skus }): Choice[] => {
    if (of === 'products') return [{ value: id, label: title }]
    return skus.map(({ code, options }) => ({
      value: code,
      label: [title, ...Object.values(options)].join(' · '),
    }))
  })
  titles.value = new Map([...titles.value, ...named.map(({ value, label }) => [value, label] as const)])
  return named
}

/** Titles of products that a promotion names; those that are gone stay ids. */
export async function nameGoods(of: 'products' | 'skus', ids: readonly string[]): Promise<void> {
  const unknown = ids.filter((id) => !titles.value.has(id)).slice(0, 20)
  const found = await Promise.all(unknown.map((id) => titleOf(of, id).catch(() => null)))
  titles.value = new Map([...titles.value, ...found.filter((each) => each !== null)])
}

async function titleOf(of: 'products' | 'skus', id: string): Promise<[string, string]> {
  if (of === 'products') {
    const product = await take(api.GET('/products/{product_id}', { params: { path: { product_id: id } } }))
    return [id, product.title]
  }
  const { title, sku } = await take(api.GET('/skus/{sku}', { params: { path: { sku: id } } }))
  return [id, [title, ...Object.values(sku.options)].join(' · ')]
}
