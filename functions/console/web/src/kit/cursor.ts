import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

export interface Page<T> {
  items: T[]
  next?: string | null
}

export interface Cursor<T> {
  items: ShallowRef<T[]>
  next: Ref<string | null>
  loading: Ref<boolean>
  failure: ShallowRef<unknown>
  /** From the first page; what is on its way for earlier filters is dropped. */
  start: () => Promise<void>
  more: () => Promise<void>
}

/** A list that goes on where its last page ended, by what that page told. */
export function useCursor<T>(ask: (cursor: string | null) => Promise<Page<T>>): Cursor<T> {
  const items = shallowRef<T[]>([])
  const next = ref<string | null>(null)
  const loading = ref(false)
  const failure = shallowRef<unknown>(null)
  let turn = 0

  async function load(cursor: string | null): Promise<void> {
    const mine = ++turn
    loading.value = true
    failure.value = null
    try {
      let page = await ask(cursor)
      // A page may be empty and not the last: what its filter left out was on it.
      while (!page.items.length && page.next && mine === turn) page = await ask(page.next)
      if (mine !== turn) return
      items.value = cursor === null ? page.items : [...items.value, ...page.items]
      next.value = page.next ?? null
    } catch (error) {
      if (mine === turn) failure.value = error
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  async function start(): Promise<void> {
    items.value = []
    next.value = null
    await load(null)
  }

  async function more(): Promise<void> {
    if (next.value !== null && !loading.value) await load(next.value)
  }

  return { items, next, loading, failure, start, more }
}
