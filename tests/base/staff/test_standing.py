"""Suspending, reactivating and removing: at once, by who could give all of it, never all owners."""

import pytest

from promenade.base.staff.model.giving import BeyondOwn
from promenade.base.staff.model.member import LastOwner, MemberInvited, MemberRemoved
from promenade.base.staff.service.ports import Doors
from promenade.base.staff.service.turns import get
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.contracts.access import ROLES, Permission
from promenade.kit.errors import NotFound, Unavailable
from tests.support.fakes.staff import FakeStaffStore, raising
from tests.support.staff import (
    HOUR,
    NOON,
    begin,
    doors_of,
    give,
    hire,
    invite,
    make_role,
    may,
    pool_of,
    put,
    take,
)


@pytest.fixture(params=[FakeStaffStore, DynamoStaffStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    """Olga owns the shop, maria is a marketer."""
    doors = doors_of(request.param())
    begin(doors)
    hire(doors, "maria")
    give(doors, "maria", "marketer")
    pool_of(doors).acts.clear()
    return doors


def test_who_is_suspended_may_do_nothing_at_the_next_call(doors: Doors) -> None:
    assert put(doors, "maria", "suspended").state == "suspended"
    assert may(doors, "maria") == {}
    assert pool_of(doors).acts == ["shut out maria"]


def test_who_is_reactivated_may_do_what_they_might_before(doors: Doors) -> None:
    put(doors, "maria", "suspended")
    assert put(doors, "maria", "active").version == 5
    assert may(doors, "maria").keys() == ROLES["marketer"]
    assert pool_of(doors).acts == ["shut out maria", "let in maria"]


def test_who_is_suspended_already_stays_so(doors: Doors) -> None:
    first = put(doors, "maria", "suspended")
    assert put(doors, "maria", "suspended") == first
    assert pool_of(doors).acts == ["shut out maria", "shut out maria"]


def test_a_suspension_cut_off_before_the_pool_counts_and_is_made_up_for(doors: Doors) -> None:
    with raising(pool_of(doors)), pytest.raises(Unavailable):
        put(doors, "maria", "suspended")
    assert may(doors, "maria") == {}
    put(doors, "maria", "suspended")
    assert pool_of(doors).acts == ["shut out maria"]


def test_nothing_is_kept_of_who_is_removed(doors: Doors) -> None:
    assert put(doors, "maria", "removed").grants == ()
    kept = get("staff_maria", doors.store)
    assert (kept.sealed, kept.claim) == (None, None)
    assert may(doors, "maria") == {}
    assert pool_of(doors).acts == ["forget maria"]


def test_who_was_removed_does_not_come_back(doors: Doors) -> None:
    put(doors, "maria", "removed")
    for state in ("active", "suspended"):
        with pytest.raises(MemberRemoved):
            put(doors, "maria", state)
    with pytest.raises(MemberRemoved):
        give(doors, "maria", "analyst")
    assert get("staff_maria", doors.store).member.version == 4


def test_who_never_came_is_neither_suspended_nor_reactivated(doors: Doors) -> None:
    invite(doors, "anton")
    for state in ("active", "suspended"):
        with pytest.raises(MemberInvited):
            put(doors, "anton", state)
    assert put(doors, "anton", "removed").state == "removed"


def test_nobody_is_nobody(doors: Doors) -> None:
    with pytest.raises(NotFound):
        put(doors, "gustav", "suspended")


def test_the_last_active_owner_stays(doors: Doors) -> None:
    for state in ("suspended", "removed"):
        with pytest.raises(LastOwner):
            put(doors, "olga", state)
    with pytest.raises(LastOwner):
        take(doors, "olga", "staff_olga-owner")
    assert may(doors, "olga").keys() == ROLES["owner"]
    assert pool_of(doors).acts == []


@pytest.mark.parametrize("way", ["suspended", "removed", "taken"])
def test_one_of_two_owners_may_go(doors: Doors, way: str) -> None:
    hire(doors, "oscar")
    give(doors, "oscar", "owner")
    if way == "taken":
        take(doors, "olga", "staff_olga-owner", by="oscar")
    else:
        put(doors, "olga", "suspended" if way == "suspended" else "removed", by="oscar")
    assert may(doors, "olga") == {}
    with pytest.raises(LastOwner):
        put(doors, "oscar", "suspended", by="oscar")


def test_an_owner_for_a_time_or_not_yet_there_or_suspended_is_not_the_other_one(
    doors: Doors,
) -> None:
    hire(doors, "oscar", "orla")
    invite(doors, "otto")
    give(doors, "oscar", "owner", until=NOON + HOUR)
    give(doors, "otto", "owner")
    give(doors, "orla", "owner")
    put(doors, "orla", "suspended")
    with pytest.raises(LastOwner):
        put(doors, "olga", "suspended")


def test_who_could_not_give_all_of_it_decides_nothing_about_it(doors: Doors) -> None:
    make_role(doors, "manager", Permission.STAFF_MANAGE, Permission.STAFF_READ)
    hire(doors, "mia")
    give(doors, "mia", "manager")
    for state in ("suspended", "removed"):
        for name in ("maria", "olga"):
            with pytest.raises(BeyondOwn):
                put(doors, name, state, by="mia")
    put(doors, "maria", "suspended")
    with pytest.raises(BeyondOwn):
        put(doors, "maria", "active", by="mia")
    assert may(doors, "maria") == {}
