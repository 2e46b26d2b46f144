import type { Choice } from './choices'

/** What is meant by what somebody typed: an id, a label as it stands, else the name of one alone, or words
 * that only its name begins or ends with. In whatever case. */
export function meant(typed: string, choices: readonly Choice[]): string | undefined {
  const exact = choices.find(({ value, label }) => value === typed || label === typed)
  if (exact) return exact.value
  const plain = folded(typed)
  const whole = choices.filter(({ value, label, name = label }) => [value, label, name].map(folded).includes(plain))
  // “茶事 Tea” is called by either half, by who knows of no other.
  const alike = whole.length ? whole : choices.filter(({ label, name = label }) => begins(folded(name), plain))
  return alike.length === 1 ? alike[0]?.value : undefined
}

function begins(name: string, words: string): boolean {
  return words !== '' && (name.startsWith(`${words} `) || name.endsWith(` ${words}`))
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}

/** Several at once, where they were pasted; a name that is offered may have a comma in it. */
export function parted(typed: string, choices: readonly Choice[]): string[] {
  if (meant(typed, choices) !== undefined) return [typed]
  return typed
    .split(/[\n\t,，、;；]+/)
    .map((each) => each.trim())
    .filter(Boolean)
}
