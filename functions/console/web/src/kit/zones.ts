// What people write in a field of day and time, by the clock of a zone, and the instant that it is.

const DAY_MS = 86_400_000

export function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

/** By how much a zone's clock is ahead of UTC's; that of a zone that there is not is left to the API. */
function aheadMs(at: number, zone: string): number {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: isZone(zone) ? zone : 'UTC',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  return Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000
}

/** `2026-11-29T10:00`, as the zone's clock shows an instant and a field of day and time holds it. */
export function wallOf(at: string | null | undefined, zone: string): string {
  if (!at) return ''
  const instant = Date.parse(at)
  return new Date(instant + aheadMs(instant, zone)).toISOString().slice(0, 19).replace(/:00$/, '')
}

/** When the zone's clock shows it: the first time where it does twice, as much later where it leaps over it.
 * A field that still shows `read`, the instant that it was filled with, means that one. What is no time stays as
 * it is: the API refuses it at its place. */
export function instantOf(wall: string, zone: string, read?: string | null): string {
  if (read && wallOf(read, zone) === wall) return read
  const asUtc = Date.parse(`${wall}Z`)
  if (Number.isNaN(asUtc)) return wall
  const before = asUtc - aheadMs(asUtc - DAY_MS, zone)
  const after = asUtc - aheadMs(asUtc + DAY_MS, zone)
  const shown = [before, after].sort((one, other) => one - other).find((at) => at + aheadMs(at, zone) === asUtc)
  return new Date(shown ?? before).toISOString().replace('.000Z', 'Z')
}

/** The day that it is there, `days` from now. */
export function dayOf(now: number, zone: string, days = 0): string {
  return new Date(now + aheadMs(now, zone) + days * DAY_MS).toISOString().slice(0, 10)
}
