import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// The page lies at /console, below a stage or not: what it is made of is named relative to it.
export default defineConfig({
  base: './',
  plugins: [vue()],
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_JIT_COMPILATION__: true,
    __INTLIFY_DROP_MESSAGE_COMPILER__: false,
  },
  build: {
    assetsDir: 'console/assets',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    target: 'es2022',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'charts', test: /node_modules\/(chart\.js|@kurkle)|kit\/chart\.ts/ },
            { name: 'libraries', test: /node_modules/ },
            { name: 'shell', test: /src\/(main|api|app|i18n|kit|features\/(approvals|home))\b/ },
            { name: 'screens', test: /src\// },
          ],
        },
      },
    },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node', setupFiles: 'src/surroundings.ts' },
})
