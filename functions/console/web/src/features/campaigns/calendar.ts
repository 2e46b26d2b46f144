// Days as `2026-12-03`: a calendar has no hours, and no zone once a moment has found its day.

const DAY_MS = 86_400_000

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
}

export function addMonths(day: string, count: number): string {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() + count)
  return at.toISOString().slice(0, 10)
}

/** The Monday on or before it. */
export function monday(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

/** Whole weeks, from Monday on: those of its month, or its own. */
export function weeksOf(day: string, span: 'month' | 'week'): string[][] {
  const first = monday(span === 'month' ? `${day.slice(0, 7)}-01` : day)
  const end = span === 'month' ? addMonths(day, 1) : addDays(first, 7)
  const weeks: string[][] = []
  for (let start = first; start < end; start = addDays(start, 7)) {
    weeks.push([0, 1, 2, 3, 4, 5, 6].map((count) => addDays(start, count)))
  }
  return weeks
}

/** The clock of a zone at a moment, as `2026-12-03T10:00`. */
export function clockOf(at: string, zone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  return format.format(new Date(at)).replace(' ', 'T')
}

export function isDay(text: string | undefined): text is string {
  return /^\d{4}-\d\d-\d\d$/.test(text ?? '') && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
}
