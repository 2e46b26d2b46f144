import type { components } from '../../api/schema'
import { inUnits, minorOf } from '../../kit/money'
import { asWritten, count, namesOf, scaled, unscaled } from '../../kit/written'
import { instantOf, wallOf } from '../../kit/zones'
import type { Template } from './model'

type Body = components['schemas']['coupon.TemplateBody']
type Selector = components['schemas']['CouponSelector']

export const KINDS = ['amount', 'percent', 'shipping', 'exchange', 'random'] as const
export const EVENTS = ['register', 'birthday', 'order_paid', 'invite'] as const
export const TAKES = ['claim', 'shared', 'single', 'issue', 'targeted_offer', ...EVENTS] as const
export const VALIDITIES = ['day_end', 'instant', 'fixed'] as const
export const DIMENSIONS = ['categories', 'products', 'skus', 'brands', 'tags'] as const

/** As it stands in the form: texts, until it is sent. */
export function emptyForm(zone: string) {
  return {
    name: '',
    currency: '',
    stage: 'store' as Template['stage'],
    kind: 'amount' as (typeof KINDS)[number],
    off: '',
    share: '',
    most: '',
    low: '',
    high: '',
    sku: '',
    least: '',
    take: 'claim' as (typeof TAKES)[number],
    text: '',
    zone,
    validity: 'day_end' as (typeof VALIDITIES)[number],
    days: '7',
    start: '',
    end: '',
    claimStart: '',
    claimEnd: '',
    total: '',
    /** The instants that times were filled with. */
    read: {} as Partial<Record<'start' | 'end' | 'claimStart' | 'claimEnd', string | null>>,
    perDay: '',
    perUser: '1',
    categories: '',
    products: '',
    skus: '',
    brands: '',
    tags: '',
    /** Selectors beyond the first that is shown, and those left out, as they were. */
    others: [] as Selector[],
    excluded: [] as Selector[],
    groups: '',
    newOnly: false,
    channels: null as string[] | null,
    customers: [] as string[],
    stack: '',
    restore: true,
    platform: '0',
    remind: '3',
  }
}
export type Form = ReturnType<typeof emptyForm>

export const POINTERS: Record<string, string> = {
  '/name': 'name',
  '/currency': 'currency',
  '/stage': 'stage',
  '/worth/off_minor': 'off',
  '/worth/off_bp': 'share',
  '/worth/max_discount_minor': 'most',
  '/worth/min_minor': 'low',
  '/worth/max_minor': 'high',
  '/worth/sku': 'sku',
  '/worth': 'kind',
  '/min_spend_minor': 'least',
  '/take/text': 'text',
  '/take': 'take',
  '/zone': 'zone',
  '/validity/days': 'days',
  '/validity/start': 'start',
  '/validity/end': 'end',
  '/validity': 'validity',
  '/claim_window/start': 'claimStart',
  '/claim_window/end': 'claimEnd',
  '/total': 'total',
  '/per_day_total': 'perDay',
  '/per_user': 'perUser',
  '/scope/include/0/products': 'products',
  '/scope/include/0/skus': 'skus',
  '/scope/include/0/brands': 'brands',
  '/scope/include/0/tags': 'tags',
  '/scope': 'categories',
  '/audience': 'groups',
  '/stack_group': 'stack',
  '/cost_share': 'platform',
  '/remind_days': 'remind',
}

/** What stands in the fields that only the console reads: amounts in units, shares in per cent. */
export function faultsOf(form: Form): Record<string, 'notMoney' | 'notShare'> {
  const found: Record<string, 'notMoney' | 'notShare'> = {}
  const shown: Partial<Record<Form['kind'], (keyof Form)[]>> = {
    amount: ['off'],
    percent: ['most'],
    shipping: ['most'],
    random: ['low', 'high'],
  }
  for (const name of [...(shown[form.kind] ?? []), 'least'] as const) {
    const written = String(form[name])
    const isOptional = name === 'most' || name === 'least'
    if (!(isOptional && !written.trim()) && minor(written, form) === null) found[name] = 'notMoney'
  }
  if (form.kind === 'percent' && scaled(form.share, 2) === null) found.share = 'notShare'
  if (scaled(form.platform, 2) === null) found.platform = 'notShare'
  return found
}

function minor(text: string, { currency }: Form): number | null {
  return minorOf(text, currency)
}

function worthOf(form: Form): Body['worth'] {
  const of = (text: string) => minor(text, form) ?? asWritten(text)
  const most = form.most.trim() ? of(form.most) : null
  switch (form.kind) {
    case 'amount':
      return { kind: 'amount', off_minor: of(form.off) }
    case 'percent':
      return { kind: 'percent', off_bp: scaled(form.share, 2) ?? asWritten(form.share), max_discount_minor: most }
    case 'shipping':
      return { kind: 'shipping', max_discount_minor: most }
    case 'exchange':
      return { kind: 'exchange', sku: form.sku.trim() }
    case 'random':
      return { kind: 'random', min_minor: of(form.low), max_minor: of(form.high) }
  }
}

function takeOf({ take, text }: Form): Body['take'] {
  if (take === 'shared') return { kind: 'code', text: text.trim() }
  if (take === 'single') return { kind: 'code', text: null }
  if (take === 'claim' || take === 'issue' || take === 'targeted_offer') return { kind: take }
  return { kind: 'auto', on: take }
}

function validityOf({ validity, days, start, end, zone, read }: Form): Body['validity'] {
  if (validity === 'fixed')
    return { kind: 'fixed', start: instantOf(start, zone, read.start), end: instantOf(end, zone, read.end) }
  return { kind: 'relative', days: count(days) as number, align: validity }
}

/** Of an exchange or of shipping there is none. */
function scopeOf(form: Form): Body['scope'] {
  if (form.kind === 'exchange' || form.kind === 'shipping') return {} as Body['scope']
  const first = Object.fromEntries(
    DIMENSIONS.flatMap((name) => (form[name].trim() ? [[name, namesOf(form[name])]] : [])),
  ) as Selector
  const include = [...(Object.keys(first).length ? [first] : []), ...form.others]
  return {
    ...(include.length ? { include } : {}),
    ...(form.excluded.length ? { exclude: form.excluded } : {}),
  } as Body['scope']
}

export function bodyOf(form: Form): Body {
  const at = (name: 'claimStart' | 'claimEnd') =>
    form[name] ? instantOf(form[name], form.zone.trim(), form.read[name]) : null
  const customers = form.customers.length ? { customers: form.customers } : {}
  const audience = { channels: form.channels, groups: namesOf(form.groups), new_buyers_only: form.newOnly, ...customers }
  return {
    name: form.name.trim(),
    worth: worthOf(form),
    take: takeOf(form),
    validity: validityOf({ ...form, zone: form.zone.trim() }),
    currency: form.currency.trim().toUpperCase() as Body['currency'],
    stage: form.stage,
    min_spend_minor: form.least.trim() ? (minor(form.least, form) ?? asWritten(form.least)) : 0,
    scope: scopeOf(form),
    audience: audience as Body['audience'],
    zone: form.zone.trim() || null,
    claim_window: { start: at('claimStart'), end: at('claimEnd') },
    total: count(form.total),
    per_day_total: count(form.perDay),
    per_user: count(form.perUser) as number,
    stack_group: form.stack.trim() || null,
    restore_on_cancel: form.restore,
    cost_share: { platform_bp: scaled(form.platform, 2) ?? asWritten(form.platform) },
    remind_days: count(form.remind) as number,
  }
}

/** A template's terms as they stand in the form; sent unchanged they are the same again. */
export function formOf(template: Template): Form {
  const { currency, zone, worth, take, validity, scope, audience } = template
  const units = (value: number | null | undefined) => (value ? inUnits(value, currency) : '')
  const wall = (at: string | null | undefined) => wallOf(at, zone)
  const { start, end } = validity.kind === 'fixed' ? validity : { start: null, end: null }
  const read = { start, end, claimStart: template.claim_window.start, claimEnd: template.claim_window.end }
  const [first = {}, ...others] = scope.include ?? []
  const names = (dimension: (typeof DIMENSIONS)[number]) => (first[dimension] ?? []).join(', ')
  return {
    ...emptyForm(zone),
    name: template.name,
    currency,
    stage: template.stage,
    kind: worth.kind,
    off: worth.kind === 'amount' ? units(worth.off_minor) : '',
    share: worth.kind === 'percent' ? unscaled(worth.off_bp, 2) : '',
    most: 'max_discount_minor' in worth ? units(worth.max_discount_minor) : '',
    low: worth.kind === 'random' ? units(worth.min_minor) : '',
    high: worth.kind === 'random' ? units(worth.max_minor) : '',
    sku: worth.kind === 'exchange' ? worth.sku : '',
    least: units(template.min_spend_minor),
    take: take.kind === 'code' ? (take.text ? 'shared' : 'single') : take.kind === 'auto' ? take.on : take.kind,
    text: take.kind === 'code' ? (take.text ?? '') : '',
    validity: validity.kind === 'fixed' ? 'fixed' : (validity.align ?? 'day_end'),
    days: validity.kind === 'relative' ? String(validity.days) : '',
    start: wall(read.start),
    end: wall(read.end),
    claimStart: wall(read.claimStart),
    claimEnd: wall(read.claimEnd),
    read,
    total: template.total === null ? '' : String(template.total),
    perDay: template.per_day_total === null ? '' : String(template.per_day_total),
    perUser: String(template.per_user),
    categories: names('categories'),
    products: names('products'),
    skus: names('skus'),
    brands: names('brands'),
    tags: names('tags'),
    others,
    excluded: scope.exclude ?? [],
    groups: (audience.groups ?? []).join(', '),
    newOnly: audience.new_buyers_only ?? false,
    channels: audience.channels ?? null,
    customers: audience.customers ?? [],
    stack: template.stack_group ?? '',
    restore: template.restore_on_cancel,
    platform: unscaled(template.cost_share.platform_bp ?? 0, 2),
    remind: String(template.remind_days),
  }
}
