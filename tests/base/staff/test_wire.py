"""Grants and roles as they are sent and shown."""

from datetime import datetime

import pytest

from promenade.base.staff.model.member import Grant, Kept, Member
from promenade.base.staff.service.looking import Shown
from promenade.base.staff.wire.grants import GrantBody
from promenade.base.staff.wire.members import InvitationBody, show_member
from promenade.base.staff.wire.roles import RoleBody, read_permissions
from promenade.kit.authority import EVERYWHERE, Scope
from promenade.kit.decoding import receive
from promenade.kit.errors import Invalid
from tests.support.staff import HOUR, NOON

PARIS = Scope(stores=("paris",))


def grant(name: str, scope: Scope = EVERYWHERE, until: datetime | None = None) -> Grant:
    return Grant(name, "till", scope, until, "staff_olga", NOON)


def shown(*grants: Grant) -> Shown:
    kept = Kept(Member("staff_anton", 3, "active", NOON, grants), b"", "digest")
    return Shown(kept, {"till": ("stock:read",)})


def test_a_permission_is_shown_with_the_grants_that_it_comes_from() -> None:
    view = show_member(shown(grant("one"), grant("two", PARIS, NOON + HOUR)), None, NOON)
    assert [(each.permission, each.grants) for each in view.permissions] == [
        ("stock:read", ["one", "two"])
    ]
    assert [(each.stores, each.valid_to) for each in view.grants] == [
        (None, None),
        (["paris"], NOON + HOUR),
    ]


def test_a_grant_that_has_ended_gives_nothing() -> None:
    view = show_member(shown(grant("one", until=NOON)), None, NOON)
    assert view.permissions == []
    assert [each.id for each in view.grants] == ["one"]


def test_permissions_of_a_role_are_told_once_in_their_order() -> None:
    body = receive(
        b'{"name": "Till", "permissions": ["stock:read", "price:read", "stock:read"]}', RoleBody
    )
    assert read_permissions(body) == ("price:read", "stock:read")


@pytest.mark.parametrize(
    ("sent", "shape", "pointer"),
    [
        (b'{"role": "till", "stores": []}', GrantBody, "/stores"),
        (b'{"role": "Till"}', GrantBody, "/role"),
        (b'{"role": "till", "valid_to": "2026-11-30T18:00:00"}', GrantBody, "/valid_to"),
        (b'{"email": "maria"}', InvitationBody, "/email"),
        (b'{"name": "Till", "permissions": ["everything"]}', RoleBody, "/permissions/0"),
        (b'{"name": "Till", "permissions": []}', RoleBody, "/permissions"),
    ],
)
def test_what_is_none_is_refused_where_it_stands(sent: bytes, shape: type, pointer: str) -> None:
    with pytest.raises(Invalid) as refused:
        receive(sent, shape)
    assert [fault.pointer for fault in refused.value.faults] == [pointer]
