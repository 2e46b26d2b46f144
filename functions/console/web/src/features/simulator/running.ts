import { api, take } from '../../api/client'
import type { Promotion, Status } from '../promotions/model'

export const MOST = 200

/** All of these statuses, as many as one simulation takes. */
export async function promotionsOf(statuses: readonly Status[]): Promise<Promotion[]> {
  const found: Promotion[] = []
  for (const status of statuses) {
    let cursor: string | undefined
    do {
      const query = { status, limit: 100, cursor }
      const page = await take(api.GET('/promotions', { params: { query } }))
      found.push(...page.items)
      cursor = page.next ?? undefined
    } while (cursor && found.length < MOST)
  }
  return found.slice(0, MOST)
}

/** In force, or soon; paused ones say so. */
export function runningPromotions(): Promise<Promotion[]> {
  return promotionsOf(['active', 'scheduled', 'paused'])
}
