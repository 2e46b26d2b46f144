import { createI18n } from 'vue-i18n'
import { expect, it } from 'vitest'
import { en, zhCN } from '../../i18n/words'
import type { Promotion } from './model'
import { audience, gives, rules } from './sentences'

const { t } = createI18n({ legacy: false, locale: 'zh-CN', messages: { 'zh-CN': zhCN, en } }).global
const promotion = {
  currency: 'CNY',
  effects: [{ kind: 'nth_off', units: [{ nth: 2, off: { kind: 'percent', off_bp: 5000 } }] }],
  ladder: {
    of: 'amount',
    steps: [
      { threshold: 20000, effects: [{ kind: 'order_off', off: { kind: 'amount', off_minor: 3000 } }] },
      { threshold: 40000, effects: [] },
    ],
  },
  audience: { groups: ['vip'], new_buyers_only: true },
} as unknown as Promotion

it('tells every effect and every step of a ladder', () => {
  expect(gives(promotion, t, 'zh-CN')).toEqual([
    '第 2 件减 50%',
    '满 ¥200.00：合计减 ¥30.00',
    '满 ¥400.00：无优惠',
  ])
})

it('calls free what costs nothing', () => {
  const all = { kind: 'percent', off_bp: 10_000 }
  const effects = [
    { kind: 'unit_off', off: all, units: { set_size: 3, per_set: 1 } },
    { kind: 'unit_off', off: { kind: 'price', price_minor: 0 } },
    { kind: 'unit_off', off: { kind: 'percent', off_bp: 9_999 } },
    { kind: 'buy_get', buy: { count: 2 }, get: { count: 1 }, off: all },
    { kind: 'shipping_off', off: all },
  ]
  expect(gives({ ...promotion, ladder: null, effects } as unknown as Promotion, t, 'zh-CN')).toEqual([
    '每 3 件中最便宜的 1 件，每件免费',
    '每件免费',
    '每件减 99.99%',
    '买 2 件，另 1 件免费',
    '运费免费',
  ])
})

it('names currencies where amounts have their own', () => {
  const free = { ...promotion, currency: null, ladder: null, effects: [
    { kind: 'order_off', off: { kind: 'amount', off_minor: { CNY: 1000, JPY: 200 } } },
  ] } as unknown as Promotion
  expect(gives(free, t, 'en')).toEqual(['合计减 CN¥10.00 / ¥200'])
})

it('says who is meant, and everybody where nothing narrows it', () => {
  expect(audience(promotion, t)).toBe('仅新客；会员组：vip')
  expect(audience({ ...promotion, audience: {} } as Promotion, t)).toBe('所有人')
})

it('says of which units, and of which goods', () => {
  const second = {
    ...promotion,
    ladder: null,
    effects: [
      {
        kind: 'unit_off',
        off: { kind: 'percent', off_bp: 5000 },
        units: { set_size: 2, per_set: 1 },
        scope: { include: [{ categories: ['tea'] }] },
      },
    ],
  } as unknown as Promotion
  expect(gives(second, t, 'zh-CN')).toEqual(['每 2 件中最便宜的 1 件，每件减 50%（类目 tea）'])
})

it('says what has to hold, hours that are the same each day once, and that there is more', () => {
  const narrow = {
    ...promotion,
    scope: { include: [{ brands: ['A', 'B'] }, { tags: ['new'] }], exclude: [{ skus: ['X'] }] },
    conditions: [{ of: 'amount', threshold: 9900 }],
    code: { text: 'TEA' },
    delivery: {},
    payment_methods: ['card'],
    without: null,
    not_with: [],
    stop: null,
    window: { slots: [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, start_minute: 1200, end_minute: 1440 })) },
  } as unknown as Promotion
  expect(rules(narrow, t, 'zh-CN')).toEqual([
    '商品：品牌 A、B或标签 new，除SKU X外',
    '需满 ¥99.00',
    '凭优惠码 TEA',
    '另有限制（配送、支付方式或与其他优惠的关系），见全部条款',
    '每天 20:00–24:00',
  ])
})
