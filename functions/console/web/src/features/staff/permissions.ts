import type { components } from '../../api/schema'

export type Permission = components['schemas']['Permission']
type GroupOf<P> = P extends `${infer G}:${string}` ? G : never
type DeedOf<P, G extends string> = P extends `${G}:${infer D}` ? D : never

/** A word for each permission there is, by what it is about: a language that lacks one does not compile. */
export type PermissionWords = {
  [G in GroupOf<Permission>]: { about: string } & { [D in DeedOf<Permission, G>]: string }
}

/** As a shop reads them: what is sold, what is given, who is spoken to, who buys, who works here. */
export const GROUPS: readonly GroupOf<Permission>[] = [
  'promotion', 'coupon', 'flash_sale', 'targeted_offer', 'quote',
  'catalogue', 'price', 'stock', 'order',
  'campaign', 'message', 'segment', 'journey', 'channel', 'reminder', 'inbox',
  'profile', 'consent', 'behaviour', 'tracking', 'personal',
  'report', 'audit', 'staff',
]

/** What a server may be given at all, as `SCOPES` of promenade.contracts.access has it. */
export const CLIENT_PERMISSIONS: readonly Permission[] = [
  'behaviour:write', 'catalogue:read', 'consent:read', 'consent:record', 'consent:suppress', 'coupon:give', 'order:place',
  'order:read', 'order:write', 'profile:tag', 'profile:write', 'quote:create', 'stock:read', 'stock:reserve',
]

export interface Group {
  name: string
  permissions: string[]
}

/** From looking to doing; the rest as it comes. */
const DEEDS = ['read', 'own', 'write', 'approve', 'publish']

function rank(permission: string): number {
  const at = DEEDS.indexOf(permission.slice(permission.indexOf(':') + 1))
  return at < 0 ? DEEDS.length : at
}

/** In the order of `GROUPS`; what is in none of them comes last, under its own name. */
export function grouped(permissions: readonly string[]): Group[] {
  const found = new Map<string, string[]>(GROUPS.map((name) => [name, []]))
  for (const each of permissions) {
    const name = each.slice(0, each.indexOf(':'))
    found.set(name, [...(found.get(name) ?? []), each])
  }
  return [...found]
    .filter(([, some]) => some.length)
    .map(([name, some]) => ({ name, permissions: some.sort((one, other) => rank(one) - rank(other)) }))
}

/** Where its word stands. */
export function wordOf(permission: string): string {
  return `permissions.${permission.replace(':', '.')}`
}
