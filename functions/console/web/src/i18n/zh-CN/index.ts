import { approvals } from './approvals'
import { audit } from './audit'
import { common } from './common'
import { home } from './home'
import { products } from './products'
import { promotions } from './promotions'
import { reports } from './reports'
import { staff } from './staff'

export const zhCN = { ...common, ...approvals, ...promotions, ...products, ...audit, ...home, ...reports, ...staff }

/** The shape of every language: the same names, other words. */
export type Messages = Shape<typeof zhCN>
type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }
