"""Accounts of the user pool, and whose they are."""

from functools import partial

from promenade.base.staff.model.member import Kept, Member, with_account
from promenade.base.staff.service.ports import Doors, Move, StaffStore, Turn
from promenade.base.staff.service.turns import get, in_turn, roles_of
from promenade.kit.errors import Conflict
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value


class Account(Value, frozen=True):
    """`made` is what the call answers, kept under its key where it is one."""

    staff_id: str
    subject: str
    made: Member | None = None


def open_account(account: Account, stamp: Stamp, doors: Doors) -> None:
    """From now on they sign in by it. Raises Conflict where somebody else does."""
    kept = in_turn(doors.store, partial(_open, account, stamp, doors.store))
    if kept.member.state == "removed" and _is_nobodys(account.subject, doors.store):
        doors.pool.forget(account.subject)


def _open(account: Account, stamp: Stamp, store: StaffStore, turns: int) -> Kept:
    before = get(account.staff_id, store)
    after = _opened(before, account.subject, store)
    is_done = account.made is None or store.first_made(stamp, Member) is not None
    if after == before and is_done:
        return before
    moves, roles = [Move(before, after)], roles_of(before.member, store)
    store.change(Turn(turns, moves, roles, made=None if is_done else account.made), stamp)
    return after


def _opened(before: Kept, subject: str, store: StaffStore) -> Kept:
    """As they are, where they have one by now or were removed."""
    if before.subject is not None or before.claim is None:
        return before
    if not _is_nobodys(subject, store):
        raise Conflict("Another member of the staff signs in with this address.")
    return with_account(before, subject, store.find_former(before.claim))


def _is_nobodys(subject: str, store: StaffStore) -> bool:
    other = store.find_authority(subject)
    return other is None or other.state == "removed" or other.is_replaced
