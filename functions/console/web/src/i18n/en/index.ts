import type { Messages } from '../zh-CN'
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

export const en: Messages = {
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
