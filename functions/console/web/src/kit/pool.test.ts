import { expect, it } from 'vitest'
import { pool } from './pool'

it('runs no more at once than it may, and all of it in the end', async () => {
  const call = pool(3)
  let [now, most] = [0, 0]
  const done = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      call(async () => {
        most = Math.max(most, ++now)
        await new Promise((resolve) => setTimeout(resolve, 1))
        now--
        return at
      }),
    ),
  )
  expect([done, most]).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3])
})

it('goes on where one fails', async () => {
  const call = pool(1)
  const failed = call(() => Promise.reject(new Error('lost')))
  const next = call(() => Promise.resolve('next'))
  await expect(failed).rejects.toThrow('lost')
  expect(await next).toBe('next')
})
