import { Problem } from '../../../kit/problems'

const MONEY = /(_minor(\/[A-Z]{3})?|\/threshold|\/at_most)$/

/** The API speaks of minor units, which nobody types here. */
export function inUnits(problem: Problem, money: string): Problem {
  const faults = problem.faults.map((fault) =>
    fault.code === 'wrong_value' && MONEY.test(fault.pointer) ? { ...fault, detail: money } : fault,
  )
  return new Problem(problem.status, problem.code, problem.detail, faults)
}
