import { expect, it } from 'vitest'
import { within, type Soon } from './model'

const at = (time: string): Soon => ({ kind: 'promotion', id: time, name: time, what: 'ends', at: time })
const NOW = Date.parse('2026-11-28T12:00:00Z')

it('shows what comes within the week, the next first, and nothing that is behind', () => {
  const found = ['2026-12-01T00:00:00Z', '2026-11-28T11:59:59Z', '2026-11-29T08:00:00+08:00', '2026-12-06T00:00:00Z']
  const shown = within(found.map(at), NOW, NOW + 7 * 86_400_000)
  expect(shown.map(({ id }) => id)).toEqual(['2026-11-29T08:00:00+08:00', '2026-12-01T00:00:00Z'])
})

it('shows no more than can be looked over', () => {
  const many = Array.from({ length: 40 }, () => at('2026-11-29T00:00:00Z'))
  expect(within(many, NOW, NOW + 86_400_000)).toHaveLength(12)
})
