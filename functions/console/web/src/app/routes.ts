import { createRouter, createWebHashHistory, type RouteRecordRaw, type Router } from 'vue-router'
import type { Messages } from '../i18n/zh-CN'
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
    path: '/products',
    component: () => import('../features/products/ProductsScreen.vue'),
    meta: { name: 'products', needs: { permission: 'catalogue:read', held: 'within' } },
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
    path: '/audit',
    component: () => import('../features/audit/AuditScreen.vue'),
    meta: { name: 'audit', needs: { permission: 'audit:read', held: 'everywhere' } },
  },
] satisfies RouteRecordRaw[]

const PARTS: RouteRecordRaw[] = [
  {
    path: '/products/:product',
    component: () => import('../features/products/ProductScreen.vue'),
    meta: { name: 'products', needs: { permission: 'catalogue:read', held: 'within' } },
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
]

/** The place stands behind `#`: the function that serves the page has one route, at any depth. */
export function makeRouter(): Router {
  return createRouter({
    history: createWebHashHistory(location.pathname),
    routes: [
      ...SCREENS,
      ...PARTS,
      { path: '/:rest(.*)*', redirect: '/approvals' },
    ],
  })
}
