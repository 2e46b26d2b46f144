"""Orders by the hour in which they were stored, and by the day on which they were placed."""

from datetime import date, timedelta

import pytest

from promenade.contracts.orders import OrderDocument, RecordedOrder, StoreDay
from promenade.customer.order import reader
from promenade.customer.order.reader import DynamoOrderReader, DynamoPlacedOrders
from promenade.customer.order.store import DynamoOrderStore
from promenade.kit.values import replace
from tests.support.orders import NOON, order, refund, sale, stamp
from tests.support.traffic import counted

LAST_SECOND, MIDNIGHT = "2026-01-05T23:59:59+08:00", "2026-01-06T00:00:00+08:00"
LATE = sale("A-2", placed_at=LAST_SECOND, paid_at=LAST_SECOND)


def record(document: dict[str, object], hours: int = 0) -> None:
    one = order(document)
    DynamoOrderStore().record(one, replace(stamp(one), at=NOON + timedelta(hours=hours)))


def listed(hours: int = 0) -> list[tuple[str, int]]:
    hour = NOON + timedelta(hours=hours)
    return sorted((each.number, each.version) for each in DynamoOrderReader().list_recorded(hour))


def test_an_order_stands_in_the_hour_of_its_newest_version_alone(stores: None) -> None:
    numbers = ["A-1", "INV/2026/0001", "#1001"]
    for number in numbers:
        record(sale(number))
    record(sale("A-1", version=2, state="shipped"), hours=1)
    record(sale("A-1", version=1), hours=2)
    assert listed() == [("#1001", 1), ("INV/2026/0001", 1)]
    assert listed(1) == [("A-1", 2)]
    assert listed(2) == []


def test_a_recorded_order_tells_its_shop_and_what_was_paid_and_given_back(stores: None) -> None:
    record(sale(state="completed", refunds=[refund(500)]))
    (found,) = DynamoOrderReader().list_recorded(NOON)
    assert found == RecordedOrder("storefront", "A-1", 1, "flagship", "CNY", 4800, 500)


def test_an_hour_of_few_orders_takes_a_query_for_each_of_four_shards(stores: None) -> None:
    record(sale())
    with counted() as calls:
        listed()
    assert calls == ["dynamodb.Query"] * 4


def placed(on: date, store: str = "flagship") -> list[OrderDocument]:
    page = DynamoPlacedOrders().list_placed(StoreDay(store, on), None)
    assert page.next is None
    return list(page.items)


def test_orders_of_a_day_are_those_of_the_stores_own_day_as_they_are_now(stores: None) -> None:
    record(sale("A-1"))
    record(sale("A-1", version=2, state="shipped"))
    record(LATE)
    record(sale("A-3", placed_at=MIDNIGHT, paid_at=MIDNIGHT))
    record(sale("B-1", store="outlet"))
    found = placed(date(2026, 1, 5))
    assert [(each.number, each.version) for each in found] == [("A-1", 2), ("A-2", 1)]
    assert found[1] == order(LATE).document
    assert [each.number for each in placed(date(2026, 1, 6))] == ["A-3"]
    assert [each.number for each in placed(date(2026, 1, 5), "outlet")] == ["B-1"]
    assert placed(date(2026, 1, 7)) == []


def test_many_orders_of_a_day_are_read_by_the_hundred_in_pages(stores: None) -> None:
    numbers = [f"A-{each:03}" for each in range(130)]
    for number in numbers:
        record(sale(number))
    orders, day = DynamoPlacedOrders(), StoreDay("flagship", date(2026, 1, 5))
    with counted() as calls:
        assert orders.count_placed(day, None) == (130, None)
        assert [each.number for each in orders.list_placed(day, None).items] == numbers
    assert sorted(calls) == ["dynamodb.BatchGetItem"] * 2 + ["dynamodb.Query"] * 2


def test_a_page_goes_on_where_the_one_before_ended(
    stores: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_DOCUMENTS", 2)
    for number in ("A-1", "A-2", "A-3"):
        record(sale(number))
    orders, day = DynamoPlacedOrders(), StoreDay("flagship", date(2026, 1, 5))
    first = orders.list_placed(day, None)
    rest = orders.list_placed(day, first.next)
    assert [each.number for each in (*first.items, *rest.items)] == ["A-1", "A-2", "A-3"]
    assert orders.count_placed(day, first.next) == (1, None)
