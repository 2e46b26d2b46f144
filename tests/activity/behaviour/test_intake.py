"""Events come in: each is counted once, however it is sent."""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promenade.activity.behaviour.model.events import Batch, Person, Sent
from promenade.activity.behaviour.service import intake
from promenade.activity.behaviour.service.intake import MOST_WRITES
from promenade.activity.behaviour.store import events as stored_events
from promenade.activity.behaviour.store.events import DynamoEventStore
from promenade.contracts.behaviour import Act, Tally, order_event
from tests.support.behaviour import (
    ADA,
    BOB,
    VISITOR,
    Doors,
    ago,
    counts,
    event,
    fake_doors,
    last,
    real_doors,
    results,
    sent,
    take,
    tell,
    views,
)
from tests.support.cloud import dump
from tests.support.fakes import behaviour
from tests.support.stamps import NOON, stamp


@pytest.fixture(params=[fake_doors, real_doors])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    made: Doors = request.param()
    return made


def test_an_event_counts_once_in_a_call_and_in_the_next(doors: Doors) -> None:
    assert tell(doors, ADA, *views("a", "b", "a")) == ["ACCEPTED", "ACCEPTED", "DUPLICATE"]
    assert tell(doors, ADA, *views("c", "b")) == ["ACCEPTED", "DUPLICATE"]
    assert counts(doors) == {"view": 3}


def test_an_id_is_one_event_whoever_sends_it_and_whenever_it_was(doors: Doors) -> None:
    tell(doors, ADA, event("a"))
    assert tell(doors, BOB, event("a", Act.PAY, ago(days=2))) == ["DUPLICATE"]
    assert (counts(doors), counts(doors, "bob")) == ({"view": 1}, {})


def test_only_duplicates_change_nothing(doors: Doors) -> None:
    tell(doors, ADA, *views("a", "b"))
    before = dump()
    assert tell(doors, ADA, *views("a", "b")) == ["DUPLICATE", "DUPLICATE"]
    assert dump() == before


def test_late_events_count_on_their_day(doors: Doors) -> None:
    tell(doors, ADA, event("new"))
    tell(doors, ADA, event("old", at=ago(days=6)))
    assert counts(doors, days=6) == {"view": 1}
    assert counts(doors, days=7) == {"view": 2}


def test_subjects_are_counted_for_each_act(doors: Doors) -> None:
    tell(doors, ADA, *views("a", "b", sku="MUG-1", category="mugs"), event("c", Act.CART, sku="X"))
    assert doors.reader.tallies("ada", last(1)) == {
        Act.CART: Tally(1, {"X": 1}),
        Act.VIEW: Tally(2, {"MUG-1": 2}, {"mugs": 2}),
    }


def test_what_programs_do_is_kept_and_not_counted(doors: Doors) -> None:
    bot = event("bot", is_bot=True)
    assert results(take(doors, sent(ADA, event("a"), bot))) == ["ACCEPTED", "ACCEPTED"]
    assert tell(doors, ADA, bot) == ["DUPLICATE"]
    assert counts(doors) == {"view": 1}
    (kept,) = doors.histories.page("ada", 10, None).items
    assert [(each.id, each.is_bot) for each in kept.events] == [("a", False), ("bot", True)]


def test_events_of_who_refuses_are_refused_and_others_of_the_call_are_not(doors: Doors) -> None:
    doors.histories.choose("ada", is_allowed=False, stamp=stamp())
    before = counts(doors)
    both = [*sent(ADA, event("a")), *sent(BOB, event("b")), *sent(ADA, event("a"))]
    assert results(take(doors, both)) == ["tracking_refused", "ACCEPTED", "tracking_refused"]
    assert (counts(doors), counts(doors, "bob")) == (before, {"view": 1})
    doors.histories.choose("ada", is_allowed=True, stamp=stamp())
    assert tell(doors, ADA, event("a")) == ["ACCEPTED"]


def test_as_many_events_of_a_day_count_as_there_is_room_for(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (intake, stored_events, behaviour):
        monkeypatch.setattr(module, "MOST_A_DAY", 5)
    assert set(tell(doors, ADA, *views("a", "b", "c"))) == {"ACCEPTED"}
    before = event("before", at=ago(days=1))
    told = tell(doors, ADA, *views("x", "a", "y", "z"), event("bot", is_bot=True), before)
    assert told == ["ACCEPTED", "DUPLICATE", "ACCEPTED", "too_many_events", "ACCEPTED", "ACCEPTED"]
    assert counts(doors, days=1) == {"view": 5}
    assert tell(doors, ADA, event("late", at=ago(days=1))) == ["ACCEPTED"]
    assert tell(doors, ADA, event("z")) == ["too_many_events"]


def test_many_people_in_one_call_are_counted_each(doors: Doors) -> None:
    crowd = [Sent(Person("customer", f"c{n}"), event(f"e{n}")) for n in range(90)]
    assert set(results(take(doors, crowd))) == {"ACCEPTED"}
    assert [counts(doors, f"c{n}") for n in range(90)] == [{"view": 1}] * 90


def test_many_events_of_one_person_are_counted_all(doors: Doors) -> None:
    many = [event(f"e{n}", at=ago(hours=n % 192), sku=f"SKU-{n}") for n in range(130)]
    assert set(tell(doors, ADA, *many)) == {"ACCEPTED"}
    assert counts(doors) == {"view": 130}


def test_an_attempt_whose_answer_was_lost_is_not_taken_for_another(doors: Doors) -> None:
    batch = Batch("batch_1", ADA, tuple(views("a", "b")))
    doors.events.record([batch], stamp())
    doors.events.record([batch], stamp())
    assert counts(doors) == {"view": 2}


def test_events_of_a_visitor_who_is_known_are_the_customers(doors: Doors) -> None:
    doors.identities.own("v1", None, "ada", stamp())
    known = [*sent(VISITOR, *views("a", "b")), *sent(ADA, event("c")), *sent(BOB, event("d"))]
    assert results(take(doors, known)) == ["ACCEPTED"] * 4
    assert (counts(doors), counts(doors, "bob")) == ({"view": 3}, {"view": 1})
    assert tell(doors, VISITOR, event("a")) == ["DUPLICATE"]


def test_a_batch_takes_no_more_writes_than_it_says() -> None:
    store = DynamoEventStore()
    days = [event(f"{n}", at=NOON + timedelta(hours=24 - 24 * (n % 9))) for n in range(60)]
    assert store.write_count(Batch("b", ADA, tuple(days))) == 72 <= MOST_WRITES


SALTS = count()
STEPS = st.lists(
    st.lists(st.tuples(st.integers(0, 8), st.sampled_from([ADA, BOB])), min_size=1, max_size=6),
    max_size=5,
)


@given(calls=STEPS)
def test_any_order_and_batching_counts_each_event_once(
    calls: list[list[tuple[int, Person]]],
) -> None:
    doors, first = fake_doors(), dict[int, Person]()
    for call in calls:
        told = take(doors, [Sent(person, event(f"e{number}")) for number, person in call])
        for (number, person), outcome in zip(call, told, strict=True):
            expected = "DUPLICATE" if number in first else "ACCEPTED"
            assert outcome.result.value == expected
            first.setdefault(number, person)
    for person in (ADA, BOB):
        own = sum(owner == person for owner in first.values())
        assert counts(doors, person.id).get("view", 0) == own


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls=STEPS)
def test_the_table_tells_and_counts_as_the_fake_does(
    calls: list[list[tuple[int, Person]]], stores: None
) -> None:
    fake, real = fake_doors(), real_doors()
    before = counts(real), counts(real, "bob")
    salt = next(SALTS)
    for call in calls:
        made = [Sent(person, event(f"{salt} {number}")) for number, person in call]
        assert results(take(real, made)) == results(take(fake, made))
    for customer, had in zip(("ada", "bob"), before, strict=True):
        new = counts(fake, customer).get("view", 0)
        assert counts(real, customer).get("view", 0) == had.get("view", 0) + new


def test_an_order_counts_once_whoever_tells_of_it_and_under_whatever_id(doors: Doors) -> None:
    once = order_event(Act.PAY, "ada", "A-1")
    first, again = event("ours", Act.PAY, once=once), event("theirs", Act.PAY, once=once)
    assert tell(doors, ADA, first, again) == ["ACCEPTED", "DUPLICATE"]
    assert tell(doors, ADA, again) == ["DUPLICATE"]
    other = event("other", Act.PAY, once=order_event(Act.PAY, "ada", "A-2"))
    assert tell(doors, ADA, other) == ["ACCEPTED"]
    assert counts(doors) == {"pay": 2}


def test_what_repeats_an_order_of_a_call_is_told_under_its_own_id(doors: Doors) -> None:
    once = order_event(Act.PAY, "ada", "A-1")
    pays = [event(id_, Act.PAY, once=once) for id_ in ("ours", "theirs")]
    assert [each.id for each in take(doors, sent(ADA, *pays))] == ["ours", "theirs"]


def test_an_order_of_several_skus_counts_once_and_once_for_each(doors: Doors) -> None:
    bought = event("a", Act.ORDER, skus=("TEA", "MUG"), categories=("tea", "mugs"))
    assert tell(doors, ADA, bought) == ["ACCEPTED"]
    expected = Tally(1, {"TEA": 1, "MUG": 1}, {"tea": 1, "mugs": 1})
    assert doors.reader.tallies("ada", last(1)) == {Act.ORDER: expected}


def test_an_order_takes_as_much_of_a_day_as_it_has_skus(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (intake, stored_events, behaviour):
        monkeypatch.setattr(module, "MOST_A_DAY", 3)
    bought = event("a", Act.ORDER, skus=("TEA", "MUG"))
    assert tell(doors, ADA, bought, event("b")) == ["ACCEPTED", "ACCEPTED"]
    assert tell(doors, ADA, event("c", Act.ORDER, skus=("TEA", "MUG"))) == ["too_many_events"]
