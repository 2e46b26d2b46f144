import { useRouter, type RouteMeta } from 'vue-router'
import { may } from '../app/me'

/** Whether a place is a screen that this person may open: what has no screen yet is not linked. */
export function usePlaces(): (path: string) => string | null {
  const router = useRouter()
  return (path) => {
    const { matched, meta } = router.resolve(path)
    const isScreen = matched.some((each) => each.components)
    return isScreen && isOpen(meta) ? path : null
  }
}

export function isOpen({ needs }: Pick<RouteMeta, 'needs'>): boolean {
  return !needs || may(needs.permission, needs.held)
}
