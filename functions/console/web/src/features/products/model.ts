import type { components } from '../../api/schema'
import { differences, type Difference } from '../../kit/differences'

export type Product = components['schemas']['ProductView']
export type Category = components['schemas']['CategoryView']

/** What a proposal would change of a product that goes on meanwhile as it was. */
export function proposed(product: Product): Difference[] {
  const { review } = product
  if (!review) return []
  const seen = ({ title, category, description, images }: typeof review | Product) => ({
    title,
    category,
    description,
    images,
  })
  return differences(seen(product), seen(review))
}

/** Text of a description, which the API has rebuilt from an allow-list of tags. */
export function plain(description: string): string {
  return new DOMParser().parseFromString(description, 'text/html').body.textContent ?? ''
}

/** Those of the SKUs, by currency; nothing is added up across currencies. */
export function priceSpans(product: Product): { currency: string; low: number; high: number }[] {
  const spans = new Map<string, { currency: string; low: number; high: number }>()
  for (const { currency, sale_price_minor: price } of product.skus) {
    const span = spans.get(currency) ?? { currency, low: price, high: price }
    spans.set(currency, { currency, low: Math.min(span.low, price), high: Math.max(span.high, price) })
  }
  return [...spans.values()]
}

/** What a proposal would do to a SKU; what is null stays as it is. */
export interface SkuChange {
  code: string
  currency: string | null
  /** It does not sell yet. */
  isNew: boolean
  options: { before: string; after: string } | null
  floor: { before: number | null; after: number | null } | null
}

export function skuChanges({ review, skus }: Product): SkuChange[] {
  if (!review) return []
  const codes = new Set([...review.skus, ...Object.keys(review.options), ...Object.keys(review.floors)])
  return [...codes].map((code) => {
    const sku = skus.find((each) => each.code === code)
    const [options, floor] = [review.options[code], review.floors[code]]
    return {
      code,
      currency: sku?.currency ?? null,
      isNew: review.skus.includes(code),
      options: options ? { before: optionsText(sku?.options ?? {}), after: optionsText(options) } : null,
      // A floor of 0 is none.
      floor: floor === undefined ? null : { before: sku?.floor_price_minor ?? null, after: floor || null },
    }
  })
}

export function optionsText(options: Record<string, string>): string {
  return Object.entries(options).map(([name, value]) => `${name} ${value}`).join(', ') || '—'
}
