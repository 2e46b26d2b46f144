"""One inbox for all that waits for somebody's approval, whichever room it is of."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain

from promenade.contracts.approvals import APPROVED_BY, Waiting, WaitingReader
from promenade.contracts.reviews import Approval, ApprovedBefore, SelfApproval
from promenade.kit.authority import Reach
from promenade.kit.errors import DomainError, Forbidden
from promenade.kit.http.auth import Principal
from promenade.kit.lookups import side_by_side
from promenade.kit.paging import Page, Position, filled
from promenade.kit.values import Value

Rooms = Mapping[str, WaitingReader]
"""By the permission to read what is in them."""


class Entry(Value, frozen=True):
    """`hindrance` is why the caller may not approve it; None where they may."""

    waiting: Waiting
    hindrance: DomainError | None


def list_waiting(
    rooms: Rooms, caller: Principal, now: datetime, limit: int, after: Position | None
) -> Page[Entry]:
    """What the caller may read of each room. A page may be shorter than asked for and still have a
    next."""
    reaches = {permission: caller.reach(permission) for permission in rooms}
    seen = [(rooms[each], reach) for each, reach in reaches.items() if reach.scopes]
    page = filled(partial(_longest, seen), limit, after)
    told = (Entry(each, hindrance(each, caller, now)) for each in page.items)
    return Page(tuple(told), page.next)


def _longest(
    seen: Sequence[tuple[WaitingReader, Reach]], limit: int, after: Position | None
) -> Page[Waiting]:
    """One query of each room, side by side."""
    pages = side_by_side(lambda room: _within(room[1], room[0].longest(limit, after)), seen)
    return _merged(pages, limit)


def _within(reach: Reach, page: Page[Waiting]) -> Page[Waiting]:
    return Page(tuple(each for each in page.items if each.is_within(reach)), page.next)


def hindrance(waiting: Waiting, caller: Principal, now: datetime) -> DomainError | None:
    """By the very rule that the approval itself goes by."""
    permission = APPROVED_BY[waiting.kind]
    if not waiting.is_within(caller.reach(permission)):
        return Forbidden(f"This call needs the permission {permission}.", permission=permission)
    if waiting.hindered_by:
        return waiting.hindered_by
    try:
        waiting.require_moved(caller.reach(permission))
        waiting.review.approved(Approval(caller.name, now, waiting.version), waiting.authors)
    except (Forbidden, SelfApproval, ApprovedBefore) as refusal:
        return refusal
    return None


def _merged(pages: Sequence[Page[Waiting]], limit: int) -> Page[Waiting]:
    """Where a room has more, what another has beyond its last place is left for later."""
    horizon = min((page.next["since"] for page in pages if page.next), default=None)
    found = sorted(chain.from_iterable(page.items for page in pages), key=lambda each: each.since)
    near = [each for each in found if horizon is None or each.since <= horizon]
    last = near[limit - 1].since if len(near) > limit else horizon
    return Page(tuple(near[:limit]), {"since": last} if last else None)
