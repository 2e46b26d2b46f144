import { computed, shallowRef } from 'vue'
import { api, take } from '../api/client'
import type { components } from '../api/schema'
import { keepDraftsFor } from '../kit/drafts'

type Member = components['schemas']['StaffView']
export type Held = 'everywhere' | 'within'

export const me = shallowRef<Member | null>(null)

export async function loadMe(): Promise<void> {
  const found = await take(api.GET('/staff/me'))
  keepDraftsFor(found.id)
  me.value = found
}

/** Where a permission is held: somewhere is enough for what keeps within it. */
const held = computed(() => {
  const found = new Map<string, Held>()
  const whole = new Set<string>()
  for (const grant of me.value?.grants ?? []) {
    if (grant.stores === null && grant.categories === null) whole.add(grant.id)
  }
  for (const each of me.value?.permissions ?? []) {
    found.set(each.permission, each.grants.some((id) => whole.has(id)) ? 'everywhere' : 'within')
  }
  return found
})

export function may(permission: string, where: Held = 'everywhere'): boolean {
  const found = held.value.get(permission)
  return found === 'everywhere' || (where === 'within' && found === 'within')
}
