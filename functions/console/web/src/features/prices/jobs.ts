import type { Job } from './model'

export type JobDeed = 'submit' | 'approve' | 'reject' | 'retry' | 'cancel'

export function isAtWork(job: Job): boolean {
  return job.state === 'rehearsing' || job.state === 'applying'
}

export function jobDeedsOf(job: Job, who: { actor: string | null; writes: boolean; approves: boolean }): JobDeed[] {
  const deeds: JobDeed[] = []
  if (who.writes && job.state === 'rehearsed') deeds.push('submit')
  const isOthers = job.requested_by !== who.actor
  if (job.state === 'pending_approval' && who.approves && isOthers) deeds.push('approve', 'reject')
  if (who.writes && job.state === 'failed') deeds.push('retry')
  if (who.writes && job.state !== 'done' && job.state !== 'cancelled') deeds.push('cancel')
  return deeds
}

const COUNTS = ['in_force', 'scheduled', 'pending_approval', 'unchanged', 'rejected', 'beyond_limit', 'below_cost'] as const

/** What it came to so far, or what it would come to; nothing of what there is none of. */
export function tallyOf(job: Job): [(typeof COUNTS)[number], number][] {
  const tally = job.applied_page_count ? job.outcome : job.preview
  const counts = COUNTS.map((name): [(typeof COUNTS)[number], number] => [name, tally[`${name}_count`]])
  return counts.filter(([, count]) => count > 0)
}
