// A campaign as a form has it: all is text until it is sent, so that nothing written is lost.
import type { components } from '../../api/schema'
import { clockOf } from './calendar'
import { fromCron, NO_REPEAT, toCron, type Repeat } from './cron'
import { microsText, toMicros } from './micros'
import type { Body, Plan, Terms } from './model'
import { COOL_DOWN_DAYS } from './sentences'
import { fromLines, toLines } from './values'

type Trigger = components['schemas']['Triggered']['trigger']
type Fault = [pointer: string, word: string]

export interface Variant {
  variant: string
  template_id: string
  weight: string
}

export interface Form {
  name: string
  kind: Plan['kind']
  purpose: Body['purpose'] & string
  segment_id: string
  channel: components['schemas']['Channel']
  choices: Variant[]
  at: string
  schedule: Terms['schedule']
  zone: string
  repeat: Repeat
  start: string
  end: string
  trigger: Trigger['kind']
  act: components['schemas']['Act']
  occasion: components['schemas']['OccasionMet']['occasion']
  coolDown: string
  currency: string
  budget: string
  holdout: string
  cap: string
  quiet: Terms['quiet']
  ttl: string
  variables: string
  coupons: string
  /** Of a journey, whose steps are not written here. */
  plan: Plan | null
}

export function emptyForm(zone: string): Form {
  return {
    name: '',
    kind: 'one_off',
    purpose: 'marketing',
    segment_id: '',
    channel: 'sms',
    choices: [{ variant: 'a', template_id: '', weight: '100' }],
    at: '',
    schedule: 'fixed',
    zone,
    repeat: { ...NO_REPEAT, weekdays: [...NO_REPEAT.weekdays] },
    start: '',
    end: '',
    trigger: 'occasion_met',
    act: 'cart',
    occasion: 'order_paid',
    coolDown: String(COOL_DOWN_DAYS),
    currency: '',
    budget: '',
    holdout: '10',
    cap: '2',
    quiet: 'defer',
    ttl: '24',
    variables: '',
    coupons: '',
    plan: null,
  }
}

const HAS_OFFSET = /(Z|[+-]\d\d:\d\d)$/

export function formOf(terms: Terms): Form {
  const { plan, zone } = terms
  const form: Form = {
    ...emptyForm(zone),
    name: terms.name,
    kind: plan.kind,
    purpose: terms.purpose,
    schedule: terms.schedule,
    currency: terms.currency,
    budget: terms.budget_micros === null ? '' : microsText(terms.budget_micros),
    holdout: String(terms.holdout_bp / 100),
    cap: String(terms.frequency_cap),
    quiet: terms.quiet,
    ttl: String(terms.ttl_hours),
    variables: toLines(terms.variables),
    coupons: terms.coupon_templates.join(','),
    end: 'end' in plan ? (plan.end ?? '') : '',
  }
  if (plan.kind === 'journey') return { ...form, plan }
  form.channel = plan.channel
  form.choices = plan.choices.map((each) => ({
    variant: each.variant,
    template_id: each.template_id,
    weight: String((each.weight_bp ?? 10_000) / 100),
  }))
  if ('segment_id' in plan) form.segment_id = plan.segment_id
  if (plan.kind === 'one_off') form.at = HAS_OFFSET.test(plan.at) ? clockOf(plan.at, zone) : plan.at.slice(0, 16)
  if (plan.kind === 'recurring') Object.assign(form, { repeat: fromCron(plan.cron), start: plan.start ?? '' })
  return plan.kind === 'triggered' ? { ...form, ...triggerForm(plan.trigger) } : form
}

function triggerForm(trigger: Trigger): Partial<Form> {
  if (trigger.kind === 'occasion_met') return { trigger: trigger.kind, occasion: trigger.occasion }
  const days = trigger.cool_down_days === undefined ? COOL_DOWN_DAYS : trigger.cool_down_days
  const coolDown = days === null ? '' : String(days)
  if (trigger.kind === 'deed') return { trigger: trigger.kind, act: trigger.act, coolDown }
  return { trigger: trigger.kind, segment_id: trigger.segment_id, coolDown }
}

/** A number where it is one; what is none goes to the API as it is, which tells what it takes. */
function numbered(text: string): number {
  const trimmed = text.trim()
  return (trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed) as number
}

/** Percent as basis points; null where it is none. */
export function basisPoints(text: string, from: number, to: number): number | null {
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text.trim())) return null
  const found = Math.round(Number(text) * 100)
  return found >= from && found <= to ? found : null
}

function triggerOf(form: Form): Trigger {
  if (form.trigger === 'occasion_met') return { kind: form.trigger, occasion: form.occasion }
  const days = form.coolDown.trim() === '' ? null : numbered(form.coolDown)
  if (form.trigger === 'deed') return { kind: form.trigger, act: form.act, cool_down_days: days }
  return { kind: form.trigger, segment_id: form.segment_id, cool_down_days: days }
}

function planOf(form: Form): Plan {
  const end = form.end || null
  if (form.plan?.kind === 'journey') return { ...form.plan, end }
  const { segment_id, channel } = form
  const choices = form.choices.map(({ variant, template_id, weight }) => ({
    variant,
    template_id,
    weight_bp: basisPoints(weight, 1, 10_000) ?? 0,
  }))
  if (form.kind === 'recurring') {
    return { kind: 'recurring', segment_id, channel, choices, cron: toCron(form.repeat), start: form.start || null, end }
  }
  if (form.kind === 'triggered') return { kind: 'triggered', trigger: triggerOf(form), channel, choices, end }
  return { kind: 'one_off', segment_id, channel, choices, at: form.at }
}

/** What is told otherwise here than the API has it, and so is looked at here: pointers and words. */
export function faultsOf(form: Form): Fault[] {
  const found: Fault[] = []
  if (form.budget.trim() && !toMicros(form.budget)) found.push(['/budget_micros', 'budgetFault'])
  if (form.purpose === 'marketing' && basisPoints(form.holdout, 0, 5000) === null) found.push(['/holdout_bp', 'holdoutFault'])
  if (!fromLines(form.variables)) found.push(['/variables', 'variablesFault'])
  form.choices.forEach(({ weight }, at) => {
    if (basisPoints(weight, 1, 10_000) === null) found.push([`/plan/choices/${at}/weight_bp`, 'weightFault'])
  })
  return found
}

export function bodyOf(form: Form): Body {
  return {
    name: form.name,
    plan: planOf(form),
    currency: form.currency.trim().toUpperCase() as Body['currency'],
    purpose: form.purpose,
    zone: form.zone,
    schedule: form.kind === 'one_off' || form.kind === 'recurring' ? form.schedule : 'fixed',
    holdout_bp: form.purpose === 'marketing' ? (basisPoints(form.holdout, 0, 5000) ?? 0) : 0,
    frequency_cap: numbered(form.cap),
    quiet: form.quiet,
    ttl_hours: numbered(form.ttl),
    budget_micros: form.budget.trim() ? toMicros(form.budget) : null,
    variables: fromLines(form.variables) ?? {},
    coupon_templates: form.coupons.split(/[,，\s]+/).filter(Boolean),
  }
}

export const FIELDS = [
  'name',
  'plan',
  'purpose',
  'zone',
  'schedule',
  'currency',
  'budget_micros',
  'holdout_bp',
  'frequency_cap',
  'quiet',
  'ttl_hours',
  'variables',
  'coupon_templates',
] as const

/** Which terms are others than those before. */
export function changed(before: Form, after: Form): (typeof FIELDS)[number][] {
  const [old, fresh] = [bodyOf(before), bodyOf(after)]
  return FIELDS.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(fresh[name]))
}

/** Where the API's faults are shown. */
export const POINTERS: Record<string, string> = {
  '/name': 'name',
  '/purpose': 'purpose',
  '/plan/segment_id': 'segment_id',
  '/plan/trigger/segment_id': 'segment_id',
  '/plan/trigger/cool_down_days': 'coolDown',
  '/plan/trigger': 'trigger',
  '/plan/channel': 'channel',
  '/plan/choices': 'choices',
  '/plan/at': 'at',
  '/plan/cron': 'cron',
  '/plan/start': 'start',
  '/plan/end': 'end',
  '/zone': 'zone',
  '/schedule': 'schedule',
  '/currency': 'currency',
  '/budget_micros': 'budget',
  '/holdout_bp': 'holdout',
  '/frequency_cap': 'cap',
  '/quiet': 'quiet',
  '/ttl_hours': 'ttl',
  '/variables': 'variables',
  '/coupon_templates': 'coupons',
  ...Object.fromEntries(
    [0, 1, 2, 3, 4].flatMap((at) => [
      [`/plan/choices/${at}/variant`, `variant${at}`],
      [`/plan/choices/${at}/template_id`, `template${at}`],
      [`/plan/choices/${at}/weight_bp`, `weight${at}`],
    ]),
  ),
}
