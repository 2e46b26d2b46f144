// How often something is sent, as people say it, and as cron has it.

export interface Repeat {
  every: 'day' | 'week' | 'month' | 'cron'
  /** `09:30` */
  time: string
  /** 1 is Monday, 7 Sunday. */
  weekdays: string[]
  /** Days of the month, as `1,15`. */
  days: string
  /** What none of these is. */
  cron: string
}

export const NO_REPEAT: Repeat = { every: 'day', time: '10:00', weekdays: ['1'], days: '1', cron: '' }

export function toCron({ every, time, weekdays, days, cron }: Repeat): string {
  if (every === 'cron') return cron
  const [hour, minute] = time.split(':').map(Number)
  const clock = `${minute ?? ''} ${hour ?? ''}`
  if (every === 'week') return `${clock} * * ${[...weekdays].sort().join(',')}`
  return every === 'month' ? `${clock} ${days.replaceAll(/\s/g, '')} * *` : `${clock} * * *`
}

export function fromCron(cron: string): Repeat {
  const [minute = '', hour = '', days = '', months = '', weekdays = ''] = cron.trim().split(/\s+/)
  const other: Repeat = { ...NO_REPEAT, every: 'cron', cron }
  const isOneTime = /^\d{1,2}$/.test(minute) && /^\d{1,2}$/.test(hour)
  if (!isOneTime || months !== '*') return other
  const known = { ...NO_REPEAT, time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` }
  if (days === '*' && weekdays === '*') return { ...known, every: 'day' }
  if (days === '*') {
    const listed = listedDays(weekdays)
    return listed ? { ...known, every: 'week', weekdays: listed } : other
  }
  const isList = /^\d{1,2}(,\d{1,2})*$/.test(days) && weekdays === '*'
  return isList ? { ...known, every: 'month', days } : other
}

/** `1-5` and `1,3` as single days, with Sunday as 7. */
function listedDays(text: string): string[] | null {
  const found = new Set<string>()
  for (const part of text.split(',')) {
    const range = /^([0-7])(?:-([0-7]))?$/.exec(part)
    if (!range) return null
    const first = Number(range[1])
    for (let day = first; day <= Number(range[2] ?? first); day++) found.add(String(day || 7))
  }
  return [...found].sort()
}
