import { expect, it } from 'vitest'
import { bodyOf, emptyForm, faultsOf, formOf } from './form'
import type { Template } from './model'

const template = {
  id: 'template_1',
  version: 3,
  status: 'draft',
  name: '满100减20',
  worth: { kind: 'percent', off_bp: 1250, max_discount_minor: 5000 },
  take: { kind: 'code', text: 'SPRING' },
  validity: { kind: 'fixed', start: '2026-11-30T10:00:00Z', end: '2026-12-31T16:00:00Z' },
  currency: 'CNY',
  stage: 'platform',
  min_spend_minor: 10000,
  scope: { include: [{ categories: ['tea', 'cups'] }, { tags: ['new'] }], exclude: [{ skus: ['X'] }] },
  audience: { channels: ['app'], groups: ['vip'], new_buyers_only: true, customers: ['amelie'] },
  zone: 'Asia/Shanghai',
  claim_window: { start: null, end: '2026-12-01T00:00:30Z' },
  total: 1000,
  per_day_total: null,
  per_user: 2,
  stack_group: 'g1',
  restore_on_cancel: false,
  cost_share: { platform_bp: 5000 },
  remind_days: 0,
} as unknown as Template

it('sends a template that nobody changed as it was', () => {
  const { id, version, status, ...terms } = template
  expect(bodyOf(formOf(template))).toEqual({
    ...terms,
    validity: { kind: 'fixed', start: '2026-11-30T10:00:00Z', end: '2026-12-31T16:00:00Z' },
  })
  expect([id, version, status]).toEqual(['template_1', 3, 'draft'])
})

it('shows amounts in units, shares in per cent and times by the clock of its zone', () => {
  const { share, most, least, end, claimEnd, platform } = formOf(template)
  expect([share, most, least, end]).toEqual(['12.5', '50.00', '100.00', '2027-01-01T00:00'])
  expect([claimEnd, platform]).toEqual(['2026-12-01T08:00:30', '50'])
})

it('finds amounts finer than their currency, and shares that are none', () => {
  const form = { ...emptyForm('UTC'), currency: 'JPY', off: '1.5', least: '' }
  expect(faultsOf(form)).toEqual({ off: 'notMoney' })
  expect(faultsOf({ ...form, currency: 'CNY' })).toEqual({})
  expect(faultsOf({ ...form, kind: 'percent', share: '二十', least: '-1' })).toEqual({
    least: 'notMoney',
    share: 'notShare',
  })
})

it('names no goods of a coupon that looks at none', () => {
  const form = { ...emptyForm('UTC'), kind: 'shipping' as const, skus: 'A' }
  expect(bodyOf(form).scope).toEqual({})
  expect(bodyOf({ ...form, kind: 'amount', off: '1' }).scope).toEqual({ include: [{ skus: ['A'] }] })
})

it('sends an amount that is none as it is written, so that the API refuses it with all else', () => {
  const form = { ...emptyForm('UTC'), currency: 'CNY', off: '1.234', least: 'x' }
  expect(bodyOf(form)).toMatchObject({ worth: { kind: 'amount', off_minor: '1.234' }, min_spend_minor: 'x' })
})

it('leaves a time alone that the clock shows twice', () => {
  const validity = { kind: 'fixed', start: '2027-11-07T06:30:00Z', end: '2027-12-01T05:00:00Z' }
  const claim_window = { start: null, end: '2027-11-07T06:00:00Z' }
  const terms = { ...template, zone: 'America/New_York', validity, claim_window } as Template
  expect(bodyOf({ ...formOf(terms), name: 'x' })).toMatchObject({ validity, claim_window })
})
