// The terms somebody is writing: the API's own document, so that what no field shows goes back as it
// came. What is typed and is no value yet stands in it as `{ typed }`, which the API takes for nothing.
import type { components } from '../../../api/schema'
import { isRecord } from '../../../kit/differences'
import type { Fault } from '../../../kit/problems'
import type { Promotion } from '../model'

export type Terms = components['schemas']['promotion.PromotionBody']
export type Stage = components['schemas']['Stage']
export interface Typed {
  typed: string
}
export type Document = Record<string, unknown>

/** All that a promotion's body has: a name more or less does not compile. */
const NAMES: Record<keyof Terms, true> = {
  name: true,
  stage: true,
  effects: true,
  ladder: true,
  conditions: true,
  scope: true,
  without: true,
  audience: true,
  delivery: true,
  payment_methods: true,
  currency: true,
  window: true,
  code: true,
  limits: true,
  priority: true,
  exclusion_group: true,
  exclusive: true,
  not_with: true,
  stop: true,
  limited_time: true,
}

/** What of a promotion is its body: of a running one that is edited, what was proposed last. */
export function termsOf(promotion: Promotion): Document {
  const latest: Document = { ...(promotion.proposed ?? promotion) }
  return Object.fromEntries(
    Object.keys(NAMES)
      .filter((name) => name in latest)
      .map((name) => [name, structuredClone(latest[name])]),
  )
}

export function emptyTerms(currency: string, zone: string): Document {
  return {
    name: '',
    stage: 'order',
    effects: [],
    ladder: null,
    conditions: [],
    scope: {},
    without: null,
    audience: {},
    delivery: {},
    payment_methods: null,
    currency,
    window: { start: null, end: null, slots: [], zone },
    code: null,
    limits: {},
    priority: 0,
    exclusion_group: null,
    exclusive: false,
    not_with: [],
    stop: null,
    limited_time: false,
  }
}

export function isTyped(value: unknown): value is Typed {
  return isRecord(value) && typeof value.typed === 'string' && Object.keys(value).length === 1
}

/** Where something is typed that is no value yet. */
export function gaps(value: unknown, pointer = ''): string[] {
  if (isTyped(value)) return [pointer]
  if (Array.isArray(value)) return value.flatMap((each, index) => gaps(each, `${pointer}/${index}`))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([name, each]) => gaps(each, `${pointer}/${name}`))
}

/** As the API would say it, of what needs not be sent to know. */
export function faultsOf(document: Document, say: (typed: string) => string): Fault[] {
  return gaps(document).map((pointer) => {
    const { typed } = at(document, pointer) as Typed
    return { source: 'body', pointer, code: 'malformed', detail: say(typed) }
  })
}

export function at(document: unknown, pointer: string): unknown {
  let found = document
  for (const step of pointer.split('/').slice(1)) {
    if (typeof found !== 'object' || found === null) return undefined
    found = (found as Document)[step]
  }
  return found
}

/** What lies on the way is made; undefined takes it out, and of a list the place with it. */
export function put(document: Document, pointer: string, value: unknown): void {
  const steps = pointer.split('/').slice(1)
  const last = steps.pop() ?? ''
  let place = document
  for (const step of steps) {
    if (typeof place[step] !== 'object' || place[step] === null) place[step] = {}
    place = place[step] as Document
  }
  if (value !== undefined) place[last] = value
  else if (Array.isArray(place)) place.splice(Number(last), 1)
  else Reflect.deleteProperty(place, last)
}

const MEASURED = ['threshold', 'at_most']

/** Whether a place of this name holds money, below an object that says what it measures. */
export function isMoney(name: string, holder: Document): boolean {
  return name.endsWith('_minor') || (MEASURED.includes(name) && holder.of === 'amount')
}

/** Each amount of a document as `change` has it; a ladder's steps are measured as the ladder is. */
export function mapMoney(value: unknown, change: (amount: unknown, name: string) => unknown, of?: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => mapMoney(each, change, of))
  if (!isRecord(value) || isTyped(value)) return value
  const holder = { of, ...value }
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (isMoney(name, holder) && each !== null) return [name, change(each, name)]
      return [name, mapMoney(each, change, name === 'effects' ? undefined : holder.of)]
    }),
  )
}
