import { api, matching, take } from '../../api/client'
import { changeOf, type Approval, type Decision } from './kinds'

/** Each kind is decided where it is kept, naming the version that was looked at. */
export function decide(item: Approval, decision: Decision, reason: string): Promise<unknown> {
  return decision === 'approve' ? approve(item, reason) : reject(item, reason)
}

function approve(item: Approval, reason: string): Promise<unknown> {
  const { id } = item
  const header = matching(item.version)
  switch (item.kind) {
    case 'campaign':
      return take(api.POST('/campaigns/{campaign_id}/approve', { params: { path: { campaign_id: id }, header } }))
    case 'coupon_template':
      return take(api.POST('/coupon-templates/{template_id}/approve', { params: { path: { template_id: id }, header } }))
    case 'flash_sale':
      return take(api.POST('/flash-sales/{sale_id}/approve', { params: { path: { sale_id: id }, header } }))
    case 'price_adjustment_job':
      return take(api.POST('/price-adjustment-jobs/{job_id}/approve', { params: { path: { job_id: id }, header } }))
    case 'price_change':
      return take(
        api.POST('/prices/{sku}/changes/{change_id}/approve', { params: { path: changeOf(item), header } }),
      )
    case 'promotion':
      return take(api.POST('/promotions/{promotion_id}/approve', { params: { path: { promotion_id: id }, header } }))
    default:
      return judge(item, 'approve', reason)
  }
}

function reject(item: Approval, reason: string): Promise<unknown> {
  const { id } = item
  const header = matching(item.version)
  const body = { reason }
  switch (item.kind) {
    case 'campaign':
      return take(
        api.POST('/campaigns/{campaign_id}/reject', { params: { path: { campaign_id: id }, header }, body }),
      )
    case 'coupon_template':
      return take(
        api.POST('/coupon-templates/{template_id}/reject', { params: { path: { template_id: id }, header }, body }),
      )
    case 'flash_sale':
      return take(api.POST('/flash-sales/{sale_id}/reject', { params: { path: { sale_id: id }, header }, body }))
    case 'price_adjustment_job':
      return take(api.POST('/price-adjustment-jobs/{job_id}/reject', { params: { path: { job_id: id }, header } }))
    case 'price_change':
      return take(
        api.POST('/prices/{sku}/changes/{change_id}/reject', { params: { path: changeOf(item), header } }),
      )
    case 'promotion':
      return take(
        api.POST('/promotions/{promotion_id}/reject', { params: { path: { promotion_id: id }, header }, body }),
      )
    default:
      return judge(item, 'reject', reason)
  }
}

/** Products and messages are decided by one call, either way. */
function judge(item: Approval, decision: Decision, reason: string): Promise<unknown> {
  const header = matching(item.version)
  const body = reason ? { decision, reason } : { decision }
  if (item.kind === 'product') {
    return take(
      api.POST('/products/{product_id}/decisions', { params: { path: { product_id: item.id }, header }, body }),
    )
  }
  return take(
    api.POST('/message-templates/{message_template_id}/decisions', {
      params: { path: { message_template_id: item.id }, header },
      body,
    }),
  )
}
