import { shallowRef } from 'vue'
import { api, take } from '../../api/client'
import type { Category } from './model'

/** All of them, once for the visit: they make ids readable and are chosen from. */
export const categories = shallowRef<readonly Category[]>([])
let asked: Promise<void> | null = null

export function loadCategories(): Promise<void> {
  asked ??= loaded().catch((error: unknown) => {
    asked = null
    throw error
  })
  return asked
}

async function loaded(): Promise<void> {
  const found: Category[] = []
  let cursor: string | undefined
  do {
    const page = await take(api.GET('/categories', { params: { query: { limit: 100, cursor } } }))
    found.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  categories.value = found
}

export function nameOf(id: string): string {
  return categories.value.find((each) => each.id === id)?.name ?? id
}

/** From the root down, as people read it. */
export function pathOf(category: Category): string {
  return category.path.map(nameOf).join(' › ')
}

/** As people choose one: by its id, its path or its name. */
export function categoryChoices(): { value: string; label: string; name: string }[] {
  return categories.value.map((each) => ({ value: each.id, label: pathOf(each), name: each.name }))
}
