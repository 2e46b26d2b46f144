"""Roles made of permissions: whoever has one has what it is made of, from the very next call."""

import pytest

from promenade.base.staff.model import role as model
from promenade.base.staff.model.giving import BeyondOwn, ToOneself
from promenade.base.staff.model.role import Role, RoleBuiltIn, RoleFull, RoleInUse
from promenade.base.staff.service import granting, roles
from promenade.base.staff.service.ports import Doors
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.contracts.access import Permission
from promenade.kit.authority import EVERYWHERE, Scope
from promenade.kit.errors import Conflict, Forbidden, NotFound, Stale
from tests.support.fakes.staff import FakeStaffStore
from tests.support.staff import (
    HOUR,
    NOON,
    begin,
    doors_of,
    edit_role,
    give,
    hire,
    make_role,
    may,
    put,
    remove_role,
    said,
    take,
)

READ, WRITE, STOCK = Permission.PRICE_READ, Permission.PRICE_WRITE, Permission.STOCK_READ
PARIS = Scope(stores=("paris",))


@pytest.fixture(params=[FakeStaffStore, DynamoStaffStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    """Anton reads prices in Paris, mia prices and stock everywhere."""
    doors = doors_of(request.param())
    begin(doors)
    hire(doors, "anton", "mia")
    make_role(doors, "reading", READ)
    make_role(doors, "managing", READ, STOCK)
    give(doors, "anton", "reading", scope=PARIS)
    give(doors, "mia", "managing")
    return doors


def test_an_edit_counts_for_whoever_has_the_role(doors: Doors) -> None:
    assert edit_role(doors, "reading", [WRITE]).version == 2
    assert may(doors, "anton") == {WRITE: (PARIS,)}
    assert may(doors, "mia") == {READ: (EVERYWHERE,), STOCK: (EVERYWHERE,)}


def test_an_edit_counts_for_who_is_suspended_once_they_are_back(doors: Doors) -> None:
    put(doors, "anton", "suspended")
    edit_role(doors, "reading", [WRITE])
    assert may(doors, "anton") == {}
    put(doors, "anton", "active")
    assert may(doors, "anton") == {WRITE: (PARIS,)}


def test_who_has_another_role_beside_keeps_it(doors: Doors) -> None:
    give(doors, "anton", "managing")
    edit_role(doors, "reading", [WRITE])
    assert may(doors, "anton") == {WRITE: (PARIS,), READ: (EVERYWHERE,), STOCK: (EVERYWHERE,)}


def test_nobody_puts_into_a_role_of_others_what_they_do_not_hold(doors: Doors) -> None:
    assert edit_role(doors, "reading", [READ, STOCK], by="mia").version == 2
    with pytest.raises(BeyondOwn):
        edit_role(doors, "reading", [READ, WRITE], by="mia", version=2)
    assert may(doors, "anton") == {READ: (PARIS,), STOCK: (PARIS,)}


def test_nobody_puts_it_in_past_the_end_of_their_own(doors: Doors) -> None:
    hire(doors, "timo")
    give(doors, "timo", "managing", until=NOON + HOUR)
    with pytest.raises(BeyondOwn):
        edit_role(doors, "reading", [READ, STOCK], by="timo")
    assert may(doors, "anton") == {READ: (PARIS,)}


def test_nobody_takes_out_of_it_what_they_could_not_put_in(doors: Doors) -> None:
    edit_role(doors, "reading", [READ, WRITE])
    with pytest.raises(BeyondOwn):
        edit_role(doors, "reading", [READ], by="mia", version=2)
    assert may(doors, "anton") == {READ: (PARIS,), WRITE: (PARIS,)}


def test_nobody_adds_to_a_role_that_they_have(doors: Doors) -> None:
    give(doors, "mia", "reading")
    with pytest.raises(ToOneself):
        edit_role(doors, "reading", [READ, STOCK], by="mia")
    assert may(doors, "anton") == {READ: (PARIS,)}


def test_nobody_puts_more_into_a_role_than_they_hold_though_nobody_has_it(doors: Doors) -> None:
    make_role(doors, "writing", READ, by="mia")
    with pytest.raises(BeyondOwn):
        edit_role(doors, "writing", [READ, WRITE], by="mia")
    with pytest.raises(BeyondOwn):
        make_role(doors, "more", WRITE, by="mia")
    assert roles.get("writing", doors.store).permissions == (READ,)
    with pytest.raises(NotFound):
        roles.get("more", doors.store)


def test_who_has_no_place_writes_no_roles(doors: Doors) -> None:
    with pytest.raises(Forbidden):
        make_role(doors, "writing", READ, by="gustav")
    with pytest.raises(NotFound):
        roles.get("writing", doors.store)


def test_a_role_in_use_stays(doors: Doors) -> None:
    with pytest.raises(RoleInUse) as refused:
        remove_role(doors, "reading")
    assert refused.value.facts == {"count": 1}
    take(doors, "anton", "grant of give reading to anton")
    remove_role(doors, "reading")
    remove_role(doors, "reading")
    with pytest.raises(NotFound):
        roles.get("reading", doors.store)


def test_a_role_that_was_removed_is_made_anew(doors: Doors) -> None:
    make_role(doors, "writing", WRITE)
    remove_role(doors, "writing")
    role = Role("writing", 1, "Writing", (READ,))
    assert roles.add(role, "olga", said("again"), doors.store).version == 3
    assert roles.get("writing", doors.store).permissions == (READ,)


def test_a_role_is_made_once(doors: Doors) -> None:
    first = make_role(doors, "writing", WRITE)
    edit_role(doors, "writing", [READ])
    assert make_role(doors, "writing", WRITE) == first
    with pytest.raises(Conflict):
        make_role(doors, "reading", READ, by="mia")


def test_another_version_than_was_seen_is_stale(doors: Doors) -> None:
    edit_role(doors, "reading", [WRITE])
    with pytest.raises(Stale):
        edit_role(doors, "reading", [STOCK])
    assert edit_role(doors, "reading", [WRITE]).version == 2


def test_built_in_roles_stay_what_they_are(doors: Doors) -> None:
    with pytest.raises(RoleBuiltIn):
        make_role(doors, "owner", READ)
    with pytest.raises(RoleBuiltIn):
        edit_role(doors, "support", [READ])
    with pytest.raises(RoleBuiltIn):
        remove_role(doors, "analyst")


def test_as_many_have_a_role_as_change_at_once(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(granting, "MOST_HOLDERS", 1)
    with pytest.raises(RoleFull):
        give(doors, "mia", "reading")
    assert model.MOST_HOLDERS == 80
