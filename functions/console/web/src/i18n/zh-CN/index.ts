import { approvals } from './approvals'
import { audit } from './audit'
import { campaigns } from './campaigns'
import { common } from './common'
import { products } from './products'
import { promotions } from './promotions'
import { segments } from './segments'

export const zhCN = { ...common, ...approvals, ...promotions, ...products, ...audit, ...campaigns, ...segments }

/** The shape of every language: the same names, other words. */
export type Messages = Shape<typeof zhCN>
type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }
