import type { components } from '../../api/schema'

export type Sale = components['schemas']['SaleView']
export type Status = components['schemas']['SaleStatus']
export type Phase = components['schemas']['Phase']
export type Statistics = components['schemas']['flash_sale.StatisticsView']
export type Tone = 'success' | 'warning' | 'danger' | 'info' | 'primary'

/** In the order of a sale's life, what needs looking after first. */
export const STATUSES: readonly Status[] = ['scheduled', 'approved', 'pending', 'rejected', 'draft', 'closed']
const UNSCHEDULED: readonly Status[] = ['draft', 'pending', 'approved', 'rejected']

/** What a sale is now: its phase once it is scheduled, its status otherwise. */
export function stateOf({ status, phase }: Sale): Status | Phase {
  return status === 'scheduled' && phase ? phase : status
}

export function tone(state: Status | Phase): Tone {
  if (state === 'running') return 'success'
  if (state === 'paused' || state === 'pending') return 'warning'
  if (state === 'rejected') return 'danger'
  return state === 'upcoming' || state === 'approved' || state === 'sold_out' ? 'primary' : 'info'
}

export type Deed = 'submit' | 'reject' | 'approve' | 'schedule' | 'resume' | 'pause' | 'end' | 'drop'

/** What one may do with it now, as the API has it. Nobody agrees to what they submitted themselves. */
export function deedsFor(sale: Sale, may: (permission: string) => boolean, actor?: string | null): Deed[] {
  const { status, phase, review } = sale
  const goesOn = isOpen(sale)
  const can: Record<Deed, boolean> = {
    submit: may('flash_sale:write') && status === 'draft',
    reject: may('flash_sale:approve') && status === 'pending',
    approve: may('flash_sale:approve') && status === 'pending' && review?.submitted_by !== actor,
    schedule: may('flash_sale:publish') && status === 'approved',
    resume: may('flash_sale:publish') && goesOn && phase === 'paused',
    pause: may('flash_sale:publish') && goesOn && phase !== 'paused',
    end: may('flash_sale:publish') && goesOn,
    drop: may('flash_sale:write') && isEditable(sale),
  }
  return (Object.keys(can) as Deed[]).filter((deed) => can[deed])
}

export function isEditable({ status }: Sale): boolean {
  return UNSCHEDULED.includes(status)
}

/** Whether it sells, or will: what is scheduled and has not ended. */
export function isOpen({ status, phase }: Sale): boolean {
  return status === 'scheduled' && phase !== 'ended'
}

/** Days, hours, minutes and seconds of so many milliseconds; none below nothing. */
export function clockOf(ms: number): { days: number; clock: string } {
  const seconds = Math.max(Math.ceil(ms / 1000), 0)
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor((seconds % 86_400) / 3_600), Math.floor((seconds % 3_600) / 60)]
  return { days: Math.floor(seconds / 86_400), clock: [hours, minutes, seconds % 60].map(two).join(':') }
}

/** The share of its units that is sold, in basis points. */
export function soldBp({ unit_count: units, sold_count: sold }: Statistics): number {
  return Math.round((sold * 10_000) / units)
}
