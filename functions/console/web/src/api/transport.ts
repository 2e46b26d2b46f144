import { ConnectionLost, Problem, problemOf } from '../kit/problems'

/** What stands around a call: who calls, and who is told how it went. */
export interface Surroundings {
  fetch: (request: Request) => Promise<Response>
  /** null where nobody is signed in any more. */
  token: () => Promise<string | null>
  /** Whether there is another token than the one that was refused. */
  renew: () => Promise<boolean>
  language: () => string
  wait: (ms: number) => Promise<unknown>
  connected: (isConnected: boolean) => void
  /** Every answer that is none of the good ones. */
  refused: (problem: Problem) => void
}

const PASSING = [429, 502, 503, 504]
export const WAITS_MS = [400, 1200, 3000]

/** A `fetch` that answers what was asked for; it throws Problem, or ConnectionLost. */
export function transport(around: Surroundings): (request: Request) => Promise<Response> {
  async function call(request: Request): Promise<Response> {
    let answer = await sent(request)
    if (answer.status === 401) {
      const { code } = await problemOf(answer.clone())
      // It was refused before anything was done: another token may repeat even a write.
      if (code !== 'second_factor_needed' && (await around.renew())) answer = await sent(request)
    }
    if (answer.ok) return answer
    const problem = await problemOf(answer)
    around.refused(problem)
    throw problem
  }

  /** Reads are repeated when they do not arrive; what changes something never is. */
  async function sent(request: Request): Promise<Response> {
    const waits = request.method === 'GET' ? WAITS_MS : []
    for (let turn = 0; ; turn++) {
      const wait = waits[turn]
      const answer = await once(await signed(request))
      around.connected(answer !== null)
      if (wait === undefined) {
        if (answer === null) throw new ConnectionLost()
        return answer
      }
      if (answer !== null && !PASSING.includes(answer.status)) return answer
      await around.wait(wait)
    }
  }

  async function once(request: Request): Promise<Response | null> {
    try {
      return await around.fetch(request)
    } catch {
      return null
    }
  }

  async function signed(request: Request): Promise<Request> {
    const token = await around.token()
    if (!token) throw new Problem(401, 'unauthenticated', '')
    const again = request.clone()
    again.headers.set('Authorization', `Bearer ${token}`)
    again.headers.set('Accept-Language', around.language())
    return again
  }

  return call
}
