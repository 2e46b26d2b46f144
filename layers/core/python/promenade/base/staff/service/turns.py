"""How a change of who may do what is decided: by what is there when its turn comes.

`turns` is read first and all else after it; the write asks that it is still the same. So no change
is decided by what another one changes meanwhile.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from promenade.base.staff.model.giving import Giver, giver, require_giveable
from promenade.base.staff.model.member import Kept, Member, Permissions
from promenade.base.staff.model.role import Role
from promenade.base.staff.service.ports import StaffStore
from promenade.kit.errors import Forbidden, NotFound
from promenade.kit.patience import Contended, patiently

T = TypeVar("T")


def in_turn(store: StaffStore, attempt: Callable[[int], T]) -> T:
    """`attempt` is tried again where others were faster. Raises Unavailable."""
    return patiently(lambda: attempt(store.turns()), Contended)


def get(staff_id: str, store: StaffStore) -> Kept:
    """Raises NotFound."""
    kept = store.find(staff_id)
    if kept is None:
        raise NotFound("There is no such member of the staff.", staff_id=staff_id)
    return kept


def giver_of(subject: str, now: datetime, store: StaffStore) -> Giver:
    """Raises Forbidden for who has no place of their own yet."""
    authority = store.find_authority(subject)
    if authority is None:
        raise Forbidden("Take your own place on the staff first.")
    return giver(authority, now)


def roles_of(member: Member, store: StaffStore) -> list[Role]:
    return [*store.find_roles(member.roles).values()] if member.roles else []


def permissions_of(roles: list[Role]) -> Permissions:
    return {role.id: role.permissions for role in roles}


def require_whole(member: Member, by: Giver, now: datetime, store: StaffStore) -> None:
    """Who could not give all that somebody has does not decide whether they have it. Raises
    BeyondOwn."""
    permissions = permissions_of(roles_of(member, store))
    require_giveable([each.holding(permissions) for each in member.live(now)], by)
