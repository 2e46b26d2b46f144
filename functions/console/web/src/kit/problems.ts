/** One thing wrong with a request; `pointer` is of RFC 6901. */
export interface Fault {
  source: string
  pointer: string
  code: string
  detail: string
}

/** What the API answered instead, as RFC 9457 has it; its words are in the reader's language. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly faults: readonly Fault[] = [],
  ) {
    super(detail)
  }
}

/** The call did not arrive, or its answer did not. */
export class ConnectionLost extends Error {}

export async function problemOf(answer: Response): Promise<Problem> {
  const text = await answer.text()
  try {
    const told = JSON.parse(text) as Partial<Problem> & { errors?: Fault[]; detail_zh?: string }
    if (told.code && told.detail) {
      const detail = inChinese() && told.detail_zh ? told.detail_zh : told.detail
      return new Problem(answer.status, told.code, detail, told.errors ?? [])
    }
  } catch {
    // Something between us and the API answered.
  }
  return new Problem(answer.status, `http_${answer.status}`, text.slice(0, 200))
}

/** The gateway itself sees no header, and says both. */
function inChinese(): boolean {
  return globalThis.document?.documentElement.lang.startsWith('zh') ?? false
}

/** What a form knows of itself, told like a refusal of the API: pointer → what is wrong there. */
export function refuse(faults: Record<string, string>): void {
  const found = Object.entries(faults).filter(([, detail]) => detail)
  if (!found.length) return
  const listed = found.map(([pointer, detail]) => ({ source: 'body', pointer, code: 'wrong_value', detail }))
  throw new Problem(400, 'invalid', listed.map(({ detail }) => detail).join(' '), listed)
}

export interface Split {
  /** Field → what is wrong there. */
  fields: Record<string, string>
  /** What is wrong nowhere in the form. */
  rest: string[]
}

/**
 * Faults by the fields of a form. `pointers` maps a pointer of the body to the field that shows it;
 * what lies below such a pointer is shown there too.
 */
export function toFields(problem: Problem, pointers: Record<string, string>): Split {
  const fields: Record<string, string> = {}
  const rest: string[] = []
  for (const fault of problem.faults) {
    const field = fieldOf(fault.pointer, pointers)
    if (field === undefined) rest.push(fault.detail)
    else fields[field] = fields[field] ? `${fields[field]} ${fault.detail}` : fault.detail
  }
  if (!problem.faults.length) rest.push(problem.detail)
  return { fields, rest }
}

function fieldOf(pointer: string, pointers: Record<string, string>): string | undefined {
  for (let place = pointer; ; place = place.slice(0, place.lastIndexOf('/'))) {
    if (place in pointers) return pointers[place]
    if (!place) return undefined
  }
}
