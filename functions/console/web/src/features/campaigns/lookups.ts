// Names of what campaigns point at by id.
import { ref } from 'vue'
import { api, take } from '../../api/client'
import { may } from '../../app/me'

const names = ref<ReadonlyMap<string, string>>(new Map())
const asked = new Set<string>()

async function find(id: string): Promise<void> {
  if (asked.has(id)) return
  asked.add(id)
  const isSegment = id.startsWith('segment_')
  if (!may(isSegment ? 'segment:read' : 'message:read')) return
  try {
    const found = isSegment
      ? await take(api.GET('/segments/{segment_id}', { params: { path: { segment_id: id } } }))
      : await take(api.GET('/message-templates/{message_template_id}', { params: { path: { message_template_id: id } } }))
    tell([found])
  } catch {
    asked.delete(id) // its id is shown until it is asked for again
  }
}

export function tell(found: readonly { id: string; name: string }[]): void {
  const all = new Map(names.value)
  for (const { id, name } of found) {
    asked.add(id)
    all.set(id, name)
  }
  names.value = all
}

/** The name of a segment or message; until it is known, the end of its id. */
export function nameOf(id: string): string {
  const known = names.value.get(id)
  if (known !== undefined) return known
  void find(id)
  return `…${id.slice(-6)}`
}
