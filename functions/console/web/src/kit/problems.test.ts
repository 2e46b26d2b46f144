import { describe, expect, it } from 'vitest'
import { Problem, problemOf, refuse, toFields } from './problems'

const fault = (pointer: string, detail: string) => ({ source: 'body', pointer, code: 'malformed', detail })

describe('a problem', () => {
  it('leads each fault to its field, and what lies below one too', () => {
    const problem = new Problem(400, 'invalid', 'Not valid.', [
      fault('/reason', 'Say why.'),
      fault('/window/start', 'Too early.'),
      fault('/priority', 'Too large.'),
    ])
    expect(toFields(problem, { '/reason': 'reason', '/window': 'period' })).toEqual({
      fields: { reason: 'Say why.', period: 'Too early.' },
      rest: ['Too large.'],
    })
  })

  it('keeps all that is wrong at one field', () => {
    const problem = new Problem(400, 'invalid', '', [fault('/a/0', 'One.'), fault('/a/1', 'Two.')])
    expect(toFields(problem, { '/a': 'a' }).fields).toEqual({ a: 'One. Two.' })
  })

  it('leads what is wrong with a whole file to its field, where the form names one', () => {
    const problem = new Problem(400, 'invalid', '', [fault('', 'No column.'), fault('/2/customer', 'Empty.')])
    expect(toFields(problem, { '': 'file' })).toEqual({ fields: { file: 'No column. Empty.' }, rest: [] })
    expect(toFields(problem, {}).rest).toEqual(['No column.', 'Empty.'])
  })

  it('without faults is told as a whole', () => {
    const problem = new Problem(409, 'status_forbids', 'It has ended.')
    expect(toFields(problem, { '/reason': 'reason' })).toEqual({ fields: {}, rest: ['It has ended.'] })
  })

  it('is read from what the API answers', async () => {
    const told = { type: 'x', title: 'x', status: 400, code: 'invalid', detail: 'No.', errors: [fault('/q', 'Short.')] }
    const problem = await problemOf(new Response(JSON.stringify(told), { status: 400 }))
    expect(problem).toMatchObject({ status: 400, code: 'invalid', detail: 'No.' })
    expect(problem.faults).toHaveLength(1)
  })

  it('is one too where something else answered', async () => {
    const problem = await problemOf(new Response('<html>Bad gateway</html>', { status: 502 }))
    expect(problem).toMatchObject({ status: 502, code: 'http_502' })
  })
})

describe('what a form knows of itself', () => {
  it('is told at its pointers, like a refusal', () => {
    const act = () => refuse({ '/terms/sale_minor': 'No amount.', '/reason': '' })
    expect(act).toThrow(Problem)
    try {
      act()
    } catch (error) {
      expect((error as Problem).faults.map(({ pointer }) => pointer)).toEqual(['/terms/sale_minor'])
    }
  })

  it('is nothing where all is well', () => {
    expect(() => refuse({ '/reason': '' })).not.toThrow()
  })
})
