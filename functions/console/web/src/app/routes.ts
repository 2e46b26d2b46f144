import { createRouter, createWebHashHistory, type RouteRecordRaw, type Router } from 'vue-router'
import type { Messages } from '../i18n/words'
import type { Held } from './me'

declare module 'vue-router' {
  interface RouteMeta {
    /** Its entry in the menu, and its title. */
    name: keyof Messages['menu']
    /** What it takes to see it; nothing of all staff. */
    needs?: { permission: string; held: Held }
  }
}

/** In the order of the menu. */
export const SCREENS = [
  {
    path: '/home',
    component: () => import('../features/home/HomeScreen.vue'),
    meta: { name: 'home' },
  },
  {
    path: '/approvals',
    component: () => import('../features/approvals/ApprovalsScreen.vue'),
    meta: { name: 'approvals' },
  },
  {
    path: '/promotions',
    component: () => import('../features/promotions/PromotionsScreen.vue'),
    meta: { name: 'promotions', needs: { permission: 'promotion:read', held: 'everywhere' } },
  },
  {
    path: '/simulator',
    component: () => import('../features/simulator/SimulatorScreen.vue'),
    meta: { name: 'simulator', needs: { permission: 'quote:simulate', held: 'everywhere' } },
  },
  {
    path: '/coupons',
    component: () => import('../features/coupons/CouponsScreen.vue'),
    meta: { name: 'coupons', needs: { permission: 'coupon:read', held: 'everywhere' } },
  },
  {
    path: '/flash-sales',
    component: () => import('../features/flash/SalesScreen.vue'),
    meta: { name: 'flashSales', needs: { permission: 'flash_sale:read', held: 'everywhere' } },
  },
  {
    path: '/campaigns',
    component: () => import('../features/campaigns/CampaignsScreen.vue'),
    meta: { name: 'campaigns', needs: { permission: 'campaign:read', held: 'everywhere' } },
  },
  {
    path: '/segments',
    component: () => import('../features/segments/SegmentsScreen.vue'),
    meta: { name: 'segments', needs: { permission: 'segment:read', held: 'everywhere' } },
  },
  {
    path: '/products',
    component: () => import('../features/products/ProductsScreen.vue'),
    meta: { name: 'products', needs: { permission: 'catalogue:read', held: 'within' } },
  },
  {
    path: '/prices',
    component: () => import('../features/prices/PricesScreen.vue'),
    meta: { name: 'prices', needs: { permission: 'price:read', held: 'within' } },
  },
  {
    path: '/stock',
    component: () => import('../features/stock/StockScreen.vue'),
    meta: { name: 'stock', needs: { permission: 'stock:read', held: 'within' } },
  },
  {
    path: '/orders',
    component: () => import('../features/orders/OrdersScreen.vue'),
    meta: { name: 'orders', needs: { permission: 'order:read', held: 'within' } },
  },
  {
    path: '/reports',
    component: () => import('../features/reports/ReportsScreen.vue'),
    meta: { name: 'reports', needs: { permission: 'report:read', held: 'everywhere' } },
  },
  {
    path: '/staff',
    component: () => import('../features/staff/StaffScreen.vue'),
    meta: { name: 'staff' },
  },
  {
    path: '/audit',
    component: () => import('../features/audit/AuditScreen.vue'),
    meta: { name: 'audit', needs: { permission: 'audit:read', held: 'everywhere' } },
  },
] satisfies RouteRecordRaw[]

const PARTS: RouteRecordRaw[] = [
  {
    path: '/promotions/new',
    component: () => import('../features/promotions/editor/EditorScreen.vue'),
    meta: { name: 'promotions', needs: { permission: 'promotion:write', held: 'everywhere' } },
  },
  {
    path: '/promotions/:promotion/edit',
    component: () => import('../features/promotions/editor/EditorScreen.vue'),
    meta: { name: 'promotions', needs: { permission: 'promotion:write', held: 'everywhere' } },
  },
  {
    path: '/coupons/customers',
    component: () => import('../features/coupons/CustomerCoupons.vue'),
    meta: { name: 'coupons', needs: { permission: 'coupon:read', held: 'everywhere' } },
  },
  {
    path: '/coupons/new',
    component: () => import('../features/coupons/CouponEditScreen.vue'),
    meta: { name: 'coupons', needs: { permission: 'coupon:write', held: 'everywhere' } },
  },
  {
    path: '/coupons/:template',
    component: () => import('../features/coupons/CouponScreen.vue'),
    meta: { name: 'coupons', needs: { permission: 'coupon:read', held: 'everywhere' } },
  },
  {
    path: '/coupons/:template/edit',
    component: () => import('../features/coupons/CouponEditScreen.vue'),
    meta: { name: 'coupons', needs: { permission: 'coupon:write', held: 'everywhere' } },
  },
  {
    path: '/flash-sales/new',
    component: () => import('../features/flash/SaleEditScreen.vue'),
    meta: { name: 'flashSales', needs: { permission: 'flash_sale:write', held: 'everywhere' } },
  },
  {
    path: '/flash-sales/:sale',
    component: () => import('../features/flash/SaleScreen.vue'),
    meta: { name: 'flashSales', needs: { permission: 'flash_sale:read', held: 'everywhere' } },
  },
  {
    path: '/flash-sales/:sale/edit',
    component: () => import('../features/flash/SaleEditScreen.vue'),
    meta: { name: 'flashSales', needs: { permission: 'flash_sale:write', held: 'everywhere' } },
  },
  {
    path: '/campaigns/calendar',
    component: () => import('../features/campaigns/CalendarScreen.vue'),
    meta: { name: 'campaigns', needs: { permission: 'campaign:read', held: 'everywhere' } },
  },
  {
    path: '/campaigns/effects',
    component: () => import('../features/campaigns/EffectsScreen.vue'),
    meta: { name: 'campaigns', needs: { permission: 'tracking:read', held: 'everywhere' } },
  },
  {
    path: '/campaigns/accounts',
    component: () => import('../features/campaigns/AccountsScreen.vue'),
    meta: { name: 'campaigns', needs: { permission: 'channel:read', held: 'everywhere' } },
  },
  {
    path: '/campaigns/templates',
    component: () => import('../features/campaigns/TemplatesScreen.vue'),
    meta: { name: 'campaigns', needs: { permission: 'message:read', held: 'everywhere' } },
  },
  {
    path: '/campaigns/templates/:template',
    component: () => import('../features/campaigns/TemplateScreen.vue'),
    meta: { name: 'campaigns', needs: { permission: 'message:read', held: 'everywhere' } },
  },
  {
    path: '/campaigns/new',
    component: () => import('../features/campaigns/EditorScreen.vue'),
    meta: { name: 'campaigns', needs: { permission: 'campaign:write', held: 'everywhere' } },
  },
  {
    path: '/campaigns/:campaign',
    component: () => import('../features/campaigns/CampaignScreen.vue'),
    meta: { name: 'campaigns', needs: { permission: 'campaign:read', held: 'everywhere' } },
  },
  {
    path: '/campaigns/:campaign/edit',
    component: () => import('../features/campaigns/EditorScreen.vue'),
    meta: { name: 'campaigns', needs: { permission: 'campaign:write', held: 'everywhere' } },
  },
  {
    path: '/segments/new',
    component: () => import('../features/segments/SegmentEditor.vue'),
    meta: { name: 'segments', needs: { permission: 'segment:write', held: 'everywhere' } },
  },
  {
    path: '/segments/:segment',
    component: () => import('../features/segments/SegmentScreen.vue'),
    meta: { name: 'segments', needs: { permission: 'segment:read', held: 'everywhere' } },
  },
  {
    path: '/segments/:segment/edit',
    component: () => import('../features/segments/SegmentEditor.vue'),
    meta: { name: 'segments', needs: { permission: 'segment:write', held: 'everywhere' } },
  },
  {
    path: '/products/:product',
    component: () => import('../features/products/ProductScreen.vue'),
    meta: { name: 'products', needs: { permission: 'catalogue:read', held: 'within' } },
  },
  {
    path: '/prices/:sku',
    component: () => import('../features/prices/SkuPriceScreen.vue'),
    meta: { name: 'prices', needs: { permission: 'price:read', held: 'within' } },
  },
  {
    path: '/stock/:sku',
    component: () => import('../features/stock/SkuStockScreen.vue'),
    meta: { name: 'stock', needs: { permission: 'stock:read', held: 'within' } },
  },
  {
    path: '/orders/:number',
    component: () => import('../features/orders/OrderScreen.vue'),
    meta: { name: 'orders', needs: { permission: 'order:read', held: 'within' } },
  },
  {
    path: '/orders/:source/:number',
    component: () => import('../features/orders/SourceOrderScreen.vue'),
    meta: { name: 'orders', needs: { permission: 'order:read', held: 'within' } },
  },
  {
    path: '/reports/:report',
    component: () => import('../features/reports/ReportScreen.vue'),
    meta: { name: 'reports', needs: { permission: 'report:read', held: 'everywhere' } },
  },
  {
    path: '/staff/people/:member',
    component: () => import('../features/staff/MemberScreen.vue'),
    meta: { name: 'staff', needs: { permission: 'staff:read', held: 'everywhere' } },
  },
  {
    path: '/staff/clients/:client',
    component: () => import('../features/staff/ClientScreen.vue'),
    meta: { name: 'staff', needs: { permission: 'staff:read', held: 'everywhere' } },
  },
]

/** The place stands behind `#`: the function that serves the page has one route, at any depth. */
export function makeRouter(): Router {
  return createRouter({
    history: createWebHashHistory(location.pathname),
    routes: [
      ...SCREENS,
      ...PARTS,
      { path: '/:rest(.*)*', redirect: '/home' },
    ],
  })
}
