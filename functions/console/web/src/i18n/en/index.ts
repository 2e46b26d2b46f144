import type { Messages } from '../zh-CN'
import { approvals } from './approvals'
import { audit } from './audit'
import { common } from './common'
import { home } from './home'
import { products } from './products'
import { promotions } from './promotions'
import { reports } from './reports'
import { staff } from './staff'

export const en: Messages = { ...common, ...approvals, ...promotions, ...products, ...audit, ...home, ...reports, ...staff }
