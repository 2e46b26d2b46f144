import { createApp, watch } from 'vue'
import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import 'element-plus/theme-chalk/el-alert.css'
import 'element-plus/theme-chalk/el-button.css'
import 'element-plus/theme-chalk/el-input.css'
import 'element-plus/theme-chalk/el-message.css'
import 'element-plus/theme-chalk/el-tag.css'
import './styles/base.css'
import './kit/forms.css'
import './kit/panels.css'
import App from './app/App.vue'
import { applyPreferences, language } from './app/preferences'
import { makeRouter } from './app/routes'
import { begin } from './app/session'
import { i18n } from './i18n'

applyPreferences()
watch(language, (value) => (i18n.global.locale.value = value), { immediate: true })
// What the pool's page sent back leaves the address before the router reads it.
void begin().then(() => {
  createApp(App).use(i18n).use(makeRouter()).mount('#app')
})
