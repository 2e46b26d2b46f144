import { api, take } from '../../api/client'
import type { components } from '../../api/schema'

export type Campaign = components['schemas']['CampaignView']
export type Terms = components['schemas']['campaign.TermsView']
export type Body = components['schemas']['CampaignBody']
export type Plan = Terms['plan']
export type State = Campaign['state']
export type Run = components['schemas']['campaign.RunView']
export type Channel = components['schemas']['Channel']
export type Message = components['schemas']['MessageTemplateView']

/** What needs looking after first. */
export const STATES: readonly State[] = [
  'running',
  'scheduled',
  'paused_budget',
  'paused',
  'pending',
  'draft',
  'done',
  'cancelled',
]
export const CHANNELS: readonly Channel[] = ['sms', 'email', 'wechat', 'weibo', 'in_app', 'webhook']
export const ACTS = ['view', 'search', 'favourite', 'share', 'cart', 'order', 'pay', 'refund', 'message_open', 'message_click'] as const
export const OCCASIONS = [
  'order_placed',
  'order_paid',
  'order_cancelled',
  'coupon_granted',
  'coupon_expiring',
  'coupon_used',
  'flash_sale_soon',
  'limited_discount_soon',
  'consent_given',
] as const
const OVER: readonly State[] = ['done', 'cancelled']

export function tone(state: State): 'success' | 'warning' | 'danger' | 'info' | 'primary' {
  if (state === 'running') return 'success'
  if (state === 'paused_budget') return 'danger'
  if (state === 'paused' || state === 'pending') return 'warning'
  return state === 'scheduled' ? 'primary' : 'info'
}

export function reviewTone(state: Message['status']): 'success' | 'warning' | 'danger' | 'info' {
  if (state === 'approved') return 'success'
  if (state === 'rejected') return 'danger'
  return state === 'pending' ? 'warning' : 'info'
}

export type Deed = 'edit' | 'submit' | 'withdraw' | 'decide' | 'pause' | 'resume' | 'cancel'

/** What its state lets be done, whoever asks. */
export function deeds({ state, review, proposed }: Pick<Campaign, 'state' | 'review' | 'proposed'>): Deed[] {
  const found: Deed[] = []
  if (OVER.includes(state)) return found
  found.push('edit')
  const isOpen = state === 'draft' || proposed !== null
  const isPending = review?.state === 'pending'
  if (isOpen && (!review || review.state === 'draft')) found.push('submit')
  if (isPending) found.push('withdraw', 'decide')
  if (state === 'scheduled' || state === 'running') found.push('pause')
  if (state === 'paused' || state === 'paused_budget') found.push('resume')
  found.push('cancel')
  return found
}

/** The segment that it goes to, or that starts it. */
export function segmentOf(plan: Plan): string | null {
  if ('segment_id' in plan) return plan.segment_id
  return 'trigger' in plan && 'segment_id' in plan.trigger ? plan.trigger.segment_id : null
}

export interface Sent {
  step: string
  channel: Channel
  choices: components['schemas']['Choice'][]
}

/** Each message that it sends. */
export function sends(plan: Plan): Sent[] {
  if (plan.kind !== 'journey') return [{ step: '', channel: plan.channel, choices: plan.choices }]
  return plan.steps.flatMap((each) =>
    each.kind === 'send' ? [{ step: each.name, channel: each.channel, choices: each.choices }] : [],
  )
}

/** All runs: a campaign has few, and what it spent is known of all together alone. */
export async function allRuns(id: string): Promise<Run[]> {
  const found: Run[] = []
  let cursor: string | undefined
  do {
    const params = { path: { campaign_id: id }, query: { limit: 100, cursor } }
    const page = await take(api.GET('/campaigns/{campaign_id}/runs', { params }))
    found.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  return found
}
