import { describe, expect, it } from 'vitest'
import { useCursor, type Page } from './cursor'

const PAGES: Record<string, Page<{ id: number }>> = {
  first: { items: [{ id: 1 }], next: 'second' },
  second: { items: [], next: 'third' },
  third: { items: [{ id: 3 }], next: null },
}

describe('a list', () => {
  it('goes on where its page ended, over pages that are empty', async () => {
    const list = useCursor((cursor) => Promise.resolve(PAGES[cursor ?? 'first'] as Page<{ id: number }>))
    await list.start()
    expect([list.items.value.length, list.next.value]).toEqual([1, 'second'])
    await list.more()
    expect(list.items.value.map(({ id }) => id)).toEqual([1, 3])
    expect(list.next.value).toBeNull()
  })

  it('keeps what it has where a page does not come, and goes on from there', async () => {
    let isLost = false
    const list = useCursor((cursor) => {
      if (isLost) return Promise.reject(new Error('lost'))
      return Promise.resolve(PAGES[cursor ?? 'first'] as Page<{ id: number }>)
    })
    await list.start()
    isLost = true
    await list.more()
    expect(list.failure.value).toBeInstanceOf(Error)
    isLost = false
    await list.more()
    expect(list.items.value.map(({ id }) => id)).toEqual([1, 3])
  })

  it('drops what was asked for before the filters changed', async () => {
    const waiting: ((page: Page<{ id: number }>) => void)[] = []
    const list = useCursor<{ id: number }>(() => new Promise((resolve) => waiting.push(resolve)))
    const early = list.start()
    const late = list.start()
    waiting[1]?.({ items: [{ id: 2 }], next: null })
    waiting[0]?.({ items: [{ id: 1 }], next: null })
    await Promise.all([early, late])
    expect(list.items.value).toEqual([{ id: 2 }])
  })
})
