// Values by name, as people write them: `name=value`, one per line.

export function toLines(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')
}

/** null where a line is not of that form. */
export function fromLines(text: string): Record<string, string> | null {
  const found: Record<string, string> = {}
  for (const line of text.split('\n')) {
    if (!line.trim()) continue
    const at = line.indexOf('=')
    if (at < 1) return null
    found[line.slice(0, at).trim()] = line.slice(at + 1).trim()
  }
  return found
}
