import { ref, watch, type Ref } from 'vue'

/** What a tab keeps of whom, below this name. */
export const KEPT = 'promenade.draft.'
const OWNER = 'promenade.drafts-of'

/**
 * What somebody is writing, kept for this tab: who has to sign in meanwhile finds it again.
 * `drop` forgets it once it was sent.
 */
export function useDraft<T extends object>(name: string, empty: T): { draft: Ref<T>; drop: () => void } {
  const draft = ref(read(name, empty)) as Ref<T>
  watch(draft, (value) => sessionStorage.setItem(KEPT + name, JSON.stringify(value)), { deep: true })
  function drop(): void {
    draft.value = { ...empty }
    void Promise.resolve().then(() => sessionStorage.removeItem(KEPT + name))
  }
  return { draft, drop }
}

function read<T extends object>(name: string, empty: T): T {
  const kept = sessionStorage.getItem(KEPT + name)
  return kept ? { ...empty, ...(JSON.parse(kept) as Partial<T>) } : { ...empty }
}

/** Somebody else who signs in here finds nothing of them. */
export function keepDraftsFor(person: string): void {
  if (sessionStorage.getItem(OWNER) !== person) forgetDrafts()
  sessionStorage.setItem(OWNER, person)
}

export function forgetDrafts(): void {
  sessionStorage.removeItem(OWNER)
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(KEPT)) sessionStorage.removeItem(key)
  }
}
