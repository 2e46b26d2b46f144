import { approvals } from './approvals'
import { audit } from './audit'
import { campaigns } from './campaigns'
import { common } from './common'
import { coupons } from './coupons'
import { editor } from './editor'
import { flash } from './flash'
import { home } from './home'
import { orders } from './orders'
import { prices } from './prices'
import { products } from './products'
import { promotions } from './promotions'
import { reports } from './reports'
import { segments } from './segments'
import { staff } from './staff'
import { stock } from './stock'

export const zhCN = {
  ...common,
  ...approvals,
  ...audit,
  ...campaigns,
  ...coupons,
  ...editor,
  ...flash,
  ...home,
  ...orders,
  ...prices,
  ...products,
  ...promotions,
  ...reports,
  ...segments,
  ...staff,
  ...stock,
}

/** The shape of every language: the same names, other words. */
export type Messages = Shape<typeof zhCN>
type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }
