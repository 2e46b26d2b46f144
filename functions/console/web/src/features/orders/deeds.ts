import { api, matching, take } from '../../api/client'
import type { components } from '../../api/schema'
import { minorOf } from '../../kit/money'
import { refuse } from '../../kit/problems'
import type { Handled, Invoice, OrderDeed } from './model'

export type Deed = OrderDeed | InvoiceDeed
export type InvoiceDeed = 'issue' | 'void' | 'reissue'

type CancelReason = components['schemas']['CancellationBody']['reason']
export const CANCEL_REASONS: readonly CancelReason[] = ['customer', 'risk', 'staff']

const FIELDS = [
  'carrier',
  'tracking',
  'reason',
  'beside',
  'off',
  'text',
  'answer',
  'why',
  'recipient',
  'phone',
  'address',
  'postcode',
  'number',
  'red_number',
] as const
export type Draft = Record<(typeof FIELDS)[number], string> & { units: Record<string, string> }

export function emptyDraft(): Draft {
  const fields = Object.fromEntries(FIELDS.map((name) => [name, ''])) as Record<(typeof FIELDS)[number], string>
  return { ...fields, why: 'customer', units: {} }
}

/** Pointer of the body → field, of whichever deed. */
export const POINTERS: Record<string, string> = {
  ...Object.fromEntries(FIELDS.map((name) => [`/${name}`, name])),
  '/lines': 'units',
  '/beside_minor': 'beside',
  '/off_minor': 'off',
}

/** What is wrong with entries that never become a body, in the reader's language. */
export interface Words {
  amount: string
  units: string
}

type Answer = Promise<Handled>

export function act(deed: Deed, handled: Handled, invoice: Invoice | null, draft: Draft, key: string, words: Words): Answer {
  const { number, version, currency } = handled.order
  const path = { number }
  const params = { path, header: { 'Idempotency-Key': key } }
  const paper = { path: { number, invoice_id: invoice?.id ?? '' } }
  switch (deed) {
    case 'parcel': {
      const body = { carrier: draft.carrier, tracking: draft.tracking, lines: unitsIn(draft, words) }
      return take(api.POST('/shop-orders/{number}/parcels', { params, body }))
    }
    case 'refund': {
      const lines = unitsIn(draft, words)
      const beside_minor = draft.beside.trim() ? amountIn(draft.beside, currency, '/beside_minor', words) : null
      return take(api.POST('/shop-orders/{number}/refunds', { params, body: { reason: draft.reason, lines, beside_minor } }))
    }
    case 'cancel': {
      const body = { reason: draft.why as CancelReason }
      return take(api.POST('/shop-orders/{number}/cancellations', { params: { path }, body }))
    }
    case 'decline': {
      const body = { outcome: 'declined', answer: draft.answer } as const
      return take(api.POST('/shop-orders/{number}/cancellation-answers', { params: { path }, body }))
    }
    case 'adjust': {
      const body = { off_minor: amountIn(draft.off, currency, '/off_minor', words), reason: draft.reason }
      return take(api.POST('/shop-orders/{number}/adjustments', { params, body }))
    }
    case 'address': {
      const { recipient, phone, address, postcode } = draft
      const body = { recipient, phone: phone || null, address, postcode: postcode || null }
      const seen = { path, header: matching(version) }
      return take(api.PUT('/shop-orders/{number}/handling/personal', { params: seen, body }))
    }
    case 'retry':
      return take(api.POST('/shop-orders/{number}/payout-retries', { params: { path } }))
    case 'note':
      return take(api.POST('/shop-orders/{number}/notes', { params, body: { text: draft.text } }))
    case 'issue':
      return take(
        api.POST('/shop-orders/{number}/invoices/{invoice_id}/issue', { params: paper, body: { number: draft.number } }),
      )
    case 'void': {
      const body = { reason: draft.reason, red_number: draft.red_number || null }
      return take(api.POST('/shop-orders/{number}/invoices/{invoice_id}/void', { params: paper, body }))
    }
    case 'reissue': {
      const keyed = { ...paper, header: params.header }
      const body = { number: draft.number }
      return take(api.POST('/shop-orders/{number}/invoices/{invoice_id}/reissue', { params: keyed, body }))
    }
  }
}

/** Lines of which units are named; none of them stands for all that is left. */
function unitsIn(draft: Draft, words: Words): { line: number; quantity: number }[] {
  const named = Object.entries(draft.units).filter(([, typed]) => typed.trim() && typed.trim() !== '0')
  refuse({ '/lines': named.every(([, typed]) => /^\d{1,6}$/.test(typed.trim())) ? '' : words.units })
  return named.map(([line, typed]) => ({ line: Number(line), quantity: Number(typed) }))
}

function amountIn(typed: string, currency: string, pointer: string, words: Words): number {
  const minor = minorOf(typed, currency)
  refuse({ [pointer]: minor === null ? words.amount : '' })
  return minor ?? 0
}
