// What may be done with a promotion, by its status and by who sits here.
import { api, matching, take } from '../../api/client'
import { mayPublish, maySubmit, RUNNING, type Promotion } from './model'

export type Deed = 'submit' | 'publish' | 'extend' | 'end' | 'archive'

/** Those that are open now, the likeliest first. */
export function deedsFor(promotion: Promotion, may: (permission: string) => boolean): Deed[] {
  const { status } = promotion
  const isOver = status === 'ended' || status === 'archived'
  const open: [Deed, string, boolean][] = [
    ['submit', 'promotion:write', maySubmit(promotion)],
    ['publish', 'promotion:publish', mayPublish(promotion)],
    ['extend', 'promotion:publish', RUNNING.includes(status)],
    ['end', 'promotion:publish', !isOver],
    ['archive', 'promotion:publish', status === 'ended'],
  ]
  return open.filter(([, permission, isOpen]) => isOpen && may(permission)).map(([deed]) => deed)
}

export interface How {
  /** Of `extend`: an instant. */
  end: string
  accept_overlaps: boolean
}

export function act(deed: Deed, promotion: Promotion, how: How): Promise<Promotion> {
  const path = { promotion_id: promotion.id }
  const header = matching(promotion.version)
  const query = how.accept_overlaps ? { accept_overlaps: true } : {}
  switch (deed) {
    case 'submit':
      return take(api.POST('/promotions/{promotion_id}/submit', { params: { path, header } }))
    case 'publish':
      return take(api.POST('/promotions/{promotion_id}/publish', { params: { path, header, query } }))
    case 'extend':
      return take(
        api.POST('/promotions/{promotion_id}/extend', { params: { path, header, query }, body: { end: how.end } }),
      )
    case 'end':
      return take(api.POST('/promotions/{promotion_id}/end', { params: { path, header } }))
    case 'archive':
      return take(api.POST('/promotions/{promotion_id}/archive', { params: { path, header } }))
  }
}
