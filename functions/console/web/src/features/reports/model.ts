// A report as its JSON file has it (promenade.base.report): the API's document does not tell of files.
import { api, take } from '../../api/client'
import type { components } from '../../api/schema'
import { save as download } from '../../kit/download'
import { money } from '../../kit/money'

export type Report = components['schemas']['ReportView']
export type Format = keyof NonNullable<Report['links']>
export const FORMATS: readonly Format[] = ['html', 'csv', 'xlsx', 'json']

/** What a day, a channel or a SKU came to. */
export interface Sums {
  gmv_minor: number
  discount_minor: number
  order_count: number
  paid_minor: number
  paid_order_count: number
  guest_order_count: number
  unit_count: number
  refunded_minor: number
  refund_count: number
  net_minor: number
}
export type Metric = keyof Sums

export interface Part {
  kind: 'channel' | 'category' | 'sku' | 'other'
  name: string
  title: string
  sums: Sums
  share_bp: number
}

export interface Day {
  on: string
  sums: Sums
  previous: Sums | null
  is_closed: boolean
  is_restated: boolean
}

export interface Told {
  value: number | null
  previous: number | null
  change_bp: number | null
}

export interface Result {
  scope: { currency: string; store: string | null; channel: string | null }
  period: { first_on: string; last_on: string }
  previous: { first_on: string; last_on: string }
  built_at: string
  folded_at: string | null
  headline: Record<string, Told>
  days: Day[]
  channels: Part[]
  categories: Part[]
  top_skus: Part[]
  sku_count: number
  /** Orders by weekday, Monday first, and hour. */
  heat: number[][]
  reconciliation: {
    closed_day_count: number
    open_days: string[]
    /** null where no day is over that could be compared. */
    is_balanced: boolean | null
    missing: string[]
    missing_count: number
  }
}

/** What a chart can show day by day. */
export const METRICS: readonly Metric[] = ['net_minor', 'paid_minor', 'gmv_minor', 'refunded_minor', 'order_count', 'unit_count']

/** The API leads on to the bucket, which gets no token of ours: browsers drop it between origins. */
export async function fileOf(id: string, format: Format): Promise<Response> {
  const params = { path: { report_id: id, format } }
  return (await api.GET('/reports/{report_id}/files/{format}', { params, parseAs: 'stream' })).response
}

export async function resultOf(id: string): Promise<Result> {
  return (await (await fileOf(id, 'json')).json()) as Result
}

export async function save(id: string, format: Format): Promise<true> {
  const file = await (await fileOf(id, format)).blob()
  download([file], `${id}.${format}`, file.type)
  return true
}

export function reportOf(id: string): Promise<Report> {
  return take(api.GET('/reports/{report_id}', { params: { path: { report_id: id } } })) as Promise<Report>
}

/** Minor units as money, all else as a count. */
export function tell(name: string, value: number | null, currency: string, locale: string): string {
  if (value === null) return '—'
  return name.endsWith('_minor') ? money(value, currency, locale) : new Intl.NumberFormat(locale).format(value)
}

export function isUnderWay(report: Report): boolean {
  return report.state === 'QUEUED' || report.state === 'RUNNING'
}

/** How much is a cell's share of the busiest, in five steps. */
export function heatOf(count: number, most: number): number {
  return count && most ? Math.ceil((count / most) * 4) : 0
}

/** A period that ends with the day `last`. */
export function daysUntil(last: string, days: number): { from: string; to: string } {
  const from = new Date(Date.parse(`${last}T00:00:00Z`) - (days - 1) * 86_400_000)
  return { from: from.toISOString().slice(0, 10), to: last }
}

/** Whether the figures agree with the orders, as far as days are over. */
export function standingOf({ is_balanced, closed_day_count }: Result['reconciliation']): 'balanced' | 'unbalanced' | 'unchecked' {
  if (is_balanced === false) return 'unbalanced'
  return is_balanced && closed_day_count ? 'balanced' : 'unchecked'
}
