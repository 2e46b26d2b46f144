import { createI18n } from 'vue-i18n'
import { expect, it } from 'vitest'
import { en, zhCN } from '../../i18n/words'
import { deedsFor, leftOf, termsOnly, type Status, type Template } from './model'
import { caps, limits, taken, valid, worth } from './sentences'

const { t } = createI18n({ legacy: false, locale: 'zh-CN', messages: { 'zh-CN': zhCN, en } }).global
const all = () => true
const of = (status: Status, more: Partial<Template> = {}) =>
  ({ status, proposed: null, review: { submitted_by: 'staff:a' }, ...more }) as Template

it('offers what the status allows', () => {
  expect(deedsFor(of('draft'), all)).toEqual(['submit', 'drop', 'archive'])
  expect(deedsFor(of('pending'), all, 'staff:b')).toEqual(['reject', 'approve', 'drop', 'archive'])
  expect(deedsFor(of('approved'), all)).toEqual(['activate', 'drop', 'archive'])
  expect(deedsFor(of('active'), all)).toEqual(['stop'])
  expect(deedsFor(of('stopped'), all)).toEqual(['archive'])
  expect(deedsFor(of('archived'), all)).toEqual([])
})

it('lets nobody agree to their own, nor do what they may not', () => {
  expect(deedsFor(of('pending'), all, 'staff:a')).not.toContain('approve')
  expect(deedsFor(of('pending'), (permission) => permission === 'coupon:read')).toEqual([])
})

it('reviews an extension as a template, while that goes on', () => {
  const proposed = { state: 'pending' } as Template['proposed']
  expect(deedsFor(of('active', { proposed }), all, 'staff:b')).toEqual(['reject', 'approve', 'withdraw', 'stop'])
})

it('knows what is left, and that nothing is where more came than there are', () => {
  expect([leftOf(null, 5), leftOf(10, 4), leftOf(10, 12)]).toEqual([null, 6, 0])
})

it('says what a coupon gives', () => {
  const told = (each: object, least = 0) =>
    worth({ worth: each, min_spend_minor: least, currency: 'CNY' } as Template, t, 'zh-CN')
  expect(told({ kind: 'amount', off_minor: 2000 }, 10000)).toBe('满 ¥100.00 减 ¥20.00')
  expect(told({ kind: 'percent', off_bp: 2000, max_discount_minor: 5000 })).toBe('减 20%，最多减 ¥50.00')
  expect(told({ kind: 'shipping', max_discount_minor: null })).toBe('免运费')
  expect(told({ kind: 'random', min_minor: 100, max_minor: 900 })).toBe('随机减 ¥1.00–¥9.00')
  expect(told({ kind: 'exchange', sku: 'TEA-1' })).toBe('兑换 TEA-1 一件')
})

it('says for whom and what, how it is had, for how long and how many there are', () => {
  const terms = {
    currency: 'CNY',
    scope: { include: [{ categories: ['tea'] }] },
    audience: { new_buyers_only: true },
  } as unknown as Template
  expect(limits(terms, t, 'zh-CN')).toEqual(['商品：类目 tea', '限 仅新客'])
  expect(limits({ currency: 'CNY', scope: {}, audience: {} } as Template, t, 'zh-CN')).toEqual([])
  expect(taken({ take: { kind: 'auto', on: 'birthday' } }, t)).toBe('生日自动发放')
  expect(taken({ take: { kind: 'code', text: null } }, t)).toBe('一券一码')
  const days = { validity: { kind: 'relative', days: 7 }, zone: 'UTC' } as Template
  expect(valid(days, t, 'zh-CN')).toBe('到手后 7 天内，到当天 24:00 止')
  expect(caps({ total: 1000, per_day_total: 10, per_user: 1 }, t, String)).toBe('共 1000 张，每天 10 张，每人 1 张')
})

it('shows of two versions what differs of the terms', () => {
  const changes = [
    { path: '/review/state', before: null, after: 'approved' },
    { path: '/terms/total', before: 10, after: 20 },
    { path: '/terms/audience', before: null, after: { groups: ['vip'] } },
    { path: '/terms_version', before: 1, after: 8 },
  ]
  expect(termsOnly(changes)).toEqual([
    { path: '/total', before: 10, after: 20 },
    { path: '/audience/groups', before: null, after: ['vip'] },
  ])
})
