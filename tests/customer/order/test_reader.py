"""Orders by the hour in which they were stored."""

from datetime import timedelta

from promenade.contracts.orders import RecordedOrder
from promenade.customer.order.reader import DynamoOrderReader
from promenade.customer.order.store import DynamoOrderStore
from promenade.kit.values import replace
from tests.support.orders import NOON, order, refund, sale, stamp
from tests.support.traffic import counted


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
