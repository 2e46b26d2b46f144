import { beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { forgetDrafts, keepDraftsFor, useDraft } from './drafts'

/** As a tab keeps it: its keys are properties of its own. */
class Tab {
  [key: string]: unknown
  getItem(key: string) {
    return Object.hasOwn(this, key) ? this[key] : null
  }
  setItem(key: string, value: string) {
    this[key] = value
  }
  removeItem(key: string) {
    delete this[key]
  }
}

beforeEach(() => vi.stubGlobal('sessionStorage', new Tab()))

it('finds again what was written, until it was sent', async () => {
  keepDraftsFor('maria')
  const { draft } = useDraft('refuse.1', { reason: '' })
  draft.value.reason = 'Too dear'
  await nextTick()
  keepDraftsFor('maria')
  const again = useDraft('refuse.1', { reason: '' })
  expect(again.draft.value.reason).toBe('Too dear')
  again.drop()
  await nextTick()
  await nextTick()
  expect(useDraft('refuse.1', { reason: '' }).draft.value.reason).toBe('')
})

it.each([() => keepDraftsFor('otto'), forgetDrafts])('shows nothing of it to who comes next', async (next) => {
  keepDraftsFor('maria')
  useDraft('refuse.1', { reason: '' }).draft.value.reason = 'Too dear'
  await nextTick()
  next()
  expect(useDraft('refuse.1', { reason: '' }).draft.value.reason).toBe('')
})
