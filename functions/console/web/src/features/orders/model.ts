import type { components } from '../../api/schema'

type Schemas = components['schemas']
export type Found = Schemas['FoundOrderView']
export type Handled = Schemas['HandledOrderView']
export type Order = Schemas['ShopOrderView']
export type OrderLine = Schemas['OrderLine']
export type Addressee = Schemas['AddresseeView']
export type Invoice = Schemas['Invoice']
export type Stage = Order['stage']

/** In the order of an order's life, what has to be sent first. */
export const STAGES: readonly Stage[] = [
  'paid',
  'partially_shipped',
  'shipped',
  'received',
  'completed',
  'pending_payment',
  'cancelled',
]

export function tone(stage: Stage | string): 'success' | 'warning' | 'danger' | 'info' | 'primary' {
  if (stage === 'paid' || stage === 'partially_shipped') return 'warning'
  if (stage === 'completed' || stage === 'received') return 'success'
  return stage === 'shipped' ? 'primary' : 'info'
}

export const DEEDS = ['parcel', 'refund', 'cancel', 'decline', 'adjust', 'address', 'retry', 'note'] as const
export type OrderDeed = (typeof DEEDS)[number]

/** What the API allows of an order as it is; who may manage orders sees these buttons. */
export function deedsOf({ order, cancellation_request: request, payouts }: Handled): OrderDeed[] {
  const { stage } = order
  const isAsked = request !== null && !request.declined_at
  const open: Record<OrderDeed, boolean> = {
    parcel: ['paid', 'partially_shipped'].includes(stage) && !isAsked,
    refund:
      order.paid_at !== null &&
      ['paid', 'partially_shipped', 'shipped', 'received', 'cancelled'].includes(stage) &&
      order.refunded_minor < order.paid_minor,
    cancel: stage === 'pending_payment' || stage === 'paid',
    decline: isAsked && stage === 'paid',
    adjust: stage === 'pending_payment',
    address: stage === 'pending_payment' || stage === 'paid',
    retry: payouts.some((each) => each.refused_at && !each.sent_at),
    note: true,
  }
  return DEEDS.filter((each) => open[each])
}
