"""What every store of orders promises; the fake and the real one alike."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promenade.customer.order.model.order import OrderConflict, OrderRegressed
from promenade.customer.order.model.submission import (
    Parking,
    Submission,
    submitted,
)
from promenade.customer.order.service import Day, OrderStore
from promenade.customer.order.store import DynamoOrderStore
from promenade.kit.errors import Conflict
from promenade.kit.values import replace
from tests.support.fakes.order import FakeOrderStore
from tests.support.orders import NOON, credit_note, order, refund, sale, stamp

KEY = ("storefront", "A-1")
UNPAID: dict[str, Any] = {"state": "created", "paid_at": None, "paid_minor": 0}


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> OrderStore:
    return FakeOrderStore() if request.param == "fake" else DynamoOrderStore()


def record(store: OrderStore, document: dict[str, Any], sealed: bytes | None = None) -> str:
    one = replace(order(document), sealed=sealed)
    return store.record(one, stamp(one))


def version_of(store: OrderStore) -> int:
    found = store.find_order(*KEY)
    assert found is not None
    return found.document.version


def test_an_order_is_read_as_it_was_stored(store: OrderStore) -> None:
    assert record(store, sale(), b"sealed") == "stored"
    found = store.find_order(*KEY)
    assert found is not None
    assert (found.document, found.sealed) == (order(sale()).document, b"sealed")
    assert store.find_order("storefront", "A-2") is None
    assert store.find_order("elsewhere", "A-1") is None


def test_a_newer_version_replaces_all_of_an_older_one(store: OrderStore) -> None:
    record(store, sale(), b"sealed")
    assert record(store, sale(version=7, state="shipped")) == "stored"
    found = store.find_order(*KEY)
    assert found is not None
    assert (found.document.version, found.document.state, found.sealed) == (7, "shipped", None)


def test_a_late_older_version_is_acknowledged_and_changes_nothing(store: OrderStore) -> None:
    record(store, sale(version=7, state="shipped"))
    assert record(store, sale(version=3)) == "superseded"
    assert version_of(store) == 7


def test_the_same_again_is_a_success_that_changes_nothing(store: OrderStore) -> None:
    record(store, sale(), b"sealed once")
    assert record(store, sale(), b"sealed twice") == "unchanged"
    found = store.find_order(*KEY)
    assert found is not None
    assert found.sealed == b"sealed once"


def test_other_content_under_the_same_version_is_refused(store: OrderStore) -> None:
    record(store, sale())
    with pytest.raises(OrderConflict):
        record(store, sale(customer="c-2"))
    found = store.find_order(*KEY)
    assert found is not None
    assert found.document.customer == "c-1"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (sale(state="completed"), sale(version=2, state="shipped")),
        (sale(), sale(version=2, **UNPAID)),
        (sale(refunds=[refund(500)]), sale(version=2, refunds=[refund(499)])),
        (sale(), sale(version=2, currency="EUR")),
        (sale(), credit_note("A-1", version=2)),
    ],
    ids=["reopened", "unpaid again", "refund taken back", "other currency", "other kind"],
)
def test_a_newer_version_cannot_undo_what_is_settled(
    store: OrderStore, first: dict[str, Any], then: dict[str, Any]
) -> None:
    record(store, first)
    with pytest.raises(OrderRegressed):
        record(store, then)
    assert version_of(store) == 1


def test_orders_of_different_sources_do_not_meet(store: OrderStore) -> None:
    record(store, sale())
    assert record(store, sale(source="marketplace", customer="c-2")) == "stored"
    found = store.find_order(*KEY)
    assert found is not None
    assert found.document.customer == "c-1"


def at(number: str, instant: str, source: str = "storefront", **other: Any) -> dict[str, Any]:
    return sale(number, source=source, placed_at=instant, paid_at=instant, **other)


def test_a_day_of_a_store_is_listed_by_source_and_time_in_the_zone_of_the_store(
    store: OrderStore,
) -> None:
    record(store, at("late", "2026-01-05T23:59:59.999+08:00"))
    record(store, at("early", "2026-01-05T00:00:00+08:00"))
    record(store, at("next-day", "2026-01-06T00:00:00+08:00"))
    record(store, at("market", "2026-01-05T12:00:00+08:00", "marketplace"))
    record(store, at("branch", "2026-01-05T12:00:00+08:00", store="branch"))
    day = date(2026, 1, 5)
    whole = store.list_orders(Day("flagship", day, None), 10, None)
    assert [each.number for each in whole.items] == ["market", "early", "late"]
    own = store.list_orders(Day("flagship", day, "storefront"), 1, None)
    rest = store.list_orders(Day("flagship", day, "storefront"), 1, own.next)
    assert [each.number for each in (*own.items, *rest.items)] == ["early", "late"]
    prefix = store.list_orders(Day("flagship", day, "store"), 10, None)
    assert prefix.items == ()


def test_names_of_other_systems_find_their_own_orders_and_no_others(store: OrderStore) -> None:
    numbers = ["#1001", "INV/2026/0001", "A#-", "小猫 #1", "A"]
    shops = ["小猫旗舰店", "小猫旗舰店#2026-01-05", "a#b"]
    for shop in shops:
        for number in numbers:
            record(store, sale(f"{number}@{shop}", store=shop, channel="抖音小店"))
    for shop in shops:
        listed = store.list_orders(Day(shop, date(2026, 1, 5), "storefront"), 10, None).items
        assert {each.number for each in listed} == {f"{number}@{shop}" for number in numbers}
        assert {each.store for each in listed} == {shop}
    found = store.find_order("storefront", "INV/2026/0001@a#b")
    assert found is not None
    assert found.document.store == "a#b"
    assert store.find_order("storefront", "inv/2026/0001@a#b") is None


def test_a_listing_sums_up(store: OrderStore) -> None:
    record(store, sale(state="completed", refunds=[refund(500)]))
    (summary,) = store.list_orders(Day("flagship", date(2026, 1, 5), None), 10, None).items
    amounts = (summary.goods_minor, summary.paid_minor, summary.refunded_minor)
    assert (summary.state, amounts, summary.line_count) == ("completed", (4500, 4800, 500), 2)


def test_standings_are_those_of_the_orders_that_are_there(store: OrderStore) -> None:
    record(store, sale(version=4))
    found = store.standings([KEY, ("storefront", "A-2")])
    assert {key: each.version for key, each in found.items()} == {KEY: 4}
    assert found[KEY].fingerprint == order(sale(version=4)).fingerprint
    assert store.standings([]) == {}


def test_a_submission_is_noted_once_and_conflicts_with_other_content(store: OrderStore) -> None:
    one = order(sale())
    first = Submission("submission_1", "client:storefront", NOON, (submitted(one),))
    assert store.add_submission(first, stamp(one)) == first
    later = Submission("submission_1", "client:storefront", NOON.replace(year=2027), first.orders)
    assert store.add_submission(later, stamp(one)) == first
    with pytest.raises(Conflict):
        store.add_submission(later, stamp(order(sale(version=2))))
    assert store.find_submission("submission_1") == first
    assert store.find_submission("submission_2") is None


def test_what_is_parked_keeps_its_last_reason(store: OrderStore) -> None:
    store.park("submission_1", Parking(7, "invalid", "first"))
    store.park("submission_1", Parking(7, "order_conflict", "second"))
    store.park("submission_1", Parking(0, "invalid", "other"))
    store.park("submission_2", Parking(1, "invalid", "elsewhere"))
    assert store.parked("submission_1") == {
        0: Parking(0, "invalid", "other"),
        7: Parking(7, "order_conflict", "second"),
    }
    assert store.parked("submission_3") == {}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrivals=st.lists(st.integers(1, 6), min_size=1, max_size=12))
def test_in_whatever_order_versions_come_the_newest_stays(arrivals: list[int]) -> None:
    store = FakeOrderStore()
    outcomes = [record(store, sale(version=version)) for version in arrivals]
    assert version_of(store) == max(arrivals)
    highest = 0
    for version, outcome in zip(arrivals, outcomes, strict=True):
        expected = "stored" if version > highest else "superseded"
        assert outcome == ("unchanged" if version == highest else expected)
        highest = max(highest, version)
