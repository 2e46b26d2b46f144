import { expect, it } from 'vitest'
import { nextOf, wholeCsv } from './download'

it('reads the next page from a Link header, and none where there is none', () => {
  expect(nextOf('</code-batches/b/coupons?cursor=a%3Db&limit=9>; rel="next"')).toBe('a=b')
  expect(nextOf(null)).toBeUndefined()
  expect(nextOf('</x?cursor=1>; rel="prev"')).toBeUndefined()
})

it('joins pages under one header and counts their rows', async () => {
  const pages = new Map([
    [undefined, { text: '\ufeffcode\r\nA\r\nB\r\n', next: '2' }],
    ['2', { text: '\ufeffcode\r\nC\r\n', next: undefined }],
  ])
  const told: number[] = []
  const whole = await wholeCsv(async (cursor) => pages.get(cursor)!, (rows) => told.push(rows), () => true)
  expect(whole).toEqual({ parts: ['\ufeffcode\r\nA\r\nB\r\n', 'C\r\n'], rows: 3 })
  expect(told).toEqual([2, 3])
})

it('ends where nobody wants it any more', async () => {
  expect(await wholeCsv(async () => ({ text: '', next: '' }), () => undefined, () => false)).toBeNull()
})
