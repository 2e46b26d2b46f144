import { ref } from 'vue'

/** A name for an address's filters, kept in this browser. */
export interface View {
  name: string
  query: Record<string, string>
}

const KEY = 'promenade.views.promotions'

function read(): View[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as View[]
  } catch {
    return []
  }
}

export function useViews() {
  const views = ref(read())
  function write(now: View[]): void {
    views.value = now
    localStorage.setItem(KEY, JSON.stringify(now))
  }
  return {
    views,
    /** One of the same name is replaced. */
    add: (view: View) => write([...views.value.filter(({ name }) => name !== view.name), view]),
    remove: (name: string) => write(views.value.filter((each) => each.name !== name)),
  }
}
