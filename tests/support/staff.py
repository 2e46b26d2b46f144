"""A shop's staff: an owner, and whom she invites; subjects of tokens are their names here."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from promenade.base.staff.model.member import Grant, Kept, Member
from promenade.base.staff.model.role import Role
from promenade.base.staff.service import granting, placing, roles, standing
from promenade.base.staff.service.granting import Giving, Taking
from promenade.base.staff.service.placing import Invitation, Place
from promenade.base.staff.service.ports import Doors, StaffStore
from promenade.base.staff.service.roles import RoleChange
from promenade.base.staff.service.standing import Wish
from promenade.contracts.access import ROLES, Permission
from promenade.kit.authority import EVERYWHERE, Scope, State, where_held
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.digests import DIGESTS
from tests.support.fakes.order import FakeVault
from tests.support.fakes.staff import FakePool

NOON = datetime.fromisoformat("2026-03-01T12:00:00Z")
HOUR = timedelta(hours=1)


class Tree:
    """Green tea is below tea."""

    def paths(self, categories: Sequence[str]) -> dict[str, tuple[str, ...]]:
        there = {"coffee": ("coffee",), "tea": ("tea",), "green-tea": ("tea", "green-tea")}
        return {each: there[each] for each in categories if each in there}


TREE = Tree()


def doors_of(store: StaffStore) -> Doors:
    return Doors(store, FakePool(olga=""), FakeVault(), DIGESTS)


def pool_of(doors: Doors) -> FakePool:
    assert isinstance(doors.pool, FakePool)
    return doors.pool


def said(request: str, by: str = "olga", at: datetime = NOON) -> Stamp:
    """A call with a key of its own."""
    return Stamp(f"staff:{by}", at, f"correlation of {request}", request, f"key of {by} {request}")


def begin(doors: Doors, name: str = "olga") -> Kept:
    """The first owner takes her place."""
    place = Place(name, f"staff_{name}", f"staff_{name}-owner", name.title(), owns=True)
    return placing.take(place, said(f"begin {name}", name), doors)


def invite(doors: Doors, name: str, *, by: str = "olga", request: str = "") -> Member:
    stamp = said(request or f"invite {name}", by)
    asked = Invitation(f"staff_{name}", f"{name}@shop.example", by, stamp)
    return placing.invite(asked, doors)


def come(doors: Doors, name: str) -> Kept:
    """Who was invited takes their place."""
    place = Place(name, f"staff_{name}", f"grant_{name}", name.title(), owns=False)
    return placing.take(place, said(f"come {name}", name), doors)


def hire(doors: Doors, *names: str) -> None:
    for name in names:
        invite(doors, name)
        come(doors, name)


def give(
    doors: Doors,
    name: str,
    role: str,
    *,
    scope: Scope = EVERYWHERE,
    until: datetime | None = None,
    by: str = "olga",
    at: datetime = NOON,
    request: str = "",
    fingerprint: str = "",
) -> Grant:
    request = request or f"give {role} to {name}"
    stamp = said(request, by, at)
    giving = Giving(
        staff_id=f"staff_{name}",
        grant_id=f"grant of {request}",
        role=role,
        scope=scope,
        until=until,
        subject=by,
        stamp=replace(stamp, fingerprint=fingerprint or stamp.fingerprint),
    )
    return granting.give(giving, doors.store, TREE)


def take(doors: Doors, name: str, grant: str, *, by: str = "olga", at: datetime = NOON) -> None:
    stamp = said(f"take {grant} from {name}", by, at)
    granting.take(Taking(f"staff_{name}", grant, by, stamp), doors.store, TREE)


def put(doors: Doors, name: str, state: State, *, by: str = "olga", at: datetime = NOON) -> Member:
    stamp = said(f"{state} {name}", by, at)
    return standing.put(Wish(f"staff_{name}", state, by, stamp), doors)


def make_role(doors: Doors, id_: str, *permissions: Permission, by: str = "olga") -> Role:
    role = Role(id_, 1, id_.title(), permissions)
    return roles.add(role, by, said(f"make {id_}", by), doors.store)


def edit_role(
    doors: Doors, id_: str, permissions: Sequence[Permission], *, by: str = "olga", version: int = 1
) -> Role:
    stamp = said(f"edit {id_} to {permissions}", by)
    change = RoleChange(id_, version, by, stamp)
    return roles.edit(change, id_.title(), tuple(permissions), doors.store)


def remove_role(doors: Doors, id_: str, *, by: str = "olga", version: int = 1) -> None:
    roles.remove(RoleChange(id_, version, by, said(f"remove {id_}", by)), doors.store)


def may(doors: Doors, name: str, at: datetime = NOON) -> dict[str, tuple[Scope, ...]]:
    """Where somebody has which permission, as each call asks."""
    authority = doors.store.find_authority(name)
    return dict(where_held(authority.live(at), ROLES)) if authority else {}
