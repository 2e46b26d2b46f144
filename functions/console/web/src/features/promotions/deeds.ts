import { api, matching, take } from '../../api/client'
import type { components } from '../../api/schema'
import type { Deed, Promotion } from './model'

export interface How {
  /** Of `extend`: an instant. */
  end: string
  accept_overlaps: boolean
}

export function act(deed: Deed, promotion: Promotion, how: How): Promise<Promotion> {
  const path = { promotion_id: promotion.id }
  const header = matching(promotion.version)
  const query = how.accept_overlaps ? { accept_overlaps: true } : {}
  switch (deed) {
    case 'submit':
      return take(api.POST('/promotions/{promotion_id}/submit', { params: { path, header } }))
    case 'publish':
      return take(api.POST('/promotions/{promotion_id}/publish', { params: { path, header, query } }))
    case 'extend':
      return take(
        api.POST('/promotions/{promotion_id}/extend', { params: { path, header, query }, body: { end: how.end } }),
      )
    case 'end':
      return take(api.POST('/promotions/{promotion_id}/end', { params: { path, header } }))
    case 'archive':
      return take(api.POST('/promotions/{promotion_id}/archive', { params: { path, header } }))
  }
}

export type Finding = components['schemas']['FindingView']

/** What is to be known before others are asked to approve what was saved last. */
export async function warningsOf(id: string): Promise<Finding[]> {
  const params = { path: { promotion_id: id } }
  return (await take(api.GET('/promotions/{promotion_id}/validation', { params }))).warnings
}
