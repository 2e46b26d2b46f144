import { decimalsOf } from './money'
import { Problem } from './problems'

/** What somebody typed as an amount, in minor units; null where it is none, or finer than those. */
export function minorOf(typed: string, currency: string): number | null {
  const decimals = decimalsOf(currency)
  const found = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(typed.trim().replaceAll(',', ''))
  if (!found) return null
  const [, sign = '', whole = '', part = ''] = found
  if (/[1-9]/.test(part.slice(decimals))) return null
  return Number(`${sign}${whole}${part.slice(0, decimals).padEnd(decimals, '0')}`)
}

/** The instant that a clock in `zone` shows as `local` (`2026-11-11T20:00`), with its offset. Of an
 * hour that the zone has twice, the first; of one that it leaves out, the one after it. */
export function instantOf(local: string, zone: string): string {
  const wall = Date.parse(`${local.slice(0, 16)}:00Z`)
  const before = offsetOf(wall - 86_400_000, zone)
  const after = offsetOf(wall + 86_400_000, zone)
  const fits = [before, after].find((each) => offsetOf(wall - each, zone) === each) ?? before
  return new Date(wall - fits).toISOString().replace('.000Z', 'Z')
}

/** By how many milliseconds a zone's clocks are ahead of UTC's at an instant. */
function offsetOf(at: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const { year, month, day, hour, minute } = parts
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) - Math.floor(at / 60_000) * 60_000
}

/** What a form knows of itself, told like a refusal of the API: pointer → what is wrong there. */
export function refuse(faults: Record<string, string>): void {
  const found = Object.entries(faults).filter(([, detail]) => detail)
  if (!found.length) return
  const listed = found.map(([pointer, detail]) => ({ source: 'body', pointer, code: 'invalid', detail }))
  throw new Problem(400, 'invalid', listed.map(({ detail }) => detail).join(' '), listed)
}
