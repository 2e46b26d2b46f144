// What the first place asks for: a section each, eight calls at once at most.
import { api, take } from '../../api/client'
import type { components } from '../../api/schema'
import { may } from '../../app/me'
import { pool } from '../../kit/pool'

type Schemas = components['schemas']
type Promotion = Schemas['PromotionView']

export interface Soon {
  at: string
  what: 'starts' | 'ends' | 'sent'
  kind: 'promotion' | 'flash_sale' | 'campaign'
  id: string
  name: string
}

export interface Near {
  kind: 'promotion' | 'campaign'
  id: string
  name: string
  /** null where all of it is gone, and that stopped it. */
  share_bp: number | null
}

export interface Faulty {
  kind: 'order' | 'payment' | 'stock' | 'coupon_template' | 'import'
  id: string
  explanations: string[]
}

export const AT_ONCE = 8
export const DAYS = 7
/** How many promotions' usage is asked for: those that end first. */
export const LOOKED_AT = 24
const NEARLY_BP = 8000
const SHOWN = 12

const call = pool(AT_ONCE)

function promotions(status: 'active' | 'scheduled'): Promise<Promotion[]> {
  const query = { status, limit: 50 }
  return call(async () => (await take(api.GET('/promotions', { params: { query } }))).items)
}

export function approvals(): Promise<Schemas['ApprovalPage']> {
  return call(() => take(api.GET('/approvals', { params: { query: { limit: 6 } } })))
}

/** What starts, ends and is sent within the week, the next first. */
export async function soon(now: number): Promise<Soon[]> {
  const until = now + DAYS * 86_400_000
  const found = await Promise.all([
    may('promotion:read') ? Promise.all([promotions('active'), promotions('scheduled')]).then(windows) : [],
    may('flash_sale:read') ? sales() : [],
    may('campaign:read') ? launches(now, until) : [],
  ])
  return within(found.flat(), now, until)
}

export function within(found: Soon[], now: number, until: number): Soon[] {
  const near = found.filter(({ at }) => Date.parse(at) >= now && Date.parse(at) <= until)
  return near.sort((one, other) => Date.parse(one.at) - Date.parse(other.at)).slice(0, SHOWN)
}

function windows([active, scheduled]: [Promotion[], Promotion[]]): Soon[] {
  const starts = scheduled.flatMap(({ id, name, window: { start } }) => edge({ id, name }, 'starts', start))
  const ends = [...active, ...scheduled].flatMap(({ id, name, window: { end } }) => edge({ id, name }, 'ends', end))
  return [...starts, ...ends]
}

function edge(of: { id: string; name: string }, what: Soon['what'], at?: string | null): Soon[] {
  return at ? [{ ...of, at, what, kind: 'promotion' }] : []
}

async function sales(): Promise<Soon[]> {
  const query = { status: 'scheduled', limit: 50 } as const
  const { items } = await call(() => take(api.GET('/flash-sales', { params: { query } })))
  return items.flatMap(({ id, name, start, end }) => [
    { kind: 'flash_sale' as const, id, name, what: 'starts' as const, at: start },
    { kind: 'flash_sale' as const, id, name, what: 'ends' as const, at: end },
  ])
}

async function launches(now: number, until: number): Promise<Soon[]> {
  const query = { from: new Date(now).toISOString(), to: new Date(until).toISOString() }
  const { launches: found } = await call(() => take(api.GET('/campaign-calendar', { params: { query } })))
  return found.map(({ campaign_id: id, name, at }) => ({ kind: 'campaign', id, name, at, what: 'sent' }))
}

/** Limits that are nearly used up, the nearest first; campaigns that stopped for theirs before. */
export async function near(): Promise<{ items: Near[]; more: number }> {
  const [stopped, running] = await Promise.all([
    may('campaign:read') ? broke() : [],
    may('promotion:read') ? promotions('active') : [],
  ])
  const limited = running.filter(isLimited)
  const shares = await Promise.all(limited.slice(0, LOOKED_AT).map(shareOf))
  const items = shares.filter(({ share_bp }) => share_bp >= NEARLY_BP).sort((one, other) => other.share_bp - one.share_bp)
  return { items: [...stopped, ...items], more: Math.max(0, limited.length - LOOKED_AT) }
}

function isLimited({ limits }: Promotion): boolean {
  return Boolean(limits.budget_minor ?? limits.total ?? Object.keys(limits.by_sku ?? {}).length)
}

async function shareOf({ id, name }: Promotion): Promise<Near & { share_bp: number }> {
  const params = { path: { promotion_id: id } }
  const { share_bp } = await call(() => take(api.GET('/promotions/{promotion_id}/usage', { params })))
  return { kind: 'promotion', id, name, share_bp }
}

async function broke(): Promise<Near[]> {
  const query = { state: 'paused_budget', limit: 20 } as const
  const { items } = await call(() => take(api.GET('/campaigns', { params: { query } })))
  return items.map(({ id, terms: { name } }) => ({ kind: 'campaign', id, name, share_bp: null }))
}

async function bookNames(): Promise<ReadonlyMap<string, string>> {
  const { items } = await take(api.GET('/price-books', { params: { query: { limit: 100 } } }))
  return new Map(items.map(({ id, name }) => [id, name]))
}

export interface Moved {
  prices: Schemas['price.ChangeView'][]
  /** Names of price books, by id. */
  books: ReadonlyMap<string, string>
  report: Schemas['ReportView'] | null
}

export async function moved(): Promise<Moved> {
  const [changes, books, reports] = await Promise.all([
    may('price:read', 'within')
      ? call(() => take(api.GET('/price-changes', { params: { query: { status: 'active', limit: 6 } } })))
      : null,
    may('price:read', 'within') ? call(bookNames).catch(() => null) : null,
    may('report:read') ? call(() => take(api.GET('/reports', { params: { query: { limit: 20 } } }))) : null,
  ])
  return {
    prices: changes?.items ?? [],
    books: books ?? new Map(),
    report: reports?.items.find(({ state }) => state === 'DONE') ?? null,
  }
}

export type Checks = Record<string, Faulty[]>

export function mayCheck(): boolean {
  return may('order:manage') || may('stock:write') || may('coupon:read') || may('catalogue:approve')
}

/** What is not as it has to be, of what this person may see; there should be none. */
export async function checks(): Promise<Checks> {
  const asked: [string, boolean, () => Promise<Faulty[]>][] = [
    ['orders', may('order:manage'), orders],
    ['stock', may('stock:write'), stock],
    ['coupons', may('coupon:read'), coupons],
    ['imports', may('catalogue:approve'), imports],
  ]
  const due = asked.filter(([, isSeen]) => isSeen)
  return Object.fromEntries(await Promise.all(due.map(async ([name, , ask]) => [name, await ask()])))
}

interface Explained {
  explanation: string
}

function told(faults: readonly Explained[]): string[] {
  return faults.map(({ explanation }) => explanation)
}

async function orders(): Promise<Faulty[]> {
  const { items, payments } = await call(() => take(api.GET('/order-faults')))
  return [
    ...items.map(({ number, faults }) => ({ kind: 'order' as const, id: number, explanations: told(faults) })),
    ...payments.map((each) => ({ kind: 'payment' as const, id: each.number, explanations: told([each]) })),
  ]
}

async function stock(): Promise<Faulty[]> {
  const { items } = await call(() => take(api.GET('/stock-faults')))
  return items.map(({ sku, faults }) => ({ kind: 'stock', id: sku, explanations: told(faults) }))
}

async function coupons(): Promise<Faulty[]> {
  const { items } = await call(() => take(api.GET('/coupon-faults')))
  return items.map(({ template_id: id, faults }) => ({ kind: 'coupon_template', id, explanations: told(faults) }))
}

/** Of the last twenty, those that were refused or failed, or whose rows were. */
async function imports(): Promise<Faulty[]> {
  const { items } = await call(() => take(api.GET('/product-import-jobs', { params: { query: { limit: 20 } } })))
  const bad = items.filter((each) => each.state === 'failed' || each.state === 'refused' || each.rejected_count > 0)
  return bad.map(({ id, errors }) => ({ kind: 'import', id, explanations: errors.map(({ detail }) => detail) }))
}
