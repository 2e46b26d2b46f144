import { onBeforeUnmount, onMounted } from 'vue'

/** Asks again and again while the page is looked at and there is something to wait for; never twice at once. */
export function usePolling(ask: () => Promise<unknown>, waits: () => boolean, everyMs: number): void {
  let asking = false
  async function turn(): Promise<void> {
    if (asking || document.hidden || !waits()) return
    asking = true
    await ask().finally(() => (asking = false))
  }
  let timer: ReturnType<typeof setInterval>
  const seen = () => void turn()
  onMounted(() => {
    timer = setInterval(seen, everyMs)
    document.addEventListener('visibilitychange', seen)
  })
  onBeforeUnmount(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', seen)
  })
}
