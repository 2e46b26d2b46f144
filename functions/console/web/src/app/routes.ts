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
    path: '/products',
    component: () => import('../features/products/ProductsScreen.vue'),
    meta: { name: 'products', needs: { permission: 'catalogue:read', held: 'within' } },
  },
  {
    path: '/reports',
    component: () => import('../features/reports/ReportsScreen.vue'),
    meta: { name: 'reports', needs: { permission: 'report:read', held: 'everywhere' } },
  },
  {
    path: '/audit',
    component: () => import('../features/audit/AuditScreen.vue'),
    meta: { name: 'audit', needs: { permission: 'audit:read', held: 'everywhere' } },
  },
  {
    path: '/staff',
    component: () => import('../features/staff/StaffScreen.vue'),
    meta: { name: 'staff' },
  },
] satisfies RouteRecordRaw[]

const PARTS: RouteRecordRaw[] = [
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
  {
    path: '/products/:product',
    component: () => import('../features/products/ProductScreen.vue'),
    meta: { name: 'products', needs: { permission: 'catalogue:read', held: 'within' } },
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
