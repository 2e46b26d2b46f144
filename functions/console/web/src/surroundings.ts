// What modules ask of a browser as they are loaded, for tests of their logic, which have none.
import { vi } from 'vitest'

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined })
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
vi.stubGlobal('document', { documentElement: { lang: '' }, querySelector: () => null, createElement: () => ({}) })
vi.stubGlobal('location', { origin: 'https://shop.example', pathname: '/console', hash: '' })
