import type { Messages } from '../zh-CN'
import { approvals } from './approvals'
import { audit } from './audit'
import { common } from './common'
import { editor } from './editor'
import { products } from './products'
import { promotions } from './promotions'

export const en: Messages = { ...common, ...approvals, ...promotions, ...editor, ...products, ...audit }
