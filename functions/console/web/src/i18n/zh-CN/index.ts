import { approvals } from './approvals'
import { audit } from './audit'
import { common } from './common'
import { editor } from './editor'
import { products } from './products'
import { promotions } from './promotions'

export const zhCN = { ...common, ...approvals, ...promotions, ...editor, ...products, ...audit }

/** The shape of every language: the same names, other words. */
export type Messages = Shape<typeof zhCN>
type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }
