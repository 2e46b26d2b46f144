import { api, matching, take } from '../../api/client'
import type { Deed, Sale } from './model'

/** Of the version that is shown, but for what has to go at once; null is what was deleted. */
export async function perform(deed: Deed, sale: Sale, reason: string): Promise<Sale | null> {
  const path = { sale_id: sale.id }
  const params = { path, header: matching(sale.version) }
  switch (deed) {
    case 'submit':
      return take(api.POST('/flash-sales/{sale_id}/submit', { params }))
    case 'reject':
      return take(api.POST('/flash-sales/{sale_id}/reject', { params, body: { reason } }))
    case 'approve':
      return take(api.POST('/flash-sales/{sale_id}/approve', { params }))
    case 'schedule':
      return take(api.POST('/flash-sales/{sale_id}/schedule', { params }))
    case 'resume':
      return take(api.POST('/flash-sales/{sale_id}/resume', { params }))
    case 'pause':
      return take(api.POST('/flash-sales/{sale_id}/pause', { params: { path } }))
    case 'end':
      return take(api.POST('/flash-sales/{sale_id}/end', { params: { path } }))
    case 'drop':
      await take(api.DELETE('/flash-sales/{sale_id}/plan', { params }))
      return null
  }
}
