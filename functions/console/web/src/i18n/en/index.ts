import type { Messages } from '../zh-CN'
import { approvals } from './approvals'
import { audit } from './audit'
import { campaigns } from './campaigns'
import { common } from './common'
import { products } from './products'
import { promotions } from './promotions'
import { segments } from './segments'

export const en: Messages = { ...common, ...approvals, ...promotions, ...products, ...audit, ...campaigns, ...segments }
