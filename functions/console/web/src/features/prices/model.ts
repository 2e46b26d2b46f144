import { shallowRef } from 'vue'
import { api, take } from '../../api/client'
import type { components } from '../../api/schema'

type Schemas = components['schemas']
export type Book = Schemas['BookView']
export type Change = Schemas['price.ChangeView']
export type Entry = Schemas['price.EntryView']
export type Job = Schemas['JobView']
export type Line = Schemas['price.LineView']
export type Status = Schemas['price.Status']
export type Baseline = Schemas['BaselineView']
export type Sku = Schemas['ProductView']['skus'][number]

/** What waits for somebody first, then what is and will be, then what was. */
export const STATUSES: readonly Status[] = [
  'pending_approval',
  'draft',
  'scheduled',
  'active',
  'superseded',
  'cancelled',
]

export type Tone = 'success' | 'warning' | 'danger' | 'info' | 'primary'

/** Of changes and of jobs, by the weight of their state. */
export function tone(state: Status | Job['state']): Tone {
  const tones: Partial<Record<Status | Job['state'], Tone>> = {
    active: 'success',
    done: 'success',
    pending_approval: 'warning',
    failed: 'danger',
    scheduled: 'primary',
    rehearsing: 'primary',
    applying: 'primary',
  }
  return tones[state] ?? 'info'
}

/** All price books: they make ids readable and are chosen from. */
export const books = shallowRef<readonly Book[]>([])

export async function loadBooks(): Promise<void> {
  const found: Book[] = []
  let cursor: string | undefined
  do {
    const page = await take(api.GET('/price-books', { params: { query: { limit: 100, cursor } } }))
    found.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  books.value = found
}

export function bookName(id: string): string {
  return books.value.find((each) => each.id === id)?.name ?? id
}

export type Phase = 'now' | 'later' | 'over'

/** Where what lasts from `start` until `end` stands at an instant; the end is no longer in it. */
export function phaseOf(span: { start: string | null; end: string | null }, now: number): Phase {
  if (span.end !== null && Date.parse(span.end) <= now) return 'over'
  return span.start !== null && Date.parse(span.start) > now ? 'later' : 'now'
}

/** As quotes look at books: the higher priority first, then the more special one, then the id. */
export function byRank(one: Book, other: Book): number {
  const special = ({ channel, group, zone }: Book) => [channel, group, zone].filter((each) => each !== null).length
  return other.priority - one.priority || special(other) - special(one) || (one.id < other.id ? -1 : 1)
}

export type Deed = 'submit' | 'approve' | 'reject' | 'cancel'

/** What may be done with a change, by whom: who made it does not agree to it. */
export function deedsOf(change: Change, who: { actor: string | null; writes: boolean; approves: boolean }): Deed[] {
  const deeds: Deed[] = []
  const { status } = change
  if (who.writes && status === 'draft') deeds.push('submit')
  if (status === 'pending_approval' && who.approves && change.created_by !== who.actor) deeds.push('approve', 'reject')
  if (who.writes && ['draft', 'pending_approval', 'scheduled', 'active'].includes(status)) deeds.push('cancel')
  return deeds
}
