// Who sits before the console: signed in at the pool's own page by the code flow with PKCE. Tokens
// are kept for the tab alone, and the page's policy lets no script run but ours.
import { ref } from 'vue'
import { forgetDrafts } from '../kit/drafts'
import { newProof, random } from './pkce'
import { here, settings } from './settings'

interface Tokens {
  access: string
  refresh: string
  /** In ms of the browser's clock. */
  until: number
}

interface Asked {
  state: string
  verifier: string
  /** Where to go on afterwards. */
  place: string
  /** Whether what comes of it is to end all sign-ins. */
  everywhere?: boolean
  /** Whose sign-ins: the pool's page may know somebody else by now. */
  whose?: string
}

export type Phase = 'starting' | 'in' | 'out' | 'outEverywhere' | 'elsewhere' | 'failed' | 'notEverywhere' | 'somebodyElse'

const TOKENS = 'promenade.tokens'
const ASKED = 'promenade.asked'
const AGAIN = 'promenade.again'
const EVERYWHERE = 'promenade.everywhere'
const EARLY_MS = 30_000

export const phase = ref<Phase>('starting')
let tokens: Tokens | null = read<Tokens>(TOKENS)
let renewal: Promise<boolean> | null = null
/** How often tokens were forgotten: what is answered to who was signed in before comes too late. */
let forgotten = 0

/**
 * Takes what the pool's page sent back, or goes on with what the tab has. The page is registered at
 * one address; elsewhere nobody can sign in, and it says so.
 */
export async function begin(): Promise<void> {
  const query = new URLSearchParams(location.search)
  if (query.has('code') || query.has('error')) await takeBack(query)
  else if (here !== settings.console) phase.value = 'elsewhere'
  else if (take(AGAIN)) await signIn(takePlace())
  else if (take(EVERYWHERE)) phase.value = 'outEverywhere'
  else phase.value = tokens ? 'in' : 'out'
}

async function takeBack(query: URLSearchParams): Promise<void> {
  const asked = read<Asked>(ASKED)
  sessionStorage.removeItem(ASKED)
  const code = query.get('code')
  history.replaceState(null, '', `${location.pathname}${asked?.place ?? ''}`)
  if (!code || !asked || query.get('state') !== asked.state) {
    phase.value = 'failed'
    return
  }
  const mine = tokens?.refresh ?? ''
  const form = { grant_type: 'authorization_code', code, code_verifier: asked.verifier, redirect_uri: here }
  if ((await askTokens(form)) !== 'given') phase.value = 'failed'
  else if (asked.everywhere) await endEverywhere(asked.whose ?? '', mine)
  else phase.value = 'in'
}

/** Leaves for the pool's page; it leads back to `place`. */
export async function signIn(place = location.hash, everywhere = false): Promise<void> {
  const { verifier, challenge } = await newProof()
  const asked: Asked = { state: random(16), verifier, place, everywhere, whose: whoHas(tokens?.access) }
  sessionStorage.setItem(ASKED, JSON.stringify(asked))
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: settings.client,
    redirect_uri: here,
    scope: everywhere ? 'openid aws.cognito.signin.user.admin' : 'openid',
    state: asked.state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })
  location.assign(`${settings.sign_in}/oauth2/authorize?${query}`)
}

/** Signs out at the pool, so that it asks for the second factor, and in again at this place. */
export async function signInAgain(): Promise<void> {
  sessionStorage.setItem(AGAIN, '1')
  sessionStorage.setItem(`${AGAIN}.place`, location.hash)
  await leave()
}

export async function signOut(): Promise<void> {
  forgetDrafts()
  await leave()
}

/** Cognito does it for a token of a scope that nothing else wants: it is got for this, used once, kept nowhere. */
export function signOutEverywhere(): Promise<void> {
  forgetDrafts()
  return signIn('', true)
}

async function endEverywhere(whose: string, mine: string): Promise<void> {
  if (!whose || whoHas(tokens?.access) !== whose) return keepOthersIn(mine)
  const told = await fetch(settings.pool, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'AWSCognitoIdentityProviderService.GlobalSignOut',
    },
    body: JSON.stringify({ AccessToken: tokens?.access }),
  }).catch(() => null)
  if (told?.ok) {
    sessionStorage.setItem(EVERYWHERE, '1')
    await leave()
  } else {
    forget()
    phase.value = 'notEverywhere'
  }
}

/** Somebody else signed in there: nobody's sign-ins end but those of this tab, both. */
async function keepOthersIn(mine: string): Promise<void> {
  const theirs = tokens?.refresh ?? ''
  forget()
  phase.value = 'somebodyElse'
  const all = [...new Set([mine, theirs])].filter(Boolean)
  await Promise.all(all.map((token) => post('/oauth2/revoke', { token }).catch(() => null)))
}

/** The subject of a token, which tells two people apart; the API alone believes what else is in it. */
export function whoHas(access: string | undefined): string {
  try {
    const [, told = ''] = (access ?? '').split('.')
    const { sub } = JSON.parse(atob(told.replaceAll('-', '+').replaceAll('_', '/'))) as { sub?: unknown }
    return typeof sub === 'string' ? sub : ''
  } catch {
    return ''
  }
}

/** What is refused or unanswered on the way out keeps nobody in. */
async function leave(): Promise<void> {
  const refresh = tokens?.refresh
  forget()
  if (refresh) await post('/oauth2/revoke', { token: refresh }).catch(() => null)
  const query = new URLSearchParams({ client_id: settings.client, logout_uri: here })
  location.assign(`${settings.sign_in}/logout?${query}`)
}

/** The token ended and is not renewed: who signs in again finds what they were writing. */
export function end(): void {
  forget()
  phase.value = 'out'
}

/** A token that is good for some seconds still; null where nobody is signed in any more. */
export async function accessToken(): Promise<string | null> {
  if (tokens && tokens.until - EARLY_MS < Date.now()) await renew()
  return tokens?.access ?? null
}

/** Whether there is another token. One renewal at a time: all callers wait for it. */
export function renew(): Promise<boolean> {
  renewal ??= renewed().finally(() => {
    renewal = null
  })
  return renewal
}

async function renewed(): Promise<boolean> {
  if (!tokens) return false
  const answer = await askTokens({ grant_type: 'refresh_token', refresh_token: tokens.refresh })
  if (answer === 'refused') end()
  return answer === 'given'
}

async function askTokens(form: Record<string, string>): Promise<'given' | 'refused' | 'unanswered'> {
  const before = forgotten
  let answer: Response
  try {
    answer = await post('/oauth2/token', form)
  } catch {
    return 'unanswered'
  }
  if (!answer.ok) return answer.status < 500 && answer.status !== 429 ? 'refused' : 'unanswered'
  const told = (await answer.json()) as { access_token: string; refresh_token?: string; expires_in: number }
  if (forgotten !== before) return 'unanswered'
  tokens = {
    access: told.access_token,
    refresh: told.refresh_token ?? tokens?.refresh ?? '',
    until: Date.now() + told.expires_in * 1000,
  }
  sessionStorage.setItem(TOKENS, JSON.stringify(tokens))
  return 'given'
}

function post(path: string, form: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams({ client_id: settings.client, ...form })
  return fetch(`${settings.sign_in}${path}`, { method: 'POST', body })
}

function forget(): void {
  forgotten += 1
  tokens = null
  sessionStorage.removeItem(TOKENS)
}

function take(key: string): boolean {
  const found = sessionStorage.getItem(key) !== null
  sessionStorage.removeItem(key)
  return found
}

function takePlace(): string {
  const place = sessionStorage.getItem(`${AGAIN}.place`) ?? ''
  sessionStorage.removeItem(`${AGAIN}.place`)
  return place
}

function read<T>(key: string): T | null {
  const kept = sessionStorage.getItem(key)
  return kept ? (JSON.parse(kept) as T) : null
}
