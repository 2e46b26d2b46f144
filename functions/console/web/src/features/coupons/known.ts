import { ref, type Ref } from 'vue'

/**
 * Ids of long work that this browser has seen, the latest first. The API lists neither batches nor
 * issues of a template: who comes back finds those again.
 */
export function useKnown(kind: 'batches' | 'issues', template: string): { ids: Ref<string[]>; keep: (id: string) => void } {
  const name = `promenade.${kind}.${template}`
  const ids = ref(JSON.parse(localStorage.getItem(name) ?? '[]') as string[])
  function keep(id: string): void {
    ids.value = [id, ...ids.value.filter((each) => each !== id)].slice(0, 20)
    localStorage.setItem(name, JSON.stringify(ids.value))
  }
  return { ids, keep }
}
