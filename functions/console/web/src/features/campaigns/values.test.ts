import { describe, expect, it } from 'vitest'
import { fromLines, toLines } from './values'

describe('values by name', () => {
  it('are written a line each, and read as they were', () => {
    const values = { shop: '茶铺', link: 'https://shop.example/?a=b' }
    expect(toLines(values)).toBe('shop=茶铺\nlink=https://shop.example/?a=b')
    expect(fromLines(toLines(values))).toEqual(values)
  })

  it('stand between empty lines and spaces as well', () => {
    expect(fromLines('\n shop = 茶铺 \n\n')).toEqual({ shop: '茶铺' })
    expect(fromLines('')).toEqual({})
  })

  it.each(['shop', '=茶铺', 'shop=茶铺\nlink'])('have a name each: %s', (text) => {
    expect(fromLines(text)).toBeNull()
  })
})
