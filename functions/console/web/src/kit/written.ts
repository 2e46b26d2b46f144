// What people write into a form, as the API wants it.

const GROUPED = /^\d{1,3}(,\d{3})+(\.\d*)?$/
const MOST_DIGITS = 15

/** As it is meant: digits and signs of full width are those of half, and thousands may be grouped. */
function plain(text: string): string {
  const typed = text.normalize('NFKC').trim()
  return GROUPED.test(typed) ? typed.replaceAll(',', '') : typed
}

/** A decimal as an integer of its last place, never by way of a fraction; null for what is none, or finer. */
export function scaled(text: string, places: number): number | null {
  const found = /^(\d+)(?:\.(\d+))?$/.exec(plain(text))
  if (!found) return null
  const [whole = '', decimals = ''] = [found[1], found[2]?.replace(/0+$/, '')]
  const digits = whole + decimals.padEnd(places, '0')
  return decimals.length > places || digits.length > MOST_DIGITS ? null : Number(digits)
}

/** The other way round, without zeros that say nothing. */
export function unscaled(value: number, places: number): string {
  const digits = String(value).padStart(places + 1, '0')
  const decimals = digits.slice(digits.length - places).replace(/0+$/, '')
  return digits.slice(0, digits.length - places) + (decimals && `.${decimals}`)
}

/** What is no number goes as it is: the API refuses it at its place, with all else that is wrong. */
export function asWritten(text: string): number {
  return text as unknown as number
}

/** A whole number; null for nothing. */
export function count(text: string): number | null {
  const written = plain(text)
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
