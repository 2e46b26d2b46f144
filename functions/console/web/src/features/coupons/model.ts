import type { components } from '../../api/schema'
import { differences, isRecord, type Difference } from '../../kit/differences'

export type Template = components['schemas']['TemplateView']
export type Status = components['schemas']['TemplateStatus']
export type Coupon = components['schemas']['CustomerCouponView']
export type Batch = components['schemas']['coupon.BatchView']
export type Issue = components['schemas']['IssueView']
export type Tone = 'success' | 'warning' | 'danger' | 'info' | 'primary'

/** In the order of a template's life, what needs looking after first. */
export const STATUSES: readonly Status[] = [
  'active',
  'approved',
  'pending',
  'rejected',
  'draft',
  'stopped',
  'archived',
]
const UNUSED: readonly Status[] = ['draft', 'pending', 'approved', 'rejected']

export function tone(status: Status | Coupon['status']): Tone {
  if (status === 'active' || status === 'used') return 'success'
  if (status === 'pending' || status === 'locked') return 'warning'
  if (status === 'rejected' || status === 'void') return 'danger'
  return status === 'approved' || status === 'unused' ? 'primary' : 'info'
}

export type Deed = 'submit' | 'approve' | 'reject' | 'activate' | 'withdraw' | 'stop' | 'archive' | 'drop'

/** What one may do with it now, as the API has it. Nobody agrees to what they submitted themselves. */
export function deedsFor(template: Template, may: (permission: string) => boolean, actor?: string | null): Deed[] {
  const { status, proposed, review } = template
  const isUnused = UNUSED.includes(status)
  const state = proposed?.state ?? status
  const isReviewed = isUnused || proposed !== null
  const can: Record<Deed, boolean> = {
    submit: may('coupon:write') && isReviewed && state === 'draft',
    reject: may('coupon:approve') && isReviewed && state === 'pending',
    approve: may('coupon:approve') && isReviewed && state === 'pending' && review?.submitted_by !== actor,
    activate: may('coupon:publish') && isReviewed && state === 'approved',
    withdraw: may('coupon:write') && proposed !== null,
    stop: may('coupon:publish') && status === 'active',
    drop: may('coupon:write') && isUnused,
    archive: may('coupon:publish') && (isUnused || status === 'stopped'),
  }
  return (Object.keys(can) as Deed[]).filter((deed) => can[deed])
}

export function isEditable(template: Template): boolean {
  return UNUSED.includes(template.status)
}

/** Coupons that can still be given; null where nothing bounds them. */
export function leftOf(total: number | null, issued: number): number | null {
  return total === null ? null : Math.max(total - issued, 0)
}

/** What differs of the terms, place by place; how it came to be stands among the versions. */
export function termsOnly(changes: readonly Difference[]): Difference[] {
  const found = changes.filter(({ path }) => path.startsWith('/terms/'))
  return found.flatMap(({ path, before, after }) => {
    const place = path.slice('/terms'.length)
    if (!isRecord(before) && !isRecord(after)) return [{ path: place, before, after }]
    return differences(before ?? {}, after ?? {}, place)
  })
}
