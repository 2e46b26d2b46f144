import type { Order, OrderLine } from './model'

/** The parts of a quote that an order was placed from, as the quote's answer has them. */
export interface StoredQuote {
  lines: { id: string; was_minor: number | null; price_book_id: string | null; paid_per_unit?: [number, number][] }[]
  promotions: {
    promotion_id: string
    name: string
    applied: boolean
    explanation: string
    saving_minor: number
    shipping_saving_minor: number
  }[]
  codes?: { code: string; accepted: boolean; explanation: string }[]
}

export interface Share {
  name: string
  minor: number
}

export interface LineSum {
  subtotal: number
  savings: Share[]
  /** This line's share of what no promotion gave: what staff took off by hand. */
  adjusted: number
  paid: number
  /** What each unit cost, where they are known to the cent. */
  units: number[]
}

/** From what a line's units cost together to what was paid for it; all of it adds up. */
export function sumOf(line: OrderLine, names: ReadonlyMap<string, string>, quoted?: StoredQuote['lines'][number]): LineSum {
  const savings = (line.allocations ?? []).map(({ promotion_id: id, saving_minor: minor }) => ({
    name: names.get(id) ?? id,
    minor,
  }))
  const saved = savings.reduce((total, { minor }) => total + minor, 0)
  const units = line.unit_paid_minor?.length ? line.unit_paid_minor : unitsOf(quoted, line.paid_minor)
  return {
    subtotal: line.unit_price_minor * line.quantity,
    savings,
    adjusted: (line.discount_minor ?? 0) - saved,
    paid: line.paid_minor,
    units,
  }
}

/** As the quote shared them out, as long as nothing was taken off since. */
function unitsOf(quoted: StoredQuote['lines'][number] | undefined, paid: number): number[] {
  const units = (quoted?.paid_per_unit ?? []).flatMap(([count, minor]) => Array<number>(count).fill(minor))
  return units.reduce((total, minor) => total + minor, 0) === paid ? units : []
}

/** Names of promotions and coupons, by id. */
export function namesIn(order: Order, quote: StoredQuote | null): ReadonlyMap<string, string> {
  const coupons = order.coupons.map(({ coupon_id, name }): [string, string] => [coupon_id, name])
  const promotions = (quote?.promotions ?? []).map(({ promotion_id, name }): [string, string] => [promotion_id, name])
  return new Map([...promotions, ...coupons])
}

/** Units of one price together: 2 × 64.21, 1 × 64.20. */
export function grouped(units: readonly number[]): { count: number; minor: number }[] {
  const found: { count: number; minor: number }[] = []
  for (const minor of units) {
    const last = found.at(-1)
    if (last?.minor === minor) last.count += 1
    else found.push({ count: 1, minor })
  }
  return found
}
