import { ref, watch } from 'vue'

export type Language = 'zh-CN' | 'en'
export type Theme = 'light' | 'dark' | 'system'

function first(): Language {
  const kept = localStorage.getItem('promenade.language')
  if (kept === 'zh-CN' || kept === 'en') return kept
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

function firstTheme(): Theme {
  const kept = localStorage.getItem('promenade.theme')
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export const language = ref<Language>(first())
export const theme = ref<Theme>(firstTheme())

const system = matchMedia('(prefers-color-scheme: dark)')

function show(): void {
  const dark = theme.value === 'dark' || (theme.value === 'system' && system.matches)
  document.documentElement.classList.toggle('dark', dark)
}

export function applyPreferences(): void {
  system.addEventListener('change', show)
  watch(
    theme,
    (value) => {
      if (value === 'system') localStorage.removeItem('promenade.theme')
      else localStorage.setItem('promenade.theme', value)
      show()
    },
    { immediate: true },
  )
  watch(
    language,
    (value) => {
      localStorage.setItem('promenade.language', value)
      document.documentElement.lang = value
    },
    { immediate: true },
  )
}
