"""Who a visitor was: once, whoever says so."""

import pytest

from promenade.activity.behaviour.model.events import Person
from promenade.activity.behaviour.service.identities import PersonRefusesTracking, identify
from promenade.activity.behaviour.store import identities as stored_identities
from tests.support.behaviour import (
    ADA,
    VISITOR,
    Doors,
    ago,
    counts,
    event,
    fake_doors,
    real_doors,
    tell,
    views,
)
from tests.support.cloud import dump
from tests.support.stamps import stamp


@pytest.fixture(params=[fake_doors, real_doors])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    made: Doors = request.param()
    return made


def say(doors: Doors, customer: str = "ada") -> str | None:
    return identify("v1", customer, stamp(), doors.identities)


def test_what_a_visitor_did_is_the_customers_once(doors: Doors) -> None:
    tell(doors, ADA, event("own"))
    tell(doors, VISITOR, *views("a", "b"), event("c", at=ago(days=3)))
    assert say(doors) is None
    before = dump()
    assert say(doors) == "ada"
    assert counts(doors) == {"view": 4}
    assert dump() == before


def test_what_comes_later_is_the_customers_too(doors: Doors) -> None:
    say(doors)
    tell(doors, VISITOR, event("later"), event("late", at=ago(days=2)))
    assert counts(doors) == {"view": 2}


def test_another_customer_gets_only_what_comes_later(doors: Doors) -> None:
    tell(doors, VISITOR, *views("a", "b"))
    say(doors)
    tell(doors, VISITOR, event("c"))
    assert say(doors, "bob") == "ada"
    tell(doors, VISITOR, event("d"))
    assert (counts(doors), counts(doors, "bob")) == ({"view": 3}, {"view": 1})
    assert say(doors) == "bob"
    tell(doors, VISITOR, event("e"))
    assert (counts(doors), counts(doors, "bob")) == ({"view": 4}, {"view": 1})


def test_a_move_that_broke_off_is_finished_for_the_first_customer(doors: Doors) -> None:
    tell(doors, VISITOR, *views("a", "b"))
    doors.identities.own("v1", None, "ada", stamp())
    assert counts(doors) == {}
    say(doors, "bob")
    assert (counts(doors), counts(doors, "bob")) == ({"view": 2}, {})


def test_several_visitors_may_be_one_customer(doors: Doors) -> None:
    for number in range(3):
        tell(doors, Person("visitor", f"v{number}"), event(f"e{number}"))
        identify(f"v{number}", "ada", stamp(), doors.identities)
    assert counts(doors) == {"view": 3}


def test_a_long_history_is_moved_whole(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_identities, "_PAGE", 3)
    for number in range(7):
        tell(doors, VISITOR, event(f"e{number}", at=ago(days=number)))
    say(doors)
    assert counts(doors) == {"view": 7}
    first = doors.histories.page("ada", 5, None)
    second = doors.histories.page("ada", 5, first.next)
    assert (len(first.items), len(second.items), second.next) == (5, 2, None)


def test_who_refuses_is_no_visitor_and_gets_no_history(doors: Doors) -> None:
    tell(doors, VISITOR, event("a"))
    doors.histories.choose("ada", is_allowed=False, stamp=stamp())
    before = dump()
    with pytest.raises(PersonRefusesTracking):
        say(doors)
    assert dump() == before
    assert doors.identities.owner_of("v1") is None


def test_history_of_who_refused_before_it_was_moved_is_dropped(doors: Doors) -> None:
    tell(doors, VISITOR, event("a"))
    doors.identities.own("v1", None, "ada", stamp())
    doors.histories.choose("ada", is_allowed=False, stamp=stamp())
    say(doors, "ada")
    doors.histories.choose("ada", is_allowed=True, stamp=stamp())
    say(doors, "ada")
    assert counts(doors) == {}
