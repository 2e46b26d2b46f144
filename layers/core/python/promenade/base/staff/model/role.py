"""Roles that a shop makes of permissions, beside those that are built in."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from promenade.base.staff.model.member import Member
from promenade.contracts.access import ROLES, Permission
from promenade.kit.authority import Holding
from promenade.kit.errors import Conflict, DomainError, Forbidden
from promenade.kit.values import Document, replace

MOST_HOLDERS = 80
"""All of them, and the role, change in one transaction."""

BUILT_IN = frozenset(ROLES)


class RoleBuiltIn(Forbidden):
    """It comes with the system, and nobody changes it."""

    TOLD: ClassVar[str] = "This role is built in: make one of your own."


class RoleInUse(Conflict):
    """Somebody has it: `holders` are how many."""


class RoleFull(DomainError):
    """As many as `most` have it already."""


class Role(Document, frozen=True):
    id: str
    version: int
    name: str
    permissions: tuple[Permission, ...]
    is_removed: bool = False


def edited(role: Role, name: str, permissions: tuple[Permission, ...]) -> Role:
    """Its next version, which is there also where the one before was removed."""
    return Role(role.id, role.version + 1, name, permissions)


def removed(role: Role) -> Role:
    return replace(role, version=role.version + 1, is_removed=True)


def difference(before: Role, after: Role, holder: Member, now: datetime) -> Iterator[Holding]:
    """What an edit gives to a holder or takes, where and until when."""
    turned = tuple(sorted({*before.permissions} ^ {*after.permissions}))
    for grant in holder.live(now):
        if grant.role == after.id:
            yield Holding(grant.role, grant.scope, grant.until, turned)
