"""Making roles of permissions. Built-in ones stay what they are."""

from datetime import datetime
from functools import partial

from promenade.base.staff.model.giving import Giver, require_giveable, require_other
from promenade.base.staff.model.member import Kept
from promenade.base.staff.model.role import (
    BUILT_IN,
    Role,
    RoleBuiltIn,
    RoleInUse,
    difference,
    edited,
    removed,
)
from promenade.base.staff.service.ports import Move, StaffStore, Turn
from promenade.base.staff.service.turns import giver_of, in_turn
from promenade.contracts.access import Permission
from promenade.kit.authority import Holding
from promenade.kit.counting import counted
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value

_HAVE = ("member of the staff has", "members of the staff have")
Permissions = tuple[Permission, ...]


class RoleChange(Value, frozen=True):
    """Of the version that the caller, by `subject`, has seen."""

    role_id: str
    expected_version: int
    subject: str
    stamp: Stamp


def add(role: Role, subject: str, stamp: Stamp, store: StaffStore) -> Role:
    """As it was made, however often the call comes; also in the place of one that was removed.

    Raises Forbidden, BeyondOwn, RoleBuiltIn, Conflict."""
    _require_own(role.id)
    by = giver_of(subject, stamp.at, store)
    require_giveable([_whole(role)], by)
    return in_turn(store, partial(_add, role, stamp, store))


def _add(role: Role, stamp: Stamp, store: StaffStore, turns: int) -> Role:
    if made := store.first_made(stamp, Role):
        return made
    met = store.find_role(role.id)
    if met and not met.value.is_removed:
        raise Conflict("There is a role of this id already.", role_id=role.id)
    after = edited(met.value, role.name, role.permissions) if met else role
    store.change(Turn(turns, role=after, made=after), stamp)
    return after


def edit(change: RoleChange, name: str, permissions: Permissions, store: StaffStore) -> Role:
    """For whoever has it from now on. Raises NotFound, Stale, RoleBuiltIn, ToOneself, BeyondOwn."""
    _require_own(change.role_id)
    return in_turn(store, partial(_edit, change, name, permissions, store))


def _edit(
    change: RoleChange, name: str, permissions: Permissions, store: StaffStore, turns: int
) -> Role:
    before = _find(change.role_id, store)
    if before.is_done(change.expected_version, change.stamp):
        return before.value
    after = edited(before.value, name, permissions)
    holders = store.holders(after.id)
    by = giver_of(change.subject, change.stamp.at, store)
    new = {*after.permissions} - {*before.value.permissions}
    require_giveable([Holding(after.id, permissions=tuple(sorted(new)))], by)
    for holder in holders:
        _require_theirs((before.value, after), holder, by, change.stamp.at)
    moves = [Move(each, each) for each in holders]
    others = store.find_roles({role for each in holders for role in each.member.roles})
    roles = [*({**others, after.id: after}).values()]
    store.change(Turn(turns, moves, roles, after), change.stamp)
    return after


def _require_theirs(edit: tuple[Role, Role], holder: Kept, by: Giver, now: datetime) -> None:
    """What an edit gives and takes is the caller's to give, and nothing of it to themselves."""
    before, after = edit
    turned = list(difference(before, after, holder.member, now))
    if turned and {*after.permissions} - {*before.permissions}:
        require_other(holder.member.id, by)
    require_giveable(turned, by)


def _whole(role: Role) -> Holding:
    """Everywhere and for good: so much may be granted of it."""
    return Holding(role.id, permissions=role.permissions)


def remove(change: RoleChange, store: StaffStore) -> None:
    """One that nobody has. Raises NotFound, Stale, RoleBuiltIn, RoleInUse."""
    _require_own(change.role_id)
    in_turn(store, partial(_remove, change, store))


def _remove(change: RoleChange, store: StaffStore, turns: int) -> None:
    before = _find(change.role_id, store, may_be_removed=True)
    if before.is_done(change.expected_version, change.stamp):
        return
    if before.value.is_removed:
        raise _missing(change.role_id)
    now = change.stamp.at
    giver_of(change.subject, now, store)
    live = [each for each in store.holders(change.role_id) if _has(each, change.role_id, now)]
    if live:
        count = len(live)
        told = f"{counted(count, *_HAVE)} this role: end their grants, or change what it has."
        raise RoleInUse(told, count=count)
    store.change(Turn(turns, role=removed(before.value)), change.stamp)


def _has(kept: Kept, role_id: str, now: datetime) -> bool:
    return any(each.role == role_id for each in kept.member.live(now))


def get(role_id: str, store: StaffStore) -> Role:
    """Raises NotFound."""
    return _find(role_id, store).value


def _find(role_id: str, store: StaffStore, *, may_be_removed: bool = False) -> Stored[Role]:
    found = store.find_role(role_id)
    if found is None or (found.value.is_removed and not may_be_removed):
        raise _missing(role_id)
    return found


def _missing(role_id: str) -> NotFound:
    return NotFound("There is no such role.", role_id=role_id)


def _require_own(role_id: str) -> None:
    if role_id in BUILT_IN:
        raise RoleBuiltIn(RoleBuiltIn.TOLD, role_id=role_id)
