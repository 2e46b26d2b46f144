// What people write in a field of day and time, by the clock of a zone, and the instant that it is.

function offsetMs(at: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day, hour, minute, second } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

/** `2026-11-29T10:00` in that zone, as RFC 3339; null where nothing is written. */
export function instantOf(local: string, zone: string): string | null {
  if (!local) return null
  const wall = Date.parse(`${local}Z`)
  if (Number.isNaN(wall)) return null
  // Twice: the first guess may stand on the other side of a change of clocks.
  const first = wall - offsetMs(wall, zone)
  return new Date(wall - offsetMs(first, zone)).toISOString()
}

/** As a field of day and time wants it; empty for no instant. */
export function localOf(at: string | null | undefined, zone: string): string {
  if (!at) return ''
  const instant = Date.parse(at)
  return new Date(instant + offsetMs(instant, zone)).toISOString().slice(0, 16)
}

/** The day that it is there, `days` from now. */
export function dayOf(now: number, zone: string, days = 0): string {
  return new Date(now + offsetMs(now, zone) + days * 86_400_000).toISOString().slice(0, 10)
}
