"""Another account for who cannot get in: first on record, where the former one is good for nothing
from the next call on, then in the user pool, which writes to them. What they did, and may do, stays
theirs. Who is cut off in between does the rest when they call again."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from promenade.base.staff.model.giving import BeyondOwn, Giver, ToOneself, require_other
from promenade.base.staff.model.member import (
    Kept,
    Member,
    MemberCame,
    MemberInvited,
    MemberRemoved,
    require_there,
    without_account,
)
from promenade.base.staff.service.accounts import Account, open_account
from promenade.base.staff.service.details import unseal
from promenade.base.staff.service.ports import Doors, Move, StaffStore, Turn
from promenade.base.staff.service.standing import settle
from promenade.base.staff.service.turns import get, giver_of, in_turn, require_whole, roles_of
from promenade.contracts.staff import StaffFact, StaffInvitedAgain, StaffSecondFactorReset
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

REFUSALS = (NotFound, Conflict, MemberRemoved)
RESET_REFUSALS = (*REFUSALS, BeyondOwn, ToOneself, MemberInvited)


class Renewal(Value, frozen=True):
    """That a member has another account; `subject` is who calls."""

    staff_id: str
    subject: str
    stamp: Stamp


class Way(Value, frozen=True):
    """`require` raises unless this caller may, about this member."""

    require: Callable[[Member, Giver], None]
    fact: type[StaffFact]


def invite_again(asked: Renewal, doors: Doors) -> Member:
    """As it was, however often the call comes. Raises REFUSALS, and MemberCame."""
    return _renew(asked, Way(_require_invited, StaffInvitedAgain), doors)


def reset_second_factor(asked: Renewal, doors: Doors) -> Member:
    """As it was, however often the call comes. Raises RESET_REFUSALS."""
    require = partial(_require_resettable, asked.stamp.at, doors.store)
    return _renew(asked, Way(require, StaffSecondFactorReset), doors)


def _require_invited(member: Member, _: Giver) -> None:
    if member.state != "invited":
        raise MemberCame(MemberCame.TOLD, id=member.id)


def _require_resettable(now: datetime, store: StaffStore, member: Member, by: Giver) -> None:
    if member.state == "invited":
        raise MemberInvited("They have not taken their place yet.", id=member.id)
    require_other(member.id, by)
    require_whole(member, by, now, store)


def _renew(asked: Renewal, way: Way, doors: Doors) -> Member:
    if made := doors.store.first_made(asked.stamp, Member):
        return made
    kept = in_turn(doors.store, partial(_close, asked, way, doors.store))
    if kept.former:
        doors.pool.forget(kept.former)
    details = unseal(kept, doors.safe)
    if details:
        account = Account(kept.member.id, doors.pool.admit(details.email), kept.member)
        open_account(account, asked.stamp, doors)
    if kept.member.state == "suspended":
        settle(kept.member.id, doors)
    return kept.member


def _close(asked: Renewal, way: Way, store: StaffStore, turns: int) -> Kept:
    """Of who has none any more, the rest is to be done."""
    before = get(asked.staff_id, store)
    require_there(before.member)
    way.require(before.member, giver_of(asked.subject, asked.stamp.at, store))
    if before.subject is None:
        return before
    after = without_account(before)
    move, roles = Move(before, after, way.fact), roles_of(before.member, store)
    store.change(Turn(turns, [move], roles), asked.stamp)
    return after
