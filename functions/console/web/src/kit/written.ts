// What people write into a form, as the API wants it.

/** A number with so many decimals as that many times ten; null for what is none, or finer. */
export function scaled(text: string, decimals: number): number | null {
  const found = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim().replaceAll(',', ''))
  if (!found) return null
  const [, whole = '', rest = ''] = found
  if (rest.length > decimals) return null
  return Number(whole + rest.padEnd(decimals, '0'))
}

/** What is no number goes as it is: the API refuses it at its place, with all else that is wrong. */
export function asWritten(text: string): number {
  return text as unknown as number
}

/** A whole number; null for nothing. */
export function count(text: string): number | null {
  const written = text.trim().replaceAll(',', '')
  if (!written) return null
  return /^\d+$/.test(written) ? Number(written) : asWritten(written)
}

/** Names, each on a line of its own or with commas between them. */
export function namesOf(text: string): string[] {
  return text
    .split(/[\n,，、]/)
    .map((each) => each.trim())
    .filter(Boolean)
}

/** An instant by the clock of a zone, as `<input type="datetime-local">` holds it. */
export function wallOf(at: string, zone: string): string {
  const ms = Date.parse(at)
  return new Date(ms + offsetMs(ms, zone)).toISOString().slice(0, 19).replace(/:00$/, '')
}

/** The other way round. What a zone's clock skips is taken as it was before; what is no time stays. */
export function instantOf(wall: string, zone: string): string {
  const read = Date.parse(`${wall}Z`)
  if (Number.isNaN(read)) return wall
  const guess = read - offsetMs(read, zone)
  return `${new Date(read - offsetMs(guess, zone)).toISOString().slice(0, 19)}Z`
}

/** None of a zone that there is not: the API says so. */
function offsetMs(ms: number, zone: string): number {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    }).formatToParts(new Date(ms))
    const of = (type: string) => Number(parts.find((each) => each.type === type)?.value)
    const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'))
    return shown - Math.floor(ms / 60_000) * 60_000
  } catch {
    return 0
  }
}

/** Names a call by what it sends: sent again it is the same call, changed it is another. */
export function callKey(nonce: string, body: unknown): string {
  let hash = 0x811c9dc5
  for (const char of JSON.stringify(body)) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return `${nonce}-${(hash >>> 0).toString(16).padStart(8, '0')}`
}
