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
    path: '/simulator',
    component: () => import('../features/simulator/SimulatorScreen.vue'),
    meta: { name: 'simulator', needs: { permission: 'quote:simulate', held: 'everywhere' } },
  },
  {
    path: '/products',
    component: () => import('../features/products/ProductsScreen.vue'),
    meta: { name: 'products', needs: { permission: 'catalogue:read', held: 'within' } },
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
      { path: '/:rest(.*)*', redirect: '/approvals' },
    ],
  })
}
