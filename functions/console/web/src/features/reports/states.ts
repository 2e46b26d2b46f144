import type { Report } from './model'

export function stateTone(state: Report['state']): 'success' | 'danger' | 'primary' | 'info' {
  if (state === 'DONE') return 'success'
  if (state === 'FAILED') return 'danger'
  return state === 'RUNNING' ? 'primary' : 'info'
}
