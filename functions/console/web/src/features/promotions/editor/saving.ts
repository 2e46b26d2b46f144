// What is sent, once: drafts under a key that goes with their body, edits with the version seen.
import { api, matching, take } from '../../../api/client'
import { random } from '../../../app/pkce'
import { Problem } from '../../../kit/problems'
import type { Promotion } from '../model'
import type { Document, Terms } from './document'
import { faultsOf } from './document'
import { inUnits } from './units'

export interface Written {
  terms: Document | null
  /** As it was when the writing began. */
  base: Document | null
  version: number
  /** The key of the last call that drafts it, and the body that it goes with. */
  key: string
  sent: string
}

export const UNWRITTEN: Written = { terms: null, base: null, version: 0, key: '', sent: '' }

interface Say {
  missing: string
  malformed: string
  money: string
}

/** A call whose answer was lost is repeated under its key: there will be no second draft. */
export async function save(id: string | null, written: Written, say: Say): Promise<Promotion> {
  const terms = written.terms ?? {}
  const faults = faultsOf(terms, (typed) => (typed.trim() ? say.malformed : say.missing))
  if (faults.length) throw new Problem(400, 'invalid', say.missing, faults)
  const body = terms as unknown as Terms
  try {
    if (id !== null) {
      const params = { path: { promotion_id: id }, header: matching(written.version) }
      return await take(api.PUT('/promotions/{promotion_id}', { params, body }))
    }
    const text = JSON.stringify(terms)
    if (written.sent !== text) Object.assign(written, { key: random(24), sent: text })
    const params = { header: { 'Idempotency-Key': written.key } }
    return await take(api.POST('/promotions', { params, body }))
  } catch (error) {
    throw error instanceof Problem ? inUnits(error, say.money) : error
  }
}
