import { expect, it } from 'vitest'
import { base64url, newProof } from './pkce'

it('proves a verifier by its SHA-256, as RFC 7636 has it', async () => {
  const { verifier, challenge } = await newProof()
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  expect(challenge).toBe(base64url(new Uint8Array(digest)))
  expect(verifier).toMatch(/^[\w-]{43}$/)
})

it('makes another one each time', async () => {
  expect((await newProof()).verifier).not.toBe((await newProof()).verifier)
})

it('writes bytes without what an address does not carry', () => {
  expect(base64url(new Uint8Array([251, 255, 190]))).toBe('-_--')
})
