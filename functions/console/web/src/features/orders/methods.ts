import { useI18n } from 'vue-i18n'

/** How something was paid, in words where they are known: shops name their own methods. */
export function useMethods(): (method: string) => string {
  const { t, te } = useI18n()
  return (method) => {
    const key = `orders.methods.${method.replaceAll(/[^a-z0-9]+/gi, '_').toLowerCase()}`
    return te(key) ? t(key) : method
  }
}
