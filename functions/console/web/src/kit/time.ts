const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** An instant by the clock of the shop's zone, whatever the browser's is. In English the month has
 * a name: its number and the day's change places from country to country. */
export function instant(at: string, locale: string, zone: string): string {
  const isEnglish = locale.startsWith('en')
  return new Intl.DateTimeFormat(isEnglish ? 'en-GB' : locale, {
    timeZone: zone,
    year: 'numeric',
    month: isEnglish ? 'short' : '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at))
}

/** With seconds, and the zone's name. */
export function exactly(at: string, locale: string, zone: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    dateStyle: 'full',
    timeStyle: 'medium',
    hourCycle: 'h23',
  })
  return `${format.format(new Date(at))} (${zone})`
}

/** How long until then, or since, in the largest unit that there is one of. */
export function relative(at: string, now: number, locale: string): string {
  const seconds = (new Date(at).getTime() - now) / 1000
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit)
  }
  return format.format(0, 'second')
}
