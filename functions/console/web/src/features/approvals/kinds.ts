import type { components } from '../../api/schema'

export type Approval = components['schemas']['ApprovalItem']
export type Decision = 'approve' | 'reject'

/** Which kinds keep a note with an approval; a refusal says why wherever the API keeps that. */
export const NOTED: Record<Decision, readonly Approval['kind'][]> = {
  approve: ['product', 'message_template'],
  reject: ['campaign', 'coupon_template', 'flash_sale', 'message_template', 'product', 'promotion'],
}

/** Which somebody has to bring into force after the last approval. */
export const FURTHER: readonly Approval['kind'][] = ['coupon_template', 'flash_sale', 'promotion']

/** Of a path like `/prices/MUG-S/changes/change_…`. */
export function changeOf(item: Approval): { sku: string; change_id: string } {
  const [, , sku = '', , changeId = ''] = item.path.split('/')
  return { sku: decodeURIComponent(sku), change_id: decodeURIComponent(changeId) }
}

/** What it takes to refuse one: nothing but the permission to approve. */
export function permissionFor(kind: Approval['kind']): string {
  const named: Partial<Record<Approval['kind'], string>> = {
    coupon_template: 'coupon:approve',
    message_template: 'message:approve',
    price_adjustment_job: 'price:approve',
    price_change: 'price:approve',
    product: 'catalogue:approve',
  }
  return named[kind] ?? `${kind}:approve`
}
