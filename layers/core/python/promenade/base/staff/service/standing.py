"""Suspending, reactivating and removing: first on record, where the next call looks, then in the
user pool. Who is cut off between the two does the rest when they call again."""

from functools import partial

from promenade.base.staff.model.giving import BeyondOwn
from promenade.base.staff.model.member import (
    Kept,
    LastOwner,
    Member,
    MemberInvited,
    MemberRemoved,
    in_state,
    require_there,
)
from promenade.base.staff.service.ports import Doors, Move, Turn
from promenade.base.staff.service.turns import get, giver_of, in_turn, require_whole, roles_of
from promenade.contracts.staff import StaffActivated, StaffFact, StaffRemoved, StaffSuspended
from promenade.kit.authority import State
from promenade.kit.errors import NotFound
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

REFUSALS = (NotFound, BeyondOwn, LastOwner, MemberInvited, MemberRemoved)
_FACTS: dict[State, type[StaffFact]] = {
    "active": StaffActivated,
    "suspended": StaffSuspended,
    "removed": StaffRemoved,
}


class Wish(Value, frozen=True):
    """That a member be in this state; `subject` is who calls."""

    staff_id: str
    state: State
    subject: str
    stamp: Stamp


def put(wish: Wish, doors: Doors) -> Member:
    """Who is in it already stays in it. Raises REFUSALS."""
    kept = in_turn(doors.store, partial(_put, wish, doors))
    settle(wish.staff_id, doors)
    return kept.member


def settle(staff_id: str, doors: Doors) -> None:
    """What the record says, in the pool. Raises Unavailable."""
    patiently(partial(_settle, staff_id, doors), Contended)


def _put(wish: Wish, doors: Doors, turns: int) -> Kept:
    store, now = doors.store, wish.stamp.at
    before = get(wish.staff_id, store)
    if before.member.state == wish.state:
        return before
    require_there(before.member)
    if before.member.state == "invited" and wish.state != "removed":
        raise MemberInvited("They have not taken their place yet.", id=wish.staff_id)
    require_whole(before.member, giver_of(wish.subject, now, store), now, store)
    after = in_state(before, wish.state)
    move = Move(before, after, _FACTS[wish.state])
    store.change(Turn(turns, [move], roles_of(after.member, store)), wish.stamp)
    return after


def _settle(staff_id: str, doors: Doors) -> None:
    """Raises Contended where the record says something else by then."""
    kept = get(staff_id, doors.store)
    subject = kept.subject
    if kept.former and kept.member.state == "removed":
        doors.pool.forget(kept.former)
    if subject is None or (said := _said(staff_id, subject, doors)) is None:
        return
    ways = {"active": doors.pool.let_in, "suspended": doors.pool.shut_out}
    ways.get(said, doors.pool.forget)(subject)
    if _said(staff_id, subject, doors) != said:
        raise Contended


def _said(staff_id: str, subject: str, doors: Doors) -> State | None:
    """None where somebody else signs in as the subject: who was removed, and invited again."""
    authority = doors.store.find_authority(subject)
    return authority.state if authority and authority.staff_id == staff_id else None
