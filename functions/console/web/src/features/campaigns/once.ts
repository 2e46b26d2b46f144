/** The name of a call that makes something: the same as long as the same is sent, so that what got
 * lost on its way is not made twice. */
export interface Once {
  key: string
  sent: string
}

export const NOT_SENT: Once = { key: '', sent: '' }

export function once(kept: Once, body: unknown): { 'Idempotency-Key': string } {
  const sent = JSON.stringify(body)
  if (kept.sent !== sent || !kept.key) {
    kept.key = crypto.randomUUID()
    kept.sent = sent
  }
  return { 'Idempotency-Key': kept.key }
}
