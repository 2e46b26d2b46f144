// Conditions as sentences.
import { money } from '../../kit/money'
import type { Condition, Definition } from './rules'

type Say = (key: string, named?: Record<string, unknown>) => string

export interface Teller {
  t: Say
  locale: string
  /** The name of a segment by its id. */
  segment: (id: string) => string
}

type Bound = number | null | undefined

function bounds(low: Bound, high: Bound, { t }: Teller, told: (value: number) => string = String): string {
  if (low != null && high != null) {
    return low === high ? t('segments.exactly', { low: told(low) }) : t('segments.between', { low: told(low), high: told(high) })
  }
  if (high != null) return high === 0 ? t('segments.never') : t('segments.atMost', { high: told(high) })
  return low == null ? t('segments.any') : t('segments.atLeast', { low: told(low) })
}

function compared(what: string, test: string, values: string[] | undefined, { t }: Teller): string {
  const names = (values ?? []).join(t('segments.or'))
  if (test === 'eq' && !names) return t('segments.tests.exists', { what })
  return t(`segments.tests.${test}`, { what, names })
}

/** One condition of a person. */
export function condition(each: Condition, teller: Teller): string {
  const { t, locale, segment } = teller
  switch (each.kind) {
    case 'field':
      return compared(t(`segments.options.${each.name}`), each.test, each.values, teller)
    case 'tag':
      return compared(t('segments.tagged', { name: each.name }), each.test ?? 'exists', each.values, teller)
    case 'address':
      return t('segments.address', { kind: t(`segments.addresses.${each.of_kind}`) })
    case 'consent':
      return t(`segments.consents.${each.state ?? 'given'}`, {
        channel: t(`campaigns.channels.${each.channel}`),
        purpose: t(`campaigns.purposes.${each.purpose ?? 'marketing'}`),
      })
    case 'purchases':
      return t('segments.purchases', { bounds: bounds(each.at_least, each.at_most, teller) })
    case 'spent': {
      const told = (minor: number) => (each.currency.length === 3 ? money(minor, each.currency, locale) : String(minor))
      return t('segments.spent', { bounds: bounds(each.at_least_minor, each.at_most_minor, teller, told) })
    }
    case 'bought': {
      const which = t(`segments.options.${each.which ?? 'last'}`)
      const told = [
        each.within_days ? t('segments.within', { which, days: each.within_days }) : '',
        each.not_within_days ? t('segments.notWithin', { which, days: each.not_within_days }) : '',
      ].filter(Boolean)
      return told.join(t('segments.and')) + (each.or_never ? t('segments.orNever') : '')
    }
    case 'did': {
      const of = [each.sku ? `SKU ${each.sku}` : '', each.category ? t('segments.inCategory', { category: each.category }) : '']
      const named = of.filter(Boolean).join(t('segments.and'))
      const act = t(`campaigns.acts.${each.act}`)
      const times = bounds(each.at_least, each.at_most, teller)
      return t('segments.did', { days: each.within_days, act, times }) + (named ? t('segments.of', { named }) : '')
    }
    case 'scored': {
      const measure = t(`segments.options.${each.measure}`)
      return t('segments.scored', { measure, bounds: bounds(each.at_least ?? 1, each.at_most ?? 5, teller) })
    }
    case 'in_stage':
      return t('segments.inStage', { names: each.stages.map((one) => t(`segments.stages.${one}`)).join(t('segments.or')) })
    case 'in_segment':
      return t('segments.inSegment', { name: segment(each.segment_id) })
    case 'listed':
      return t('segments.listed', { count: each.customers.length })
  }
}

/** All of it in one line, as in a table. */
export function whole(definition: Definition, teller: Teller): string {
  const { t } = teller
  if (definition.kind === 'not') return t('segments.not', { what: inner(definition.of, teller) })
  if (definition.kind !== 'all_of' && definition.kind !== 'any_of') return condition(definition, teller)
  return definition.of.map((each) => inner(each, teller)).join(t(`segments.joined.${definition.kind}`))
}

function inner(definition: Definition, teller: Teller): string {
  const told = whole(definition, teller)
  const isGroup = definition.kind === 'all_of' || definition.kind === 'any_of'
  return isGroup ? teller.t('segments.grouped', { what: told }) : told
}

/** The condition that a JSON pointer leads to; null where none is there. */
export function pointed(definition: Definition, pointer: string): Definition | null {
  let found: unknown = definition
  for (const step of pointer.split('/').slice(1)) {
    if (typeof found !== 'object' || found === null) return null
    found = (found as Record<string, unknown>)[step]
  }
  return (found as Definition | undefined) ?? null
}
