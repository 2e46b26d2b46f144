import { describe, expect, it } from 'vitest'
import { en, zhCN } from './words'

type Words = { [name: string]: string | Words }

function flat(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${path}${name}`, value] as [string, string]] : flat(value, `${path}${name}.`),
  )
}

const chinese = new Map(flat(zhCN))
const english = new Map(flat(en))

describe('words', () => {
  it('are the same in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
  })

  it('tell the same facts in both', () => {
    const facts = (text = '') => [...new Set(text.match(/\{\w+\}/g))].sort()
    const lacking = [...chinese].filter(([key, text]) => {
      const other = facts(english.get(key)?.split('|').at(-1))
      return JSON.stringify(facts(text)) !== JSON.stringify(other)
    })
    expect(lacking).toEqual([])
  })

  it('are Chinese in Chinese, and English in English', () => {
    // What is left of facts and of names that are the same everywhere is punctuation.
    const words = (text: string) => text.replaceAll(/\{\w+\}|SKU|Promenade/g, '')
    const isForeign = (text: string) => /\p{Script=Latin}/u.test(text) && !/\p{Script=Han}/u.test(text)
    const untold = [...chinese].filter(([, text]) => isForeign(words(text)))
    expect(untold).toEqual([])
    expect([...english].filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([])
  })
})
