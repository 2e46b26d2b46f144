import { expect, it } from 'vitest'
import { meant, parted } from './names'

const categories = [
  { value: 'tea', label: '茶事', name: '茶事' },
  { value: 'green', label: '茶事 › Green', name: 'Green' },
  { value: 'gifts', label: '茶事 › 礼盒', name: '礼盒' },
  { value: 'home-gifts', label: '居家 › 礼盒', name: '礼盒' },
]

it('knows what is meant by an id, a path or a name, in whatever case and width', () => {
  const typed = ['tea', '茶事', '茶事 › 礼盒', 'green', ' ＧＲＥＥＮ ']
  expect(typed.map((each) => meant(each, categories))).toEqual(['tea', 'tea', 'gifts', 'green', 'green'])
})

it('knows a name of two languages by either, unless another has it too', () => {
  const named = [
    { value: 'tea', label: '茶事 Tea' },
    { value: 'loose', label: '茶事 Tea › 茶叶 Loose', name: '茶叶 Loose' },
    { value: 'bags', label: '包袋 Bags' },
  ]
  expect(['茶事', 'bags', '茶', 'tea'].map((each) => meant(each, named))).toEqual(['tea', 'bags', undefined, 'tea'])
})

it('takes neither part of a name, nor one that several have, for any of them', () => {
  expect(['茶', '礼盒', ''].map((each) => meant(each, categories))).toEqual([undefined, undefined, undefined])
})

it('parts what was pasted, but not a name that has a comma in it', () => {
  const brands = [{ value: 'Tea, Ltd', label: 'Tea, Ltd' }]
  expect(parted('a，b、 c;;', brands)).toEqual(['a', 'b', 'c'])
  expect(parted('tea, ltd', brands)).toEqual(['tea, ltd'])
})
