import { random } from '../app/pkce'
import { KEPT } from './drafts'
import { Problem } from './problems'

/**
 * What is done once, however often it is sent: `act` is given the same `Idempotency-Key` until it was answered.
 * The API keeps a key with what was made by it. Where that is not what is sent now, it answers `conflict`: the first
 * arrived after all, and who sends again does it knowingly.
 */
export async function once<T>(name: string, act: (key: string) => Promise<T>): Promise<T> {
  const place = `${KEPT}key.${name}`
  const key = sessionStorage.getItem(place) ?? random(24)
  sessionStorage.setItem(place, key)
  try {
    const done = await act(key)
    sessionStorage.removeItem(place)
    return done
  } catch (error) {
    if (error instanceof Problem && error.code === 'conflict') sessionStorage.removeItem(place)
    throw error
  }
}
