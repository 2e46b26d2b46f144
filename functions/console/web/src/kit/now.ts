import { ref } from 'vue'

/** The browser's clock, for what is told relative to it; it moves on every half minute. */
export const now = ref(Date.now())
setInterval(() => (now.value = Date.now()), 30_000)
