import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { Problem, toFields } from './problems'

export interface Sending {
  busy: Ref<boolean>
  /** Field → what the API says of it. */
  fields: Ref<Record<string, string>>
  /** What no field shows. */
  failure: ShallowRef<unknown>
  /** What `act` answers; undefined where it was refused, or did not arrive. Never twice at once. */
  send: <T>(act: () => Promise<T>) => Promise<T | undefined>
  clear: () => void
}

/** A form, or a button, that changes something. `pointers` leads faults to its fields. */
export function useSending(pointers: Record<string, string> = {}): Sending {
  const busy = ref(false)
  const fields = ref<Record<string, string>>({})
  const failure = shallowRef<unknown>(null)

  function clear(): void {
    fields.value = {}
    failure.value = null
  }

  async function send<T>(act: () => Promise<T>): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    clear()
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof Problem)) failure.value = error
      else {
        const split = toFields(error, pointers)
        fields.value = split.fields
        if (split.rest.length) failure.value = error.faults.length ? told(error, split.rest) : error
      }
      return undefined
    } finally {
      busy.value = false
    }
  }

  return { busy, fields, failure, send, clear }
}

function told(problem: Problem, rest: string[]): Problem {
  return new Problem(problem.status, problem.code, rest.join(' '))
}
