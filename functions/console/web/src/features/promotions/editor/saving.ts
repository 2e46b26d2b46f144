// What is sent, once: drafts under a key, edits with the version seen.
import { api, matching, take } from '../../../api/client'
import { once } from '../../../kit/keys'
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
}

export const UNWRITTEN: Written = { terms: null, base: null, version: 0 }

interface Say {
  missing: string
  malformed: string
  money: string
}

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
    return await once('promotion', (key) =>
      take(api.POST('/promotions', { params: { header: { 'Idempotency-Key': key } }, body })),
    )
  } catch (error) {
    throw error instanceof Problem ? inUnits(error, say.money) : error
  }
}
