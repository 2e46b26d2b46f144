"""What the orders' own table says against the facts: a lost event is seen, with its order."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from promenade.base.report.model.contribution import OrderKey
from promenade.base.report.service.folding import fold
from promenade.base.report.service.reconciling import reconcile
from promenade.base.report.service.stores import FactStore
from promenade.base.report.store import DynamoFactStore
from promenade.contracts.orders import OrderDocument, RecordedOrder
from tests.support.facts import created, order, refunded
from tests.support.fakes.report import FakeFactStore

HOUR = datetime(2026, 1, 5, 4, tzinfo=UTC)
NOW = HOUR + timedelta(hours=2, minutes=5)


class Orders:
    """What was recorded, by the hour of its newest version."""

    def __init__(self, *documents: OrderDocument, hour: datetime = HOUR) -> None:
        self._recorded = {hour: list(map(recorded, documents))}
        self.asked: list[datetime] = []

    def list_recorded(self, hour: datetime) -> Iterable[RecordedOrder]:
        self.asked.append(hour)
        return self._recorded.get(hour, [])


def recorded(document: OrderDocument) -> RecordedOrder:
    return RecordedOrder(
        document.source,
        document.number,
        document.version,
        document.store,
        document.currency,
        document.paid_minor,
        document.refunded_minor,
    )


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> FactStore:
    return FakeFactStore() if request.param == "fake" else DynamoFactStore()


def look(orders: Orders, store: FactStore, now: datetime = NOW) -> list[str]:
    return [each.number for each in reconcile(orders, store, lambda: now)]


def test_what_is_folded_is_not_missing(store: FactStore) -> None:
    told = [order(), created("A-2"), refunded("A-3"), order("A-4", is_test=True)]
    fold(told, store, lambda: NOW)
    assert look(Orders(*told), store) == []
    assert list(store.list_missing()) == []


def test_an_event_that_never_came_is_seen_and_names_its_order(store: FactStore) -> None:
    fold([order(), order("A-2", version=1)], store, lambda: NOW)
    orders = Orders(order(), refunded("A-2"), order("#3", store="小猫旗舰店"))
    assert look(orders, store) == ["#3", "A-2"]
    assert [each.version for each in store.list_missing()] == [1, 2]


def test_an_order_counted_with_other_amounts_is_missing(store: FactStore) -> None:
    fold([order()], store, lambda: NOW)
    assert look(Orders(order(paid_minor=7801)), store) == ["A-1"]


def test_what_comes_late_is_missing_no_more(store: FactStore) -> None:
    orders = Orders(order(), order("A-2"))
    assert look(orders, store) == ["A-1", "A-2"]
    fold([order()], store, lambda: NOW)
    assert look(orders, store, NOW + timedelta(hours=1)) == ["A-2"]
    assert [each.number for each in store.list_missing()] == ["A-2"]


def test_a_newer_version_that_is_folded_already_is_no_difference(store: FactStore) -> None:
    fold([refunded(version=3)], store, lambda: NOW)
    assert look(Orders(order(version=2)), store) == []


def test_each_hour_is_looked_at_once_and_none_is_left_out(store: FactStore) -> None:
    orders = Orders()
    for hours in (0, 0, 1, 4):
        look(orders, store, NOW + timedelta(hours=hours))
    assert orders.asked == [HOUR + timedelta(hours=number) for number in range(5)]


def test_a_run_after_a_long_rest_looks_at_two_days_and_goes_on(store: FactStore) -> None:
    orders = Orders()
    look(orders, store)
    later = NOW + timedelta(hours=100)
    look(orders, store, later)
    assert len(orders.asked) == 49
    look(orders, store, later)
    look(orders, store, later)
    assert orders.asked == [HOUR + timedelta(hours=number) for number in range(101)]


def test_a_break_before_the_hour_is_noted_looks_at_it_again(store: FactStore) -> None:
    store.note_missing([recorded(order())], HOUR - timedelta(hours=1))
    orders = Orders(order())
    assert look(orders, store) == ["A-1"]
    assert orders.asked == [HOUR]
    key = OrderKey("storefront", "A-1")
    assert [OrderKey(each.source, each.number) for each in store.list_missing()] == [key]
