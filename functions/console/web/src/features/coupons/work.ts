import type { ShallowRef } from 'vue'
import { useCursor, type Cursor, type Page } from '../../kit/cursor'
import { usePolling } from '../../kit/polling'
import { useSending } from '../../kit/sending'

const LOOK_AGAIN_MS = 3_000
const MOVING = ['queued', 'running', 'voiding']

interface Work {
  id: string
  state: string
}

export interface Works<T> {
  list: Cursor<T>
  /** Why it could not be followed; until then it is not looked at again. */
  failure: ShallowRef<unknown>
  follow: () => Promise<void>
  /** As it is now, or first where it was not there. */
  put: (work: T) => void
}

/** Long work of a template, whoever asked for it: what still moves is looked at until it is done. */
export function useWork<T extends Work>(
  page: (cursor: string | undefined) => Promise<Page<T>>,
  read: (id: string) => Promise<T>,
  moved: () => void,
): Works<T> {
  const list = useCursor<T>((cursor) => page(cursor ?? undefined))
  const { failure, send } = useSending()

  function put(work: T): void {
    const { items } = list
    const isThere = items.value.some(({ id }) => id === work.id)
    items.value = isThere ? items.value.map((each) => (each.id === work.id ? work : each)) : [work, ...items.value]
  }

  const moving = () => list.items.value.filter(({ state }) => MOVING.includes(state))

  async function follow(): Promise<void> {
    await send(async () => (await Promise.all(moving().map(({ id }) => read(id)))).forEach(put))
    moved()
  }

  usePolling(follow, () => moving().length > 0 && !failure.value, LOOK_AGAIN_MS)
  void list.start()
  return { list, failure, follow, put }
}
