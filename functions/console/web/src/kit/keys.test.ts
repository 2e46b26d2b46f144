import { beforeEach, expect, it, vi } from 'vitest'
import { forgetDrafts } from './drafts'
import { once } from './keys'
import { ConnectionLost, Problem } from './problems'

let kept: Record<string, string>

beforeEach(() => {
  kept = {}
  const tab = {
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, value: string) => (kept[name] = value),
    removeItem: (name: string) => delete kept[name],
  }
  vi.stubGlobal('sessionStorage', new Proxy(kept, { get: (held, name) => tab[name as keyof typeof tab] ?? held[name as string] }))
})

/** The key that it is sent under. */
async function sent(name: string, answer: () => unknown = () => 'done'): Promise<string> {
  let used = ''
  await once(name, async (key) => {
    used = key
    return answer()
  }).catch(() => null)
  return used
}

function fail(error: Error): () => never {
  return () => {
    throw error
  }
}

it('keeps its key while there is no answer, or it is refused', async () => {
  const first = await sent('coupon', fail(new ConnectionLost()))
  expect(first).toMatch(/^[A-Za-z0-9_-]{32}$/)
  expect(await sent('coupon', fail(new Problem(400, 'invalid', 'No.')))).toBe(first)
  expect(await sent('coupon')).toBe(first)
})

it('takes another once it is done, or the former was used for something else', async () => {
  const first = await sent('coupon')
  const second = await sent('coupon', fail(new Problem(409, 'conflict', 'Used.')))
  expect(new Set([first, second, await sent('coupon')]).size).toBe(3)
})

it('goes with the drafts of who leaves, and is not that of another act', async () => {
  const first = await sent('coupon', fail(new ConnectionLost()))
  expect(await sent('campaign', fail(new ConnectionLost()))).not.toBe(first)
  forgetDrafts()
  expect(kept).toEqual({})
})
