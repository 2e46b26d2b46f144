import { shallowRef } from 'vue'
import { api, take } from '../../api/client'
import type { components } from '../../api/schema'
import { namesOf } from '../../kit/written'

export type Person = components['schemas']['StaffItem']
export type Member = components['schemas']['StaffView']
export type Grant = components['schemas']['staff.GrantView']
export type Role = components['schemas']['RoleView']
export type Client = components['schemas']['ClientView']
export type Policy = components['schemas']['ApprovalPolicyView']

export const POLICY_KINDS = ['promotion', 'coupon_template', 'flash_sale', 'campaign'] as const

/** A state by its weight, for the colour of its tag; it is told in words as well. */
export function tone(state: Person['state']): 'success' | 'warning' | 'info' {
  if (state === 'active') return 'success'
  return state === 'suspended' ? 'warning' : 'info'
}

/** All of the shop's roles, those built in first. */
export const roles = shallowRef<readonly Role[]>([])

export async function loadRoles(): Promise<void> {
  const found: Role[] = []
  let cursor: string | undefined
  do {
    const page = await take(api.GET('/roles', { params: { query: { limit: 100, cursor } } }))
    if (!cursor) found.push(...page.built_in)
    found.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  roles.value = found
}

const BUILT_IN = ['owner', 'marketer', 'analyst', 'support']

type Say = (key: string) => string

/** Those built in have a word; the shop's own their name, once it is known. */
export function roleName(id: string, t: Say): string {
  if (BUILT_IN.includes(id)) return t(`staff.builtIn.${id}`)
  return roles.value.find((each) => each.id === id)?.name ?? id
}

/** Lines of a field, as a list; null, which is everywhere, where nothing is written. */
export function linesOf(text: string): string[] | null {
  const found = namesOf(text)
  return found.length ? found : null
}
