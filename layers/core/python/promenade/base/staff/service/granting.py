"""Giving roles to members, and taking them away."""

from datetime import datetime
from functools import partial

from promenade.base.staff.model.giving import Giver, require_giveable, require_other
from promenade.base.staff.model.member import (
    MOST_GRANTS,
    Grant,
    Kept,
    TooManyGrants,
    require_there,
    with_grants,
)
from promenade.base.staff.model.role import BUILT_IN, MOST_HOLDERS, RoleFull
from promenade.base.staff.service.ports import CategoryPaths, Move, StaffStore, Turn
from promenade.base.staff.service.turns import get, giver_of, in_turn, permissions_of, roles_of
from promenade.contracts.catalogue import NO_CATEGORY
from promenade.contracts.staff import StaffGrantsChanged
from promenade.kit.authority import Scope
from promenade.kit.errors import Fault, Invalid, NotFound
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace


class Giving(Value, frozen=True):
    """`grant_id` is what it will be called, `subject` who calls."""

    staff_id: str
    grant_id: str
    role: str
    scope: Scope
    until: datetime | None
    subject: str
    stamp: Stamp


class Taking(Value, frozen=True):
    staff_id: str
    grant_id: str
    subject: str
    stamp: Stamp


def give(giving: Giving, store: StaffStore, tree: CategoryPaths) -> Grant:
    """As it was made, however often the call comes. Raises NotFound, MemberRemoved, ToOneself,
    BeyondOwn, TooManyGrants, RoleFull, and Invalid for no role, a category that is none, or an end
    that has passed."""
    return in_turn(store, partial(_give, giving, store, tree))


def _give(giving: Giving, store: StaffStore, tree: CategoryPaths, turns: int) -> Grant:
    if made := store.first_made(giving.stamp, Grant):
        return made
    now = giving.stamp.at
    by = _below(giving.scope, giver_of(giving.subject, now, store), tree)
    _require_known(giving.scope, by)
    before = get(giving.staff_id, store)
    require_there(before.member)
    require_other(giving.staff_id, by)
    grant = Grant(giving.grant_id, giving.role, giving.scope, giving.until, by.staff_id, now)
    _require_sound(grant, now)
    after = with_grants(before, (*before.member.grants, grant), now)
    roles = roles_of(after.member, store)
    permissions = permissions_of(roles)
    if grant.role not in BUILT_IN and grant.role not in permissions:
        raise Invalid([Fault("/role", "unknown_role", "There is no such role.")])
    require_giveable([grant.holding(permissions)], by)
    _require_room(grant, after, store)
    move = Move(before, after, StaffGrantsChanged)
    store.change(Turn(turns, [move], roles, made=grant), giving.stamp)
    return grant


def _below(scope: Scope, by: Giver, tree: CategoryPaths) -> Giver:
    """Who may give what is below their categories too, as the tree is now."""
    return replace(by, paths=tree.paths(scope.categories)) if scope.categories else by


def _require_known(scope: Scope, by: Giver) -> None:
    """A category that comes to be later would be theirs unasked. Raises Invalid."""
    faults = [
        Fault(f"/categories/{place}", "unknown_category", NO_CATEGORY, facts={"category": each})
        for place, each in enumerate(scope.categories or ())
        if each not in by.paths
    ]
    if faults:
        raise Invalid(faults)


def _require_sound(grant: Grant, now: datetime) -> None:
    if not grant.is_live(now):
        told = "Send a time that is still to come."
        raise Invalid([Fault("/valid_to", "passed", told)])


def _require_room(grant: Grant, after: Kept, store: StaffStore) -> None:
    if len(after.member.grants) > MOST_GRANTS:
        most = MOST_GRANTS
        raise TooManyGrants(f"Nobody has more than {most} grants: end one first.", most=most)
    if grant.role in BUILT_IN:
        return
    others = [each for each in store.holders(grant.role) if each.member.id != after.member.id]
    if len(others) >= MOST_HOLDERS:
        most = MOST_HOLDERS
        raise RoleFull(f"{most} members have this role, which are the most.", most=most)


def take(taking: Taking, store: StaffStore, tree: CategoryPaths) -> None:
    """Raises NotFound, BeyondOwn, LastOwner."""
    in_turn(store, partial(_take, taking, store, tree))


def _take(taking: Taking, store: StaffStore, tree: CategoryPaths, turns: int) -> None:
    now = taking.stamp.at
    before = get(taking.staff_id, store)
    if before.fingerprint == taking.stamp.fingerprint:
        return
    grant = before.member.grant(taking.grant_id)
    if grant is None:
        raise NotFound("There is no such grant.", grant_id=taking.grant_id)
    roles = roles_of(before.member, store)
    wanted = [grant.holding(permissions_of(roles))] if grant.is_live(now) else []
    by = _below(grant.scope, giver_of(taking.subject, now, store), tree)
    require_giveable(wanted, by)
    rest = (each for each in before.member.grants if each.id != grant.id)
    move = Move(before, with_grants(before, rest, now), StaffGrantsChanged)
    store.change(Turn(turns, [move], roles), taking.stamp)
