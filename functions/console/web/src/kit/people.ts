import { ref, shallowRef } from 'vue'
import { api, take } from '../api/client'
import { may, me } from '../app/me'

/** Who is who, by `actor`. Opening names is on record: nobody's are fetched unasked. */
const names = shallowRef<ReadonlyMap<string, string>>(new Map())
export const named = ref(false)

export function mayName(): boolean {
  return may('staff:read') && may('personal:read')
}

export async function openNames(): Promise<void> {
  const found = new Map<string, string>()
  let cursor: string | undefined
  do {
    const page = await take(api.GET('/staff', { params: { query: { limit: 20, cursor } } }))
    for (const each of page.items) {
      const name = each.name ?? each.email
      if (each.actor && name) found.set(each.actor, name)
    }
    cursor = page.next ?? undefined
  } while (cursor)
  names.value = found
  named.value = true
}

/** A name, `null` for oneself, or the end of the id where no name is known. */
export function nameOf(actor: string): string | null {
  if (actor === me.value?.actor) return null
  return names.value.get(actor) ?? short(actor)
}

function short(actor: string): string {
  const [kind, id] = [actor.slice(0, actor.indexOf(':')), actor.slice(actor.indexOf(':') + 1)]
  return kind && id.length > 12 ? `${kind}:…${id.slice(-6)}` : actor
}
