import { createI18n } from 'vue-i18n'
import { en, zhCN, type Messages } from './words'

// English has no word that Chinese lacks, and the other way round: `Messages` is the shape of both.
export const i18n = createI18n<[Messages], 'zh-CN' | 'en', false>({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'en',
  messages: { 'zh-CN': zhCN, en },
})
