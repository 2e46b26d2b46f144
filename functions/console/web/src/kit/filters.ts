import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'

/** What of an address's query are filters of these names; empty ones are none. */
export function readFilters<K extends string>(
  query: LocationQuery,
  names: readonly K[],
): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {}
  for (const name of names) {
    const value = query[name]
    const first = Array.isArray(value) ? value[0] : value
    if (first) found[name] = first
  }
  return found
}

/** The filters of a list, kept in the address: a link, Back and a new tab show the same. */
export function useFilters<K extends string>(
  names: readonly K[],
): { filters: ComputedRef<Partial<Record<K, string>>>; set: (changed: Partial<Record<K, string>>) => void } {
  const route = useRoute()
  const router = useRouter()
  const filters = computed(() => readFilters(route.query, names))
  function set(changed: Partial<Record<K, string>>): void {
    const all = { ...route.query, ...changed }
    const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value))
    void router.push({ query: kept })
  }
  return { filters, set }
}
