import createClient from 'openapi-fetch'
import { ref } from 'vue'
import { language } from '../app/preferences'
import { accessToken, end, renew } from '../app/session'
import { apiUrl } from '../app/settings'
import type { Problem } from '../kit/problems'
import type { paths } from './schema'
import { transport } from './transport'

/** Whether the last call arrived. The shell tells people while it did not. */
export const connected = ref(true)
/** Why all of the API is closed to who is signed in, in its own words. */
export const shutOut = ref<{ code: string; detail: string } | null>(null)
/** Whether a call asked for a sign-in with a second factor. */
export const secondFactor = ref(false)

const OUT = ['staff_suspended', 'not_invited']

function refused({ status, code, detail }: Problem): void {
  if (OUT.includes(code)) shutOut.value = { code, detail }
  else if (code === 'second_factor_needed') secondFactor.value = true
  else if (status === 401) end()
}

export const api = createClient<paths>({
  baseUrl: apiUrl,
  fetch: transport({
    fetch: (request) => fetch(request),
    token: accessToken,
    renew,
    language: () => (language.value === 'zh-CN' ? 'zh' : 'en'),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    connected: (isConnected) => (connected.value = isConnected),
    refused,
  }),
})

/** The answer's body. Throws Problem, or ConnectionLost. */
export async function take<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T
}

/** As `If-Match` wants the version that somebody saw. */
export function matching(version: number): { 'If-Match': string } {
  return { 'If-Match': `"${version}"` }
}
