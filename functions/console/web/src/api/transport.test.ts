import { describe, expect, it } from 'vitest'
import { ConnectionLost, type Problem } from '../kit/problems'
import { transport, WAITS_MS, type Surroundings } from './transport'

const LOST = new TypeError('Failed to fetch')
type Told = number | TypeError | [number, string]

function world(...told: Told[]) {
  const seen = { calls: [] as Request[], waits: [] as number[], connected: [] as boolean[], refused: [] as string[] }
  const around: Surroundings = {
    fetch: (request) => {
      seen.calls.push(request)
      const next = told.length > 1 ? told.shift() : told[0]
      if (next instanceof TypeError) return Promise.reject(next)
      const [status, code] = Array.isArray(next) ? next : [next ?? 200, 'unavailable']
      return Promise.resolve(new Response(JSON.stringify({ code, detail: 'No.' }), { status }))
    },
    token: () => Promise.resolve('token'),
    renew: () => Promise.resolve(true),
    language: () => 'zh',
    wait: (ms) => Promise.resolve(seen.waits.push(ms)),
    connected: (isConnected) => seen.connected.push(isConnected),
    refused: (problem: Problem) => seen.refused.push(problem.code),
  }
  return { around, seen }
}

const read = () => new Request('https://api.example/products')
const write = () => new Request('https://api.example/products', { method: 'POST', body: '{"a":1}' })

describe('a call', () => {
  it('brings its token and its language', async () => {
    const { around, seen } = world(200)
    await transport(around)(read())
    expect(seen.calls[0]?.headers.get('authorization')).toBe('Bearer token')
    expect(seen.calls[0]?.headers.get('accept-language')).toBe('zh')
  })

  it('that reads is repeated until it arrives, and its loss is told meanwhile', async () => {
    const { around, seen } = world(LOST, 503, 200)
    expect((await transport(around)(read())).status).toBe(200)
    expect(seen.waits).toEqual(WAITS_MS.slice(0, 2))
    expect(seen.connected).toEqual([false, true, true])
  })

  it('that reads is given up in the end', async () => {
    const { around, seen } = world(LOST)
    await expect(transport(around)(read())).rejects.toBeInstanceOf(ConnectionLost)
    expect(seen.calls).toHaveLength(WAITS_MS.length + 1)
  })

  it.each([LOST, 503])('that changes something is sent once, whatever becomes of it: %s', async (told) => {
    const { around, seen } = world(told)
    await expect(transport(around)(write())).rejects.toThrow()
    expect(seen.calls).toHaveLength(1)
  })

  it('is sent again, whole, with another token where its own has ended', async () => {
    const { around, seen } = world([401, 'unauthenticated'], 200)
    expect((await transport(around)(write())).status).toBe(200)
    expect(await seen.calls[1]?.text()).toBe('{"a":1}')
  })

  it('that wants a second factor is not sent again: a renewed token is as old as its sign-in', async () => {
    const { around, seen } = world([401, 'second_factor_needed'])
    await expect(transport(around)(write())).rejects.toMatchObject({ code: 'second_factor_needed' })
    expect([seen.calls.length, seen.refused]).toEqual([1, ['second_factor_needed']])
  })

  it('by nobody is not sent at all', async () => {
    const { around, seen } = world(200)
    const nobody = transport({ ...around, token: () => Promise.resolve(null) })
    await expect(nobody(read())).rejects.toMatchObject({ status: 401 })
    expect(seen.calls).toEqual([])
  })
})
