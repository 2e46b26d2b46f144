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

/** What each call of the pool brought with it: a token to revoke, or all of its body. */
const calls: string[] = []

/** The pool's page tells new tokens when `answered` is called, and takes back old ones at once. */
function fetched(address: string, { body }: { body: URLSearchParams | string }): Promise<Response> {
  calls.push(body instanceof URLSearchParams ? (body.get('token') ?? '') : body)
  if (!String(address).endsWith('/oauth2/token')) return Promise.resolve(new Response(''))
  return new Promise((resolve) => (answered = resolve))
}

const renewedTokens = () => new Response(JSON.stringify({ access_token: 'new', expires_in: 900 }))

beforeEach(() => {
  tab.clear()
  left.length = 0
  calls.length = 0
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

const tokenOf = (sub: string) => `.${btoa(JSON.stringify({ sub }))}.`

/** Comes back from the pool's page, where `who` is signed in, after `asker` wanted to sign out everywhere. */
async function backAs(who: string, asker: string): Promise<string> {
  const asked = { state: 's', verifier: 'v', place: '', everywhere: true, whose: asker }
  tab.set('promenade.asked', JSON.stringify(asked))
  vi.stubGlobal('history', { replaceState: () => undefined })
  Object.assign(location, { search: '?code=c&state=s' })
  const { begin, phase } = await import('./session')
  const back = begin()
  answered(new Response(JSON.stringify({ access_token: tokenOf(who), refresh_token: 'theirs', expires_in: 900 })))
  await back
  return phase.value
}

it('ends all sign-ins of who asked for it', async () => {
  await backAs('ada', 'ada')
  expect(calls).toEqual(['', JSON.stringify({ AccessToken: tokenOf('ada') }), 'theirs'])
  expect([left.length, tab.has('promenade.everywhere'), tab.has('promenade.tokens')]).toEqual([1, true, false])
})

it.each([
  ['ada', 'bob'],
  ['ada', ''],
])('ends none of %s where %s asked, but those of this tab', async (who, asker) => {
  expect(await backAs(who, asker)).toBe('somebodyElse')
  expect(calls).toEqual(['', 'refresh', 'theirs'])
  expect([left.length, tab.has('promenade.everywhere'), tab.has('promenade.tokens')]).toEqual([0, false, false])
})
