import { Problem } from '../../kit/problems'

/** What is no request yet, as the API would refuse it: pointers and what is wrong there. */
export function wrong(faults: [pointer: string, detail: string][]): Problem {
  const told = faults.map(([pointer, detail]) => ({ source: 'body', pointer, code: 'wrong_value', detail }))
  return new Problem(400, 'invalid', '', told)
}
