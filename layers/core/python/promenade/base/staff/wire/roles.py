"""Roles on the wire: those of the shop, and those that are built in."""

from typing import Annotated, Any

from msgspec import Meta

from promenade.base.staff.model.role import Role
from promenade.base.staff.service.roles import RoleChange
from promenade.contracts.access import ROLES, Permission
from promenade.kit.clock import Clock
from promenade.kit.codes import NO_SLUG, SLUG
from promenade.kit.decoding import Strict, View
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page

RoleId = Annotated[str, Meta(max_length=64, pattern=SLUG, extra={"says": NO_SLUG})]
RoleName = Annotated[str, Meta(min_length=1, max_length=80)]
Held = Annotated[list[Permission], Meta(min_length=1, max_length=100)]


class RoleBody(Strict, frozen=True):
    name: RoleName
    permissions: Held


class NewRoleBody(RoleBody, frozen=True):
    id: RoleId


class RoleView(View, frozen=True):
    """Nobody changes one that is built in; its version is 0."""

    id: str
    version: int
    name: str
    permissions: list[str]
    is_built_in: bool


class RolePage(View, frozen=True):
    """`built_in` are the same on each page."""

    built_in: list[RoleView]
    items: list[RoleView]
    next: str | None


def read_role(body: NewRoleBody) -> Role:
    return Role(body.id, 1, body.name, read_permissions(body))


def read_permissions(body: RoleBody) -> tuple[Permission, ...]:
    return tuple(sorted(set(body.permissions)))


def read_change(call: Call[Any, None], clock: Clock) -> RoleChange:
    return RoleChange(call.path["role_id"], call.if_match, call.caller.id, call.stamp(clock))


def show_role(role: Role) -> RoleView:
    return RoleView(
        id=role.id,
        version=role.version,
        name=role.name,
        permissions=[*role.permissions],
        is_built_in=False,
    )


def built_in(role_id: str) -> RoleView:
    held = sorted(ROLES[role_id])
    return RoleView(id=role_id, version=0, name=role_id, permissions=held, is_built_in=True)


def show_page(page: Page[Role], cursor: str | None) -> RolePage:
    known = [built_in(role_id) for role_id in ROLES]
    return RolePage(built_in=known, items=list(map(show_role, page.items)), next=cursor)
