// The fields of each part of a promotion, for one component that shows them all.
import type { Effect } from '../model'
import type { Document, Stage } from './document'

interface Common {
  name: string
  /** Its word where the name has another elsewhere. */
  label?: string
  /** Among what few need. */
  rare?: true
}

export type Field = Common &
  (
    | { as: 'text' | 'sku' | 'flag' | 'minute' | 'date'; need?: true }
    | { as: 'count'; need?: true }
    /** `measured`: money, units or grams, as what it stands below says. */
    | { as: 'money'; need?: true; measured?: true; one?: true }
    | { as: 'names'; of: 'skus' | 'products' | 'categories' | 'brands' | 'tags' | 'plain' | 'numbers'; closed?: true }
    | { as: 'choice'; options: readonly (string | number | boolean | null)[] }
    | { as: 'cut'; kinds: readonly ('percent' | 'amount' | 'price')[]; otherwise?: Document }
    | { as: 'scope' }
    | { as: 'group'; fields: readonly Field[]; fresh?: () => Document }
    | { as: 'list'; fields: readonly Field[]; fresh: () => Document; least?: number }
    | { as: 'effects' }
  )

const EMPTY = { typed: '' }
const anyCut = ['percent', 'amount', 'price'] as const
export const freshCut = (kind: string): Document =>
  kind === 'percent' ? { kind, off_bp: { ...EMPTY } } : { kind, [kind === 'amount' ? 'off_minor' : 'price_minor']: { ...EMPTY } }

const wholeScope = { as: 'scope', name: 'scope' } as const
const scope = { ...wholeScope, rare: true } as const
const channels = { as: 'names', name: 'channels', of: 'plain', closed: true, rare: true } as const
const most = { as: 'money', name: 'max_discount_minor' } as const
const off = { as: 'cut', name: 'off', kinds: anyCut } as const
const sets = { as: 'count', name: 'max_sets' } as const
const part = [{ as: 'count', name: 'count', need: true, label: 'units' }, wholeScope] as const
const freshPart = (): Document => ({ count: 1 })
const units = {
  as: 'group',
  name: 'units',
  rare: true,
  fields: [
    { as: 'count', name: 'set_size' },
    { as: 'count', name: 'per_set' },
    { as: 'count', name: 'limit', label: 'most_units' },
    { as: 'choice', name: 'pick', options: ['cheapest', 'dearest', 'largest_line'] },
    { as: 'choice', name: 'within', options: ['basket', 'set'] },
  ],
} as const

export const EFFECTS: Record<Effect['kind'], { fresh: () => Document; fields: readonly Field[] }> = {
  unit_off: {
    fresh: () => ({ off: freshCut('percent') }),
    fields: [
      off,
      scope,
      most,
      units,
      { as: 'choice', name: 'basis', options: ['remaining', 'price'], rare: true },
      { as: 'choice', name: 'rounding', options: ['unit', 'line'], rare: true },
      channels,
    ],
  },
  line_off: {
    fresh: () => ({ off: freshCut('percent') }),
    fields: [{ as: 'cut', name: 'off', kinds: ['percent', 'amount'] }, scope, { as: 'count', name: 'max_units' }, channels],
  },
  order_off: {
    fresh: () => ({ off: freshCut('amount') }),
    fields: [off, scope, { as: 'money', name: 'every_minor' }, most, units, channels],
  },
  quantity_breaks: {
    fresh: () => ({ breaks: [{ quantity: 2, off: freshCut('percent') }] }),
    fields: [
      {
        as: 'list',
        name: 'breaks',
        least: 1,
        fields: [{ as: 'count', name: 'quantity', need: true }, off],
        fresh: () => ({ quantity: { ...EMPTY }, off: freshCut('percent') }),
      },
      scope,
      channels,
    ],
  },
  clearance: {
    fresh: () => ({ by: 'stock', steps: [{ at_most: { ...EMPTY }, off: freshCut('percent') }] }),
    fields: [
      { as: 'choice', name: 'by', options: ['stock', 'days'] },
      {
        as: 'list',
        name: 'steps',
        label: 'falls',
        least: 1,
        fields: [{ as: 'count', name: 'at_most', need: true, label: 'left' }, off],
        fresh: () => ({ at_most: { ...EMPTY }, off: freshCut('percent') }),
      },
      scope,
      { as: 'date', name: 'expires_on' },
      channels,
    ],
  },
  first_and_further_off: {
    fresh: () => ({ first_minor: { ...EMPTY }, further_minor: { ...EMPTY } }),
    fields: [
      { as: 'money', name: 'first_minor', need: true },
      { as: 'money', name: 'further_minor', need: true },
      scope,
      { as: 'count', name: 'max_units' },
      channels,
    ],
  },
  nth_off: {
    fresh: () => ({ units: [{ nth: 2, off: { kind: 'percent', off_bp: 5000 } }] }),
    fields: [
      {
        as: 'list',
        name: 'units',
        label: 'nths',
        least: 1,
        fields: [
          { as: 'count', name: 'nth', need: true },
          off,
        ],
        fresh: () => ({ nth: { ...EMPTY }, off: freshCut('percent') }),
      },
      scope,
      { as: 'count', name: 'set_size', rare: true },
      { ...sets, rare: true },
      channels,
    ],
  },
  bundle_price: {
    fresh: () => ({ parts: [freshPart(), freshPart()], price_minor: { ...EMPTY } }),
    fields: [
      { as: 'money', name: 'price_minor', need: true, label: 'bundle_price' },
      { as: 'list', name: 'parts', least: 1, fields: part, fresh: freshPart },
      sets,
      channels,
    ],
  },
  buy_get: {
    fresh: () => ({ buy: { count: 2 }, get: { count: 1 } }),
    fields: [
      { as: 'group', name: 'buy', fields: part },
      { as: 'group', name: 'get', fields: part },
      { as: 'cut', name: 'off', label: 'get_off', kinds: anyCut, otherwise: { kind: 'percent', off_bp: 10_000 } },
      { as: 'choice', name: 'pick', options: ['dearest', 'cheapest', 'largest_line'], rare: true },
      sets,
      { as: 'flag', name: 'partial' },
      channels,
    ],
  },
  gift: {
    fresh: () => ({ sku: '', count: 1 }),
    fields: [
      { as: 'sku', name: 'sku', need: true, label: 'gift_sku' },
      { as: 'count', name: 'count', label: 'gifts' },
      { as: 'group', name: 'per', fields: part, fresh: freshPart },
      { as: 'choice', name: 'out_of_stock', options: ['skip', 'block', 'substitute'] },
      {
        as: 'list',
        name: 'substitutes',
        rare: true,
        fields: [{ as: 'sku', name: 'sku', need: true, label: 'substitute' }],
        fresh: () => ({ sku: '' }),
      },
      channels,
    ],
  },
  shipping_off: { fresh: () => ({ off: freshCut('percent') }), fields: [off, most, channels] },
}

const UNIT: readonly Effect['kind'][] = ['unit_off', 'quantity_breaks', 'clearance']
const ORDER: readonly Effect['kind'][] = [
  'order_off',
  'unit_off',
  'line_off',
  'nth_off',
  'buy_get',
  'bundle_price',
  'gift',
  'first_and_further_off',
]

/** What a stage can give, as the API has it. */
export function kindsOf(stage: Stage): readonly Effect['kind'][] {
  if (stage === 'unit') return UNIT
  return stage === 'shipping' ? ['shipping_off'] : ORDER
}

export const STAGES = ['unit', 'order', 'shipping', 'store_coupon', 'platform_coupon'] as const

const names = (of: 'skus' | 'products' | 'categories' | 'brands' | 'tags') => ({ as: 'names', name: of, of }) as const
export const SELECTOR: readonly Field[] = [
  names('categories'),
  names('products'),
  names('skus'),
  names('brands'),
  names('tags'),
  { as: 'money', name: 'price_min_minor', rare: true },
  { as: 'money', name: 'price_max_minor', rare: true },
  { as: 'choice', name: 'discounted', options: [null, true, false], rare: true },
  { as: 'count', name: 'new_for_days', rare: true },
]

const measure = { as: 'choice', name: 'of', options: ['amount', 'quantity', 'weight'] } as const
const counted: readonly Field[] = [
  { as: 'scope', name: 'scope', label: 'counted', rare: true },
  { as: 'flag', name: 'with_shipping', rare: true },
  { as: 'choice', name: 'basis', label: 'amount_basis', options: ['remaining', 'price', 'list'], rare: true },
]

export const LADDER: readonly Field[] = [
  measure,
  {
    as: 'list',
    name: 'steps',
    least: 1,
    fields: [
      { as: 'money', name: 'threshold', need: true, measured: true },
      { as: 'effects', name: 'effects' },
    ],
    fresh: () => ({ threshold: { ...EMPTY }, effects: [] }),
  },
  ...counted,
]
export const freshLadder = (): Document => ({
  of: 'amount',
  steps: [{ threshold: { ...EMPTY }, effects: [{ kind: 'order_off', ...EFFECTS.order_off.fresh() }] }],
})

export const CONDITIONS: Field = {
  as: 'list',
  name: 'conditions',
  fields: [
    measure,
    { as: 'money', name: 'threshold', measured: true },
    { as: 'money', name: 'at_most', measured: true },
    ...counted,
  ],
  fresh: () => ({ of: 'amount', threshold: { ...EMPTY } }),
}

export const AUDIENCE: readonly Field[] = [
  { as: 'flag', name: 'new_buyers_only' },
  { as: 'names', name: 'groups', of: 'plain' },
  { as: 'names', name: 'channels', of: 'plain', closed: true },
  { as: 'names', name: 'nth_orders', of: 'numbers', rare: true },
  { as: 'names', name: 'customers', of: 'plain', rare: true },
]

const place = [
  { as: 'text', name: 'country', need: true },
  {
    as: 'list',
    name: 'postcodes',
    fields: [
      { as: 'text', name: 'first', need: true },
      { as: 'text', name: 'last', need: true },
    ],
    fresh: () => ({ first: '', last: '' }),
  },
] as const
export const DELIVERY: readonly Field[] = [
  { as: 'list', name: 'to', fields: place, fresh: () => ({ country: '' }) },
  { as: 'list', name: 'not_to', fields: place, fresh: () => ({ country: '' }) },
  { as: 'names', name: 'carriers', of: 'plain', closed: true },
]

export const SLOTS: Field = {
  as: 'list',
  name: 'slots',
  fields: [
    { as: 'choice', name: 'weekday', options: [null, 0, 1, 2, 3, 4, 5, 6] },
    { as: 'minute', name: 'start_minute', need: true },
    { as: 'minute', name: 'end_minute', need: true },
  ],
  fresh: () => ({ start_minute: 1200, end_minute: 1320, weekday: null }),
}

export const LIMITS: readonly Field[] = [
  { as: 'money', name: 'budget_minor', one: true },
  { as: 'count', name: 'total' },
  { as: 'count', name: 'per_buyer' },
  { as: 'count', name: 'per_buyer_day' },
  { as: 'money', name: 'per_order_minor' },
  { as: 'flag', name: 'allow_partial' },
  { as: 'count', name: 'units_per_order', rare: true },
  { as: 'count', name: 'units_per_buyer', rare: true },
  {
    as: 'list',
    name: 'by_sku',
    rare: true,
    fields: [
      { as: 'sku', name: 'sku', need: true },
      { as: 'count', name: 'quota' },
      { as: 'count', name: 'per_buyer', label: 'sku_per_buyer' },
    ],
    fresh: () => ({ sku: '', quota: { ...EMPTY } }),
  },
]

export const STACKING: readonly Field[] = [
  { as: 'flag', name: 'exclusive' },
  { as: 'count', name: 'priority' },
  { as: 'text', name: 'exclusion_group' },
  { as: 'choice', name: 'stop', options: [null, 'stage', 'all'] },
  { as: 'names', name: 'not_with', of: 'plain', rare: true },
  { as: 'flag', name: 'limited_time', rare: true },
]
