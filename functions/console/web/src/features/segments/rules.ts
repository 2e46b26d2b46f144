// The conditions of a segment as a form has them: a tree of groups and conditions, all text.
import type { components } from '../../api/schema'
import { inUnits, minorOf } from '../../kit/money'
import { namesOf } from '../../kit/written'

export type Segment = components['schemas']['SegmentView']
export type Definition = Segment['definition']
export type Condition = Exclude<Definition, { kind: 'all_of' | 'any_of' | 'not' }>
export type Kind = Condition['kind']

type Sort = 'choice' | 'number' | 'text' | 'names' | 'minor' | 'flag' | 'segment' | 'many'

export interface Part {
  name: string
  sort: Sort
  options?: readonly string[]
  first?: string
  /** Whether it is asked for, by what else is given. */
  when?: (given: Given) => boolean
}

export type Given = Record<string, string>

export interface Leaf {
  is: 'leaf'
  id: string
  not: boolean
  kind: Kind
  given: Given
}

export interface Group {
  is: 'group'
  id: string
  not: boolean
  all: boolean
  of: Branch[]
}

export type Branch = Leaf | Group

const TESTS = ['eq', 'neq', 'neq_or_missing', 'exists', 'missing'] as const
const CHANNELS = ['sms', 'email', 'wechat', 'weibo', 'in_app', 'webhook'] as const
const ACTS = ['view', 'search', 'favourite', 'share', 'cart', 'order', 'pay', 'refund', 'message_open', 'message_click'] as const
const hasValues = ({ test }: Given): boolean => test !== 'exists' && test !== 'missing'
const atLeast: Part = { name: 'at_least', sort: 'number' }
const atMost: Part = { name: 'at_most', sort: 'number' }

/** In the order in which they are offered. */
export const PARTS: Record<Kind, Part[]> = {
  purchases: [{ ...atLeast, first: '1' }, atMost],
  bought: [
    { name: 'which', sort: 'choice', options: ['last', 'first'], first: 'last' },
    { name: 'within_days', sort: 'number' },
    { name: 'not_within_days', sort: 'number', first: '60' },
    { name: 'or_never', sort: 'flag' },
  ],
  spent: [
    { name: 'currency', sort: 'text' },
    { name: 'at_least_minor', sort: 'minor' },
    { name: 'at_most_minor', sort: 'minor' },
  ],
  did: [
    { name: 'act', sort: 'choice', options: ACTS, first: 'view' },
    { name: 'within_days', sort: 'number', first: '30' },
    { ...atLeast, first: '1' },
    atMost,
    { name: 'sku', sort: 'text' },
    { name: 'category', sort: 'text' },
  ],
  tag: [
    { name: 'name', sort: 'text' },
    { name: 'test', sort: 'choice', options: TESTS, first: 'exists' },
    { name: 'values', sort: 'names', when: hasValues },
  ],
  field: [
    { name: 'name', sort: 'choice', options: ['country', 'language', 'zone'], first: 'country' },
    { name: 'test', sort: 'choice', options: TESTS, first: 'eq' },
    { name: 'values', sort: 'names', when: hasValues },
  ],
  consent: [
    { name: 'channel', sort: 'choice', options: CHANNELS, first: 'sms' },
    { name: 'purpose', sort: 'choice', options: ['marketing', 'transactional'], first: 'marketing' },
    { name: 'state', sort: 'choice', options: ['reachable', 'given', 'never_asked', 'withdrawn'], first: 'reachable' },
  ],
  address: [{ name: 'of_kind', sort: 'choice', options: ['phone', 'email', 'wechat', 'weibo', 'device'], first: 'phone' }],
  scored: [
    { name: 'measure', sort: 'choice', options: ['recency', 'frequency', 'money'], first: 'recency' },
    { ...atLeast, first: '4' },
    { ...atMost, first: '5' },
    { name: 'currency', sort: 'text', when: ({ measure }) => measure === 'money' },
  ],
  in_stage: [{ name: 'stages', sort: 'many', options: ['new', 'active', 'at_risk', 'dormant', 'churned'], first: 'active' }],
  in_segment: [{ name: 'segment_id', sort: 'segment' }],
  listed: [{ name: 'customers', sort: 'names' }],
}
export const KINDS = Object.keys(PARTS) as Kind[]

let made = 0

function fresh(): string {
  made += 1
  return `${Date.now().toString(36)}${made}`
}

export function newLeaf(kind: Kind = 'purchases'): Leaf {
  return { is: 'leaf', id: fresh(), not: false, kind, given: firstOf(kind) }
}

export function firstOf(kind: Kind): Given {
  return Object.fromEntries(PARTS[kind].flatMap(({ name, first }) => (first ? [[name, first]] : [])))
}

export function newGroup(of: Branch[] = [newLeaf()]): Group {
  return { is: 'group', id: fresh(), not: false, all: true, of }
}

/** The tree of a definition, whose root is a group. */
export function toTree(definition: Definition): Group {
  const root = branch(definition)
  return root.is === 'group' && !root.not ? root : newGroup([root])
}

function branch(definition: Definition): Branch {
  if (definition.kind === 'not') {
    const inner = branch(definition.of)
    return { ...inner, not: !inner.not }
  }
  if (definition.kind === 'all_of' || definition.kind === 'any_of') {
    return { ...newGroup(definition.of.map(branch)), all: definition.kind === 'all_of' }
  }
  return { ...newLeaf(definition.kind), given: givenOf(definition) }
}

function givenOf(condition: Condition): Given {
  const stored: Record<string, unknown> = { ...condition }
  const currency = typeof stored.currency === 'string' ? stored.currency : 'CNY'
  const found = PARTS[condition.kind].map(({ name, sort, options }) => {
    const value = stored[name]
    // What is left out is what the API takes for it: `purpose` is marketing, `which` the last.
    if (value === undefined || value === null) return [name, sort === 'choice' ? (DEFAULTS[name] ?? options?.[0] ?? '') : '']
    if (sort === 'minor') return [name, inUnits(value as number, currency)]
    if (sort === 'flag') return [name, value ? 'yes' : '']
    return [name, Array.isArray(value) ? value.join(',') : String(value)]
  })
  return Object.fromEntries(found) as Given
}

const DEFAULTS: Record<string, string> = { test: 'exists', purpose: 'marketing', state: 'given', which: 'last' }

export interface Written {
  definition: Definition
  /** Pointer of the definition → where its fault is shown. */
  pointers: Record<string, string>
  /** Pointers to what is no amount of its currency. */
  amounts: string[]
}

/** As the API has it. A group of one is that one. */
export function fromTree(root: Group, at = ''): Written {
  const told: Written = { definition: { kind: 'all_of', of: [] }, pointers: {}, amounts: [] }
  told.definition = written(root, at, told)
  return told
}

function written(node: Branch, at: string, told: Written): Definition {
  if (node.not) return { kind: 'not', of: written({ ...node, not: false }, `${at}/of`, told) }
  told.pointers[at] = node.id
  if (node.is === 'leaf') return conditionOf(node, at, told)
  const [only] = node.of
  if (only && node.of.length === 1) return written(only, at, told)
  const of = node.of.map((each, index) => written(each, `${at}/of/${index}`, told))
  return { kind: node.all ? 'all_of' : 'any_of', of }
}

function conditionOf(leaf: Leaf, at: string, told: Written): Condition {
  const found: Record<string, unknown> = { kind: leaf.kind }
  for (const part of PARTS[leaf.kind]) {
    const text = (leaf.given[part.name] ?? '').trim()
    told.pointers[`${at}/${part.name}`] = `${leaf.id}.${part.name}`
    if (part.when && !part.when(leaf.given)) continue
    const value = valueOf(part.sort, text, leaf.given)
    if (part.sort === 'minor' && text && typeof value !== 'number') told.amounts.push(`${at}/${part.name}`)
    if (value !== undefined) found[part.name] = value
  }
  return found as unknown as Condition
}

/** What is no number goes to the API as it is, which tells what it takes. */
function valueOf(sort: Sort, text: string, given: Given): unknown {
  if (sort === 'flag') return text === 'yes'
  if (sort === 'names' || sort === 'many') return namesOf(text)
  if (!text) return sort === 'choice' || sort === 'segment' ? text : undefined
  if (sort === 'number') return Number.isFinite(Number(text)) ? Number(text) : text
  return sort === 'minor' ? (minorOf(text, given.currency ?? '') ?? text) : text
}
