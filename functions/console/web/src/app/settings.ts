/** Where the console runs, as its page was told by the function that serves it. */
interface Settings {
  client: string
  console: string
  /** Of the pool's own calls, which are none of its page's. */
  pool: string
  sign_in: string
  zone: string
}

const tag = document.querySelector<HTMLMetaElement>('meta[name="promenade"]')
export const settings = JSON.parse(tag?.content ?? '{}') as Settings

/** The page's own address, without query and place. */
export const here = `${location.origin}${location.pathname.replace(/\/$/, '')}`

/** Of the API: what the page lies below, a stage or nothing. */
export const apiUrl = here.replace(/\/console$/, '')
