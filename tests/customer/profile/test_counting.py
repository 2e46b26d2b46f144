"""Figures of orders: exact, whatever comes twice, late, out of order or at the same time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promenade.contracts.orders import OrderDocument
from promenade.contracts.profiles import Figures
from promenade.customer.profile.model.figures import days_since
from promenade.customer.profile.model.scoring import places
from promenade.customer.profile.service import merging
from promenade.customer.profile.service.counting import count
from promenade.customer.profile.service.ports import Doors
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.customer.profile.store.population import DynamoScoringStore
from tests.support.digests import DIGESTS
from tests.support.fakes.order import FakeVault
from tests.support.fakes.profile import FakeProfileStore
from tests.support.profiles import DAY, PAID_AT, add, order, profile, refund, tell
from tests.support.stamps import stamp

CUSTOMERS = ("ada", "bob")


@pytest.fixture(params=[FakeProfileStore, DynamoProfileStore])
def doors(request: pytest.FixtureRequest, stores: None) -> Doors:
    return Doors(request.param(), FakeVault(), DIGESTS)


def test_the_order_of_somebody_unknown_makes_a_profile(doors: Doors) -> None:
    tell(doors, order())
    figures = Figures(1, {"CNY": 4800}, PAID_AT, PAID_AT, "Asia/Shanghai")
    assert (profile(doors).version, profile(doors).figures) == (1, figures)


def test_a_fact_that_comes_again_or_late_changes_nothing(doors: Doors) -> None:
    tell(doors, order(version=2, refunds=(refund(800),)))
    once = profile(doors)
    for version in (1, 2):
        assert not count(order(version=version), stamp(), doors.store)
    assert profile(doors) == once
    assert once.figures.net_minor == {"CNY": 4000}


@pytest.mark.parametrize(
    "other",
    [{"is_test": True}, {"customer": None}],
)
def test_tests_and_guests_are_nobodys(doors: Doors, other: dict[str, Any]) -> None:
    tell(doors, order(version=2, **other), order(version=1))
    assert doors.store.find("ada") is None


@pytest.mark.parametrize(
    "other",
    [
        {"state": "created", "paid_at": None, "paid_minor": 0},
        {"state": "cancelled", "paid_minor": 0},
        {"state": "refunded", "refunds": (refund(4800),)},
        {"refunds": (refund(4000, "R-1"), refund(800, "R-2"))},
    ],
)
def test_what_is_unpaid_cancelled_or_wholly_refunded_is_no_purchase(
    doors: Doors, other: dict[str, Any]
) -> None:
    tell(doors, order(), order(version=2, **other))
    assert profile(doors).figures == Figures()


def test_a_free_order_is_a_purchase_of_nothing(doors: Doors) -> None:
    tell(doors, order(paid_minor=0))
    assert (profile(doors).figures.paid_count, profile(doors).figures.net_minor) == (1, {})


def test_money_given_back_without_an_order_subtracts(doors: Doors) -> None:
    note = order("C-1", kind="return", state="completed", paid_at=None, paid_minor=0)
    tell(doors, order(), order("E-1", currency="EUR", paid_minor=100))
    tell(doors, OrderDocument(**{**_fields(note), "refunds": (refund(1000),)}))
    assert profile(doors).figures.net_minor == {"CNY": 3800, "EUR": 100}
    assert profile(doors).figures.paid_count == 2


def test_the_last_purchase_that_is_refunded_leaves_the_one_before(doors: Doors) -> None:
    paid = [PAID_AT + number * DAY for number in range(3)]
    tell(doors, *(order(f"A-{at.day}", paid_at=at) for at in paid))
    tell(doors, order("A-7", 2, paid_at=paid[2], refunds=(refund(4800),)))
    assert profile(doors).figures.last_paid_at == paid[1]
    tell(doors, order("A-5", 2, paid_at=paid[0], state="cancelled"))
    figures = profile(doors).figures
    assert (figures.paid_count, figures.first_paid_at, figures.last_paid_at) == (
        1,
        paid[1],
        paid[1],
    )


def test_an_order_that_was_another_customers_moves(doors: Doors) -> None:
    tell(doors, order(), order(version=2, customer="bob"))
    assert profile(doors).figures == Figures()
    assert profile(doors, "bob").figures.paid_count == 1
    tell(doors, order(version=3, is_test=True))
    assert profile(doors, "bob").figures == Figures()


def test_an_order_moves_between_two_who_are_one(doors: Doors) -> None:
    tell(doors, order(customer="bob"), order("A-2"))
    merging.merge("bob", "ada", stamp(), doors.store)
    both = profile(doors).figures
    tell(doors, order(version=2))
    assert profile(doors).figures == both
    assert profile(doors).own.paid_count == 2
    assert profile(doors, "bob").own == Figures()


def test_days_are_those_of_where_it_was_bought() -> None:
    late = datetime(2026, 1, 5, 15, 59, tzinfo=UTC)
    figures = Figures(1, {}, late, late, "Asia/Shanghai")
    assert days_since(figures, late + timedelta(minutes=1)) == 1
    assert days_since(figures, late) == 0
    assert days_since(figures, late - DAY) == 0
    assert days_since(Figures(), late) is None


OF_AN_ORDER = st.fixed_dictionaries(
    {
        "customer": st.sampled_from([*CUSTOMERS, None]),
        "currency": st.sampled_from(["CNY", "EUR"]),
        "paid_minor": st.sampled_from([0, 1, 4800]),
        "refunds": st.sampled_from([(), (refund(1),), (refund(4800),)]),
        "state": st.sampled_from(["paid", "shipped", "cancelled", "refunded"]),
        "paid_at": st.sampled_from([None, PAID_AT, PAID_AT + DAY, PAID_AT + 9 * DAY]),
        "zone": st.sampled_from(["Asia/Shanghai", "Europe/Paris"]),
        "is_test": st.booleans(),
    }
)
VERSIONS = st.lists(st.tuples(st.sampled_from("AB"), OF_AN_ORDER), min_size=1, max_size=8)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(versions=VERSIONS, data=st.data())
def test_any_order_and_repetition_of_facts_comes_to_the_same(
    versions: list[tuple[str, dict[str, Any]]], data: st.DataObject
) -> None:
    facts = [order(number, place, **told) for place, (number, told) in enumerate(versions, 1)]
    told = data.draw(st.permutations([*facts, *data.draw(st.lists(st.sampled_from(facts)))]))
    mergers = data.draw(st.booleans())
    one, other = _told([facts[-1], *facts], mergers=False), _told(told, mergers=mergers)
    newest = list({fact.number: fact for fact in facts}.values())
    assert _figures(one) == _figures(other) == _figures(_told(newest, mergers=False))
    _is_population(one)
    _is_population(other)


def _told(facts: list[OrderDocument], *, mergers: bool) -> FakeProfileStore:
    """With `mergers`, the two are one half-way through, and two again."""
    store = FakeProfileStore()
    doors = Doors(store, FakeVault(), DIGESTS)
    for customer in CUSTOMERS:
        add(doors, customer)
    for place, fact in enumerate(facts):
        if mergers and place == len(facts) // 2:
            merging.merge("bob", "ada", stamp(), store)
        tell(doors, fact)
    if mergers and profile(doors, "bob").merged_into:
        merging.unmerge("bob", stamp(), store)
    return store


def _figures(store: FakeProfileStore) -> list[Figures]:
    return [store.people[customer].profile.figures for customer in CUSTOMERS]


def _is_population(store: FakeProfileStore) -> None:
    """The buckets are those of the people, counted anew."""
    counted = {bucket: count for bucket, count in store.buckets.items() if count}
    each = [bucket for person in store.people.values() for bucket in places(person.profile)]
    assert counted == {bucket: each.count(bucket) for bucket in each}


def test_the_stored_population_is_that_of_its_people(stores: None) -> None:
    doors = Doors(DynamoProfileStore(), FakeVault(), DIGESTS)
    tell(
        doors,
        order(),
        order("A-2"),
        order("B-1", customer="bob"),
        order("A-2", 2, state="refunded"),
    )
    merging.merge("bob", "ada", stamp(), doors.store)
    day = (PAID_AT + timedelta(hours=8)).date().toordinal()
    bucket = next(each.value for each in places(profile(doors)) if each.measure == "money:CNY")
    assert DynamoScoringStore().population() == {
        "recency": {day: 1},
        "frequency": {2: 1},
        "money:CNY": {bucket: 1},
    }


def _fields(document: OrderDocument) -> dict[str, Any]:
    return {name: getattr(document, name) for name in document.__struct_fields__}
