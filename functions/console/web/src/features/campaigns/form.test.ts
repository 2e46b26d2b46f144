import { describe, expect, it } from 'vitest'
import { basisPoints, bodyOf, changed, emptyForm, faultsOf, formOf } from './form'
import type { Terms } from './model'

const CHOICES = [
  { variant: 'a', template_id: 'message_1', weight_bp: 10_000 },
  { variant: 'b', template_id: 'message_2', weight_bp: 5_000 },
]
const TERMS: Terms = {
  name: '春茶上新',
  plan: { kind: 'one_off', segment_id: 'segment_1', channel: 'in_app', choices: CHOICES, at: '2026-12-03T10:00' },
  currency: 'CNY',
  purpose: 'marketing',
  zone: 'Asia/Shanghai',
  schedule: 'local_time',
  holdout_bp: 1250,
  frequency_cap: 2,
  quiet: 'drop',
  ttl_hours: 24,
  budget_micros: 500_500_000,
  variables: { shop: '茶铺' },
  coupon_templates: ['coupon_1', 'coupon_2'],
}
const fixed: Terms = { ...TERMS, schedule: 'fixed' }

describe('a campaign in a form', () => {
  it.each<[string, Terms]>([
    ['once', TERMS],
    [
      'again and again',
      {
        ...TERMS,
        plan: { kind: 'recurring', segment_id: 's', channel: 'sms', choices: CHOICES, cron: '30 9 * * 1,3', start: null, end: '2027-01-31' },
      },
    ],
    [
      'by an occasion',
      { ...fixed, plan: { kind: 'triggered', trigger: { kind: 'occasion_met', occasion: 'order_paid' }, channel: 'sms', choices: CHOICES, end: null } },
    ],
    [
      'by a deed, once for good',
      { ...fixed, plan: { kind: 'triggered', trigger: { kind: 'deed', act: 'cart', cool_down_days: null }, channel: 'sms', choices: CHOICES, end: null } },
    ],
    [
      'by coming into a segment',
      { ...fixed, plan: { kind: 'triggered', trigger: { kind: 'segment_entry', segment_id: 's', cool_down_days: 7 }, channel: 'sms', choices: CHOICES, end: null } },
    ],
    [
      'as a journey',
      {
        ...fixed,
        plan: { kind: 'journey', trigger: { kind: 'deed', act: 'cart' }, steps: [{ kind: 'wait', name: 'w', minutes: 5 }], end: null },
      },
    ],
  ])('that is sent %s is sent back as it was', (_, terms) => {
    expect(bodyOf(formOf(terms))).toEqual(terms)
    expect(changed(formOf(terms), formOf(terms))).toEqual([])
  })

  it('shows a time with an offset by the clock of its zone', () => {
    const plan = { ...TERMS.plan, at: '2026-12-03T02:00:00+00:00' } as Terms['plan']
    expect(formOf({ ...TERMS, plan }).at).toBe('2026-12-03T10:00')
  })

  it('tells what is to be saved', () => {
    const before = formOf(TERMS)
    expect(changed(before, { ...before, name: '夏茶', budget: '600' })).toEqual(['name', 'budget_micros'])
  })

  it('lets the API tell of what is no number', () => {
    const body = bodyOf({ ...formOf(TERMS), cap: 'often', ttl: ' ' })
    expect([body.frequency_cap, body.ttl_hours]).toEqual(['often', ''])
  })

  it('tells itself of what it writes otherwise than the API', () => {
    const form = { ...emptyForm('UTC'), budget: '1,5', holdout: '51', variables: 'x' }
    form.choices = [{ variant: 'a', template_id: '', weight: '0' }]
    expect(faultsOf(form)).toEqual([
      ['/budget_micros', 'budgetFault'],
      ['/holdout_bp', 'holdoutFault'],
      ['/variables', 'variablesFault'],
      ['/plan/choices/0/weight_bp', 'weightFault'],
    ])
    expect(faultsOf(formOf(TERMS))).toEqual([])
  })

  it('holds nobody out of what they have to be told', () => {
    const form = { ...formOf(TERMS), purpose: 'transactional' as const, holdout: '99' }
    expect([faultsOf(form), bodyOf(form).holdout_bp]).toEqual([[], 0])
  })

  it('reads shares exactly', () => {
    expect(['12.5', '0', '50', '50.01', '0.001', ''].map((text) => basisPoints(text, 0, 5000))).toEqual([
      1250, 0, 5000, null, null, null,
    ])
  })
})
