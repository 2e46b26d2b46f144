import { expect, it } from 'vitest'
import { en } from '../../i18n/words'
import { CLIENT_PERMISSIONS, GROUPS, grouped, wordOf } from './permissions'

it('shows permissions by what they are about, what looks before what does', () => {
  expect(grouped(['staff:read', 'coupon:give', 'new:thing', 'coupon:write', 'coupon:read'])).toEqual([
    { name: 'coupon', permissions: ['coupon:read', 'coupon:write', 'coupon:give'] },
    { name: 'staff', permissions: ['staff:read'] },
    { name: 'new', permissions: ['new:thing'] },
  ])
})

it('has a group for each word, and a word for each group', () => {
  expect([...GROUPS].sort()).toEqual(Object.keys(en.permissions).sort())
})

it('finds the word of a permission', () => {
  expect(wordOf('flash_sale:approve')).toBe('permissions.flash_sale.approve')
  expect(CLIENT_PERMISSIONS.map(wordOf)).toContain('permissions.stock.reserve')
})
