import type { components } from '../../api/schema'

export type Promotion = components['schemas']['PromotionView']
export type Status = components['schemas']['promotion.Status']
export type Effect = Promotion['effects'][number]

/** In the order of a promotion's life, what needs looking after first. */
export const STATUSES: readonly Status[] = [
  'active',
  'scheduled',
  'paused',
  'approved',
  'pending',
  'rejected',
  'draft',
  'ended',
  'archived',
]
/** From where it can be killed, and from where paused, as the API has it. */
export const RUNNING: readonly Status[] = ['active', 'scheduled', 'paused']
export const PAUSABLE: readonly Status[] = ['active', 'scheduled']

/** Whether others may be asked to approve it: a draft, or the edit of one that runs. */
export function maySubmit(promotion: Promotion): boolean {
  const isOpen = !promotion.review || ['draft', 'rejected'].includes(promotion.review.state)
  return isOpen && (['draft', 'rejected'].includes(promotion.status) || promotion.proposed !== null)
}

/** Whether what was approved waits to be published. */
export function mayPublish(promotion: Promotion): boolean {
  return promotion.review?.state === 'approved' && !['ended', 'archived'].includes(promotion.status)
}

export type Deed = 'submit' | 'publish' | 'extend' | 'end' | 'archive'

/** Those that are open now, the likeliest first. */
export function deedsFor(promotion: Promotion, may: (permission: string) => boolean): Deed[] {
  const { status } = promotion
  const isOver = status === 'ended' || status === 'archived'
  const open: [Deed, string, boolean][] = [
    ['submit', 'promotion:write', maySubmit(promotion)],
    ['publish', 'promotion:publish', mayPublish(promotion)],
    ['extend', 'promotion:publish', RUNNING.includes(status)],
    ['end', 'promotion:publish', !isOver],
    ['archive', 'promotion:publish', status === 'ended'],
  ]
  return open.filter(([, permission, isOpen]) => isOpen && may(permission)).map(([deed]) => deed)
}

/** A status by its weight, for the colour of its tag; it is told in words as well. */
export function tone(status: Status): 'success' | 'warning' | 'danger' | 'info' | 'primary' {
  if (status === 'active') return 'success'
  if (status === 'paused' || status === 'pending') return 'warning'
  if (status === 'rejected') return 'danger'
  return status === 'scheduled' || status === 'approved' ? 'primary' : 'info'
}
