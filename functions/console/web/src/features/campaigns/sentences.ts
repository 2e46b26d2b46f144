// When and why a campaign sends, as sentences.
import type { components } from '../../api/schema'
import { instant } from '../../kit/time'
import { fromCron } from './cron'
import type { Plan, Terms } from './model'

type Say = (key: string, named?: Record<string, unknown>) => string
/** As the API has it where nobody says otherwise. */
export const COOL_DOWN_DAYS = 30

type Trigger = components['schemas']['Triggered']['trigger']

export interface Teller {
  t: Say
  locale: string
  /** The name of a segment by its id. */
  segment: (id: string) => string
}

/** A time as it was written: with its offset, or as the zone's clock shows it. */
export function written(at: string, zone: string, locale: string): string {
  if (/(Z|[+-]\d\d:\d\d)$/.test(at)) return instant(at, locale, zone)
  return /T/.test(at) ? instant(`${at}Z`, locale, 'UTC') : at
}

export function often(cron: string, t: Say): string {
  const { every, time, weekdays, days } = fromCron(cron)
  const names = weekdays.map((day) => t(`campaigns.weekdays.d${day}`)).join(t('list.names'))
  return t(`campaigns.often.${every}`, { time, names, days: days.replaceAll(',', t('list.names')), cron })
}

function triggered(trigger: Trigger, { t, segment }: Teller): string {
  if (trigger.kind === 'occasion_met') return t(`campaigns.occasions.${trigger.occasion}`)
  const told =
    trigger.kind === 'deed'
      ? t('campaigns.trigger.deed', { act: t(`campaigns.acts.${trigger.act}`) })
      : t(`campaigns.trigger.${trigger.kind}`, { segment: segment(trigger.segment_id) })
  const days = trigger.cool_down_days === undefined ? COOL_DOWN_DAYS : trigger.cool_down_days
  if (days === 0) return told + t('campaigns.trigger.always')
  return told + (days ? t('campaigns.trigger.again', { days }) : t('campaigns.trigger.once'))
}

function period(start: string | null | undefined, end: string | null | undefined, terms: Terms, { t, locale }: Teller): string {
  const told = [
    start ? t('campaigns.from', { at: written(start, terms.zone, locale) }) : '',
    end ? t('campaigns.until', { at: written(end, terms.zone, locale) }) : '',
  ]
  return told.filter(Boolean).join(t('campaigns.and'))
}

/** When it is sent, in one sentence or two. */
export function when(terms: Terms, teller: Teller): string[] {
  const { t, locale } = teller
  const plan: Plan = terms.plan
  if (plan.kind === 'one_off') {
    return [t(`campaigns.at.${terms.schedule}`, { at: written(plan.at, terms.zone, locale) })]
  }
  if (plan.kind === 'recurring') {
    const told = often(plan.cron, t)
    const local = terms.schedule === 'local_time' ? t('campaigns.localTime') : ''
    return [told + local, period(plan.start, plan.end, terms, teller)].filter(Boolean)
  }
  return [triggered(plan.trigger, teller), period(null, plan.end, terms, teller)].filter(Boolean)
}

/** Minutes in the largest unit that they are whole of. */
export function lasting(minutes: number, t: Say): string {
  if (minutes % 1440 === 0) return t('campaigns.days', { count: minutes / 1440 })
  return minutes % 60 === 0 ? t('campaigns.hours', { count: minutes / 60 }) : t('campaigns.minutes', { count: minutes })
}

/** A step of a journey: what is done there, and where the way goes on. */
export function step(each: components['schemas']['Journey']['steps'][number], teller: Teller): string {
  const { t, segment } = teller
  const on = (to: string | null | undefined) => to || t('campaigns.steps.end')
  if (each.kind === 'send') {
    return t('campaigns.steps.send', { channel: t(`campaigns.channels.${each.channel}`), then: on(each.then) })
  }
  if (each.kind === 'wait') return t('campaigns.steps.wait', { time: lasting(each.minutes, t), then: on(each.then) })
  if (each.kind === 'branch') {
    return t('campaigns.steps.branch', { segment: segment(each.segment_id), yes: on(each.yes), no: on(each.no) })
  }
  return t('campaigns.steps.wait_for', {
    act: t(`campaigns.acts.${each.act}`),
    time: lasting(each.minutes, t),
    then: on(each.then),
    otherwise: on(each.otherwise),
  })
}
