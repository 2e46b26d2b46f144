import { beforeEach, expect, it, vi } from 'vitest'

const kept = { access: 'old', refresh: 'refresh', until: 0 }
const tab = new Map<string, string>()
const left: string[] = []
let answered: (answer: Response) => void = () => undefined

const sessionStorage = {
  getItem: (key: string) => tab.get(key) ?? null,
  setItem: (key: string, value: string) => void tab.set(key, value),
  removeItem: (key: string) => void tab.delete(key),
}

/** The pool's page tells new tokens when `answered` is called, and takes back old ones at once. */
function fetched(address: string): Promise<Response> {
  if (!address.endsWith('/oauth2/token')) return Promise.resolve(new Response(''))
  return new Promise((resolve) => (answered = resolve))
}

const renewedTokens = () => new Response(JSON.stringify({ access_token: 'new', expires_in: 900 }))

beforeEach(() => {
  tab.clear()
  left.length = 0
  tab.set('promenade.tokens', JSON.stringify(kept))
  vi.resetModules()
  vi.stubGlobal('document', { querySelector: () => null, createElement: () => ({}) })
  vi.stubGlobal('location', { origin: 'https://shop.example', pathname: '/console', hash: '', assign: (to: string) => left.push(to) })
  vi.stubGlobal('sessionStorage', sessionStorage)
  vi.stubGlobal('fetch', fetched)
})

it('goes on with the tokens that a renewal brings', async () => {
  const { accessToken } = await import('./session')
  const token = accessToken()
  answered(renewedTokens())
  expect(await token).toBe('new')
  expect(JSON.parse(tab.get('promenade.tokens') ?? '')).toMatchObject({ access: 'new', refresh: 'refresh' })
})

it.each(['signOut', 'signInAgain', 'end'] as const)('keeps no token that comes after %s', async (deed) => {
  const session = await import('./session')
  const token = session.accessToken()
  await session[deed]()
  answered(renewedTokens())
  expect(await token).toBeNull()
  expect(tab.has('promenade.tokens')).toBe(false)
  expect(left).toHaveLength(deed === 'end' ? 0 : 1)
})
