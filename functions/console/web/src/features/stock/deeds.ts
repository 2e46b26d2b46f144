import { api, matching, take } from '../../api/client'
import type { components } from '../../api/schema'
import { refuse } from '../../kit/problems'
import { unitsOf, type Level } from './model'

export const DEEDS = ['move', 'transfer', 'safety', 'alert', 'pool'] as const
export type StockDeed = (typeof DEEDS)[number]
export type Kind = 'receive' | 'adjust' | 'stock_take'

export interface Draft {
  kind: Kind
  count: string
  reason: string
  target: string
  name: string
}

/** Pointer of the body → field, of whichever deed. */
export const POINTERS = {
  '/count': 'count',
  '/safety_count': 'count',
  '/low_count': 'count',
  '/reason': 'reason',
  '/target': 'target',
  '/name': 'name',
  '/kind': 'kind',
}

export interface Place {
  sku: string
  warehouse: string
  /** null where there never was any. */
  level: Level | null
}

type Body = components['schemas']

/** Sends it. `faulty` is told at the count where that is no number of units. */
export function act(deed: StockDeed, place: Place, draft: Draft, key: string, faulty: string): Promise<unknown> {
  const { sku, warehouse, level } = place
  const isCleared = deed === 'alert' && !draft.count.trim()
  const count = isCleared ? 0 : unitsOf(draft.count)
  refuse({ '/count': count === null ? faulty : '' })
  const units = count ?? 0
  const made = { path: { sku }, header: { 'Idempotency-Key': key } }
  const seen = { path: { sku }, header: matching(level?.version ?? 0) }
  switch (deed) {
    case 'move': {
      const body = { kind: draft.kind, count: units, reason: draft.reason, warehouse } as Body['Receipt']
      return take(api.POST('/stock/{sku}/movements', { params: made, body }))
    }
    case 'transfer': {
      const body = { source: warehouse, target: draft.target, count: units, reason: draft.reason }
      return take(api.POST('/stock/{sku}/transfers', { params: made, body }))
    }
    case 'safety':
      return take(api.PUT('/stock/{sku}', { params: seen, body: { safety_count: units, warehouse } }))
    case 'alert': {
      const body = { low_count: isCleared ? null : units, warehouse }
      return take(api.PUT('/stock/{sku}/alert', { params: seen, body }))
    }
    case 'pool':
      return take(api.POST('/stock/{sku}/pools', { params: made, body: { name: draft.name, count: units, warehouse } }))
  }
}
