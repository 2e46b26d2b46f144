import { api, matching, take } from '../../api/client'
import type { Deed, Template } from './model'

/** Of the version that is shown; null is what was deleted. */
export async function perform(deed: Deed, template: Template, reason: string): Promise<Template | null> {
  const params = { path: { template_id: template.id }, header: matching(template.version) }
  switch (deed) {
    case 'submit':
      return take(api.POST('/coupon-templates/{template_id}/submit', { params }))
    case 'approve':
      return take(api.POST('/coupon-templates/{template_id}/approve', { params }))
    case 'reject':
      return take(api.POST('/coupon-templates/{template_id}/reject', { params, body: { reason } }))
    case 'activate':
      return take(api.POST('/coupon-templates/{template_id}/activate', { params }))
    case 'withdraw':
      return take(api.DELETE('/coupon-templates/{template_id}/extension', { params }))
    case 'stop':
      return take(api.POST('/coupon-templates/{template_id}/stop', { params }))
    case 'archive':
      return take(api.POST('/coupon-templates/{template_id}/archive', { params }))
    case 'drop':
      await take(api.DELETE('/coupon-templates/{template_id}', { params }))
      return null
  }
}
