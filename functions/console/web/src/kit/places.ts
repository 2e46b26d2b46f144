import { useRouter, type RouteMeta } from 'vue-router'
import { may } from '../app/me'

/** Where things are looked at, the best place first. */
const PLACES: Record<string, (id: string) => string[]> = {
  campaign: (id) => [`/campaigns/${id}`],
  coupon_template: (id) => [`/coupons/${id}`],
  flash_sale: (id) => [`/flash-sales/${id}`],
  order: (id) => [`/orders/${id}`],
  price: (id) => [`/prices/${id}`],
  product: (id) => [`/products/${id}`],
  promotion: (id) => [`/promotions/${id}`, `/promotions?open=${id}`],
}

export interface Places {
  /** The path, if there is such a screen and this person may open it: nothing else is linked. */
  at: (path: string) => string | null
  /** Of a thing of this kind. */
  of: (kind: string, id: string) => string | null
}

export function usePlaces(): Places {
  const router = useRouter()

  function at(path: string): string | null {
    const { matched, meta } = router.resolve(path)
    return matched.some((each) => each.components) && isOpen(meta) ? path : null
  }

  function of(kind: string, id: string): string | null {
    const paths = PLACES[kind]?.(encodeURIComponent(id)) ?? []
    return paths.find((path) => at(path) !== null) ?? null
  }

  return { at, of }
}

export function isOpen({ needs }: Pick<RouteMeta, 'needs'>): boolean {
  return !needs || may(needs.permission, needs.held)
}
