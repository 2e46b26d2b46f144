import type { Handled } from './model'

export interface Step {
  at: string
  kind: string
  by?: string | null
  /** What it was about, in somebody's own words or as a number. */
  told?: string | null
  /** A reason of a closed list, told by its word. */
  reason?: string | null
  minor?: number
  currency?: string
}

/** All that happened to an order, in the order in which it did. */
export function timelineOf(handled: Handled): Step[] {
  const { order } = handled
  const { currency } = order
  const requests = [...handled.declined_requests, ...(handled.cancellation_request ? [handled.cancellation_request] : [])]
  const steps: (Step | null)[] = [
    { at: order.placed_at, kind: 'placed', by: handled.placed_by, minor: order.payable_minor + order.adjusted_minor, currency },
    order.paid_at ? { at: order.paid_at, kind: 'paid', told: order.payment?.method, minor: order.paid_minor, currency } : null,
    order.received_at ? { at: order.received_at, kind: 'received' } : null,
    order.completed_at ? { at: order.completed_at, kind: 'completed' } : null,
    order.cancelled_at ? { at: order.cancelled_at, kind: 'cancelled', reason: order.cancel_reason } : null,
    ...handled.adjustments.map((each) => ({
      at: each.adjusted_at,
      kind: 'adjusted',
      by: each.by,
      told: each.reason,
      minor: each.off_minor,
      currency,
    })),
    ...requests.map((each) => ({ at: each.requested_at, kind: 'asked', reason: each.reason })),
    ...requests.map((each) => (each.declined_at ? { at: each.declined_at, kind: 'declined', told: each.answer } : null)),
    ...order.parcels.map((each) => ({ at: each.sent_at, kind: 'sent', told: `${each.carrier} ${each.tracking}` })),
    ...handled.payouts.flatMap((each) => [
      {
        at: each.requested_at,
        kind: 'refund',
        by: each.by,
        told: each.reason,
        minor: each.amount_minor,
        currency: each.currency,
      },
      each.sent_at ? { at: each.sent_at, kind: 'payout', minor: each.amount_minor, currency: each.currency } : null,
      each.refused_at ? { at: each.refused_at, kind: 'payoutRefused', minor: each.amount_minor, currency: each.currency } : null,
    ]),
    ...handled.notes.map((each) => ({ at: each.noted_at, kind: 'note', by: each.by, told: each.text })),
    ...handled.invoices.flatMap((each) => [
      { at: each.requested_at, kind: 'invoiceAsked' },
      each.issued_at ? { at: each.issued_at, kind: 'invoiceIssued', by: each.issued_by, told: each.number } : null,
      each.voided_at ? { at: each.voided_at, kind: 'invoiceVoided', told: each.void_reason } : null,
    ]),
  ]
  return steps
    .filter((each) => each !== null)
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
}
