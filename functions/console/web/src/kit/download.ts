/** Hands a file to the browser's downloads. */
export function save(parts: BlobPart[], name: string, type = 'text/csv'): void {
  const address = URL.createObjectURL(new Blob(parts, { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** The cursor of the page that comes next, as a `Link` header names it. */
export function nextOf(header: string | null): string | undefined {
  const target = /<([^>]*)>\s*;\s*rel="?next"?/.exec(header ?? '')?.[1]
  return target ? (new URL(target, 'https://any').searchParams.get('cursor') ?? undefined) : undefined
}

export interface CsvPage {
  text: string
  next: string | undefined
}

/** All pages of a CSV as one, with the first one's header; null once nobody wants it any more. */
export async function wholeCsv(
  ask: (cursor: string | undefined) => Promise<CsvPage>,
  told: (rows: number) => void,
  isWanted: () => boolean,
): Promise<{ parts: string[]; rows: number } | null> {
  const parts: string[] = []
  let rows = 0
  let cursor: string | undefined
  do {
    if (!isWanted()) return null
    const page = await ask(cursor)
    const body = page.text.slice(page.text.indexOf('\n') + 1)
    parts.push(parts.length ? body : page.text)
    rows += body.split('\n').filter(Boolean).length
    told(rows)
    cursor = page.next
  } while (cursor)
  return { parts, rows }
}
