import { expect, it } from 'vitest'
import { Problem } from '../../../kit/problems'
import { inUnits } from './units'

it('tells of amounts what people typed them in, and of all else what the API says', () => {
  const fault = (pointer: string, code = 'wrong_value') => ({ source: 'body', pointer, code, detail: 'Of minor units.' })
  const pointers = ['/limits/budget_minor', '/effects/0/off/off_minor/JPY', '/conditions/0/at_most', '/limits/total']
  const problem = new Problem(400, 'invalid', 'No.', [...pointers.map((each) => fault(each)), fault('/limits/budget_minor', 'needs_bound')])
  expect(inUnits(problem, 'Money.').faults.map(({ detail }) => detail)).toEqual([
    'Money.',
    'Money.',
    'Money.',
    'Of minor units.',
    'Of minor units.',
  ])
})
