import { random } from '../app/pkce'

/** For `Idempotency-Key`: made once for what is written, so that sending it twice does it once. */
export function newKey(): string {
  return random(18)
}
