// Each capability's words in both languages stand side by side: so they compress to half.
import { common as chineseCommon } from './zh-CN/common'
import { common as englishCommon } from './en/common'
import { approvals as chineseApprovals } from './zh-CN/approvals'
import { approvals as englishApprovals } from './en/approvals'
import { audit as chineseAudit } from './zh-CN/audit'
import { audit as englishAudit } from './en/audit'
import { campaigns as chineseCampaigns } from './zh-CN/campaigns'
import { campaigns as englishCampaigns } from './en/campaigns'
import { coupons as chineseCoupons } from './zh-CN/coupons'
import { coupons as englishCoupons } from './en/coupons'
import { editor as chineseEditor } from './zh-CN/editor'
import { editor as englishEditor } from './en/editor'
import { flash as chineseFlash } from './zh-CN/flash'
import { flash as englishFlash } from './en/flash'
import { home as chineseHome } from './zh-CN/home'
import { home as englishHome } from './en/home'
import { orders as chineseOrders } from './zh-CN/orders'
import { orders as englishOrders } from './en/orders'
import { prices as chinesePrices } from './zh-CN/prices'
import { prices as englishPrices } from './en/prices'
import { products as chineseProducts } from './zh-CN/products'
import { products as englishProducts } from './en/products'
import { promotions as chinesePromotions } from './zh-CN/promotions'
import { promotions as englishPromotions } from './en/promotions'
import { reports as chineseReports } from './zh-CN/reports'
import { reports as englishReports } from './en/reports'
import { segments as chineseSegments } from './zh-CN/segments'
import { segments as englishSegments } from './en/segments'
import { staff as chineseStaff } from './zh-CN/staff'
import { staff as englishStaff } from './en/staff'
import { stock as chineseStock } from './zh-CN/stock'
import { stock as englishStock } from './en/stock'

export const zhCN = {
  ...chineseCommon,
  ...chineseApprovals,
  ...chineseAudit,
  ...chineseCampaigns,
  ...chineseCoupons,
  ...chineseEditor,
  ...chineseFlash,
  ...chineseHome,
  ...chineseOrders,
  ...chinesePrices,
  ...chineseProducts,
  ...chinesePromotions,
  ...chineseReports,
  ...chineseSegments,
  ...chineseStaff,
  ...chineseStock,
}

/** The shape of every language: the same names, other words. */
export type Messages = Shape<typeof zhCN>
type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }

export const en: Messages = {
  ...englishCommon,
  ...englishApprovals,
  ...englishAudit,
  ...englishCampaigns,
  ...englishCoupons,
  ...englishEditor,
  ...englishFlash,
  ...englishHome,
  ...englishOrders,
  ...englishPrices,
  ...englishProducts,
  ...englishPromotions,
  ...englishReports,
  ...englishSegments,
  ...englishStaff,
  ...englishStock,
}
