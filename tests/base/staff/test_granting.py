"""Giving and taking: nobody more than they hold, nobody to themselves, until its end."""

import pytest

from promenade.base.staff.model.giving import BeyondOwn, ToOneself
from promenade.base.staff.model.member import TooManyGrants
from promenade.base.staff.service.ports import Doors
from promenade.base.staff.service.turns import get
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.contracts.access import ROLES, Permission
from promenade.kit.authority import EVERYWHERE, Scope
from promenade.kit.errors import Conflict, Invalid, NotFound
from tests.support.fakes.staff import FakeStaffStore
from tests.support.staff import (
    HOUR,
    NOON,
    begin,
    doors_of,
    give,
    hire,
    make_role,
    may,
    take,
)

PARIS, ROME = Scope(stores=("paris",)), Scope(stores=("rome",))
BOTH = Scope(stores=("paris", "rome"))
TEA = Scope(categories=("tea",))
READ, WRITE = Permission.PRICE_READ, Permission.PRICE_WRITE


@pytest.fixture(params=[FakeStaffStore, DynamoStaffStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    """Olga owns the shop; mia manages prices in Paris, and for an hour in Rome."""
    doors = doors_of(request.param())
    begin(doors)
    hire(doors, "mia", "anton")
    make_role(doors, "pricing", READ, WRITE)
    make_role(doors, "reading", READ)
    give(doors, "mia", "pricing", scope=PARIS, request="paris")
    give(doors, "mia", "pricing", scope=ROME, until=NOON + HOUR, request="rome")
    return doors


def test_a_grant_is_what_its_role_has_in_its_scope(doors: Doors) -> None:
    assert may(doors, "mia") == {READ: (PARIS, ROME), WRITE: (PARIS, ROME)}


def test_a_grant_ends_when_it_is_used_after_its_end(doors: Doors) -> None:
    assert may(doors, "mia", NOON + HOUR) == {READ: (PARIS,), WRITE: (PARIS,)}


def test_a_grant_that_comes_again_answers_as_at_first(doors: Doors) -> None:
    first = give(doors, "anton", "analyst")
    take(doors, "anton", first.id)
    assert give(doors, "anton", "analyst") == first
    assert may(doors, "anton") == {}


def test_who_holds_it_gives_it_where_and_while_they_hold_it(doors: Doors) -> None:
    give(doors, "anton", "reading", scope=PARIS, by="mia", request="1")
    give(doors, "anton", "reading", scope=BOTH, until=NOON + HOUR, by="mia", request="2")
    assert may(doors, "anton") == {READ: (PARIS, BOTH)}


def test_who_holds_a_category_gives_and_takes_what_is_below_it_and_nothing_above(
    doors: Doors,
) -> None:
    hire(doors, "nina")
    give(doors, "nina", "reading", scope=TEA)
    green = Scope(categories=("green-tea",))
    below = give(doors, "anton", "reading", scope=green, by="nina")
    assert may(doors, "anton") == {READ: (green,)}
    take(doors, "anton", below.id, by="nina")
    hire(doors, "rosa")
    give(doors, "rosa", "reading", scope=green)
    for scope in (TEA, Scope(categories=("green-tea", "coffee"))):
        with pytest.raises(BeyondOwn):
            give(doors, "anton", "reading", scope=scope, by="rosa", request="more")
    assert may(doors, "anton") == {}


@pytest.mark.parametrize(
    ("role", "scope", "hours"),
    [
        ("reading", EVERYWHERE, 1),
        ("reading", Scope(stores=("paris", "oslo")), 1),
        ("reading", TEA, 1),
        ("reading", ROME, 2),
        ("reading", BOTH, None),
        ("analyst", PARIS, 1),
    ],
)
def test_nobody_gives_more_than_they_hold(
    doors: Doors, role: str, scope: Scope, hours: int | None
) -> None:
    until = NOON + hours * HOUR if hours else None
    with pytest.raises(BeyondOwn):
        give(doors, "anton", role, scope=scope, until=until, by="mia")
    assert may(doors, "anton") == {}


def test_what_has_ended_is_given_no_more(doors: Doors) -> None:
    late = NOON + HOUR
    with pytest.raises(BeyondOwn) as refused:
        give(doors, "anton", "reading", scope=ROME, until=late + HOUR, by="mia", at=late)
    assert refused.value.facts == {"permissions": "price:read"}


def test_nobody_gives_to_themselves(doors: Doors) -> None:
    with pytest.raises(ToOneself):
        give(doors, "mia", "reading", scope=PARIS, by="mia")
    with pytest.raises(ToOneself):
        give(doors, "olga", "analyst")
    assert may(doors, "mia") == {READ: (PARIS, ROME), WRITE: (PARIS, ROME)}


def test_what_is_taken_is_gone(doors: Doors) -> None:
    take(doors, "mia", "grant of paris")
    assert may(doors, "mia") == {READ: (ROME,), WRITE: (ROME,)}
    take(doors, "mia", "grant of paris")
    assert get("staff_mia", doors.store).member.version == 5


def test_who_could_not_give_it_does_not_take_it(doors: Doors) -> None:
    give(doors, "anton", "analyst")
    with pytest.raises(BeyondOwn):
        take(doors, "anton", "grant of give analyst to anton", by="mia")
    assert may(doors, "anton").keys() == ROLES["analyst"]


def test_one_gives_up_what_one_has(doors: Doors) -> None:
    take(doors, "mia", "grant of paris", by="mia")
    assert may(doors, "mia") == {READ: (ROME,), WRITE: (ROME,)}


def test_a_grant_that_is_none_cannot_be_taken(doors: Doors) -> None:
    with pytest.raises(NotFound):
        take(doors, "mia", "grant of nothing")


def test_another_grant_under_its_key_is_a_conflict(doors: Doors) -> None:
    give(doors, "anton", "reading", request="once")
    with pytest.raises(Conflict):
        give(doors, "anton", "reading", request="once", fingerprint="another")
    assert may(doors, "anton") == {READ: (EVERYWHERE,)}


def test_no_role_and_an_end_that_has_passed_are_refused_by_name(doors: Doors) -> None:
    with pytest.raises(Invalid) as no_role:
        give(doors, "anton", "pirate")
    with pytest.raises(Invalid) as passed:
        give(doors, "anton", "analyst", until=NOON)
    told = [each.value.faults[0] for each in (no_role, passed)]
    assert [(each.pointer, each.code) for each in told] == [
        ("/role", "unknown_role"),
        ("/valid_to", "passed"),
    ]
    assert may(doors, "anton") == {}


def test_twenty_grants_are_the_most_and_those_that_ended_do_not_count(doors: Doors) -> None:
    for n in range(20):
        give(doors, "anton", "reading", until=NOON + HOUR, request=f"{n}")
    with pytest.raises(TooManyGrants):
        give(doors, "anton", "reading", request="one more")
    give(doors, "anton", "reading", at=NOON + HOUR, request="one more, later")
    assert len(get("staff_anton", doors.store).member.grants) == 1
