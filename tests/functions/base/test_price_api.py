"""What a SKU may be said to have cost before, over HTTP, from orders and products to the answer."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.base.price.service import claiming
from promenade.base.price.store import evidence
from tests.support import functions
from tests.support.callers import ANALYST
from tests.support.capacity import capacity
from tests.support.cloud import dump, waiting
from tests.support.facts import PLACED, batch, order, recorded, told
from tests.support.gateway import Answer, Gateway

AT = "2026-01-08T00:00:00+08:00"


def fold(*orders: Any) -> Any:
    return functions.invoke("price_fold", batch(*map(recorded, orders)))


def tell(fact: str, version: int, sale_minor: int, on: str, **other: Any) -> str:
    sku = {"code": "MUG-S", "currency": "EUR", "list_price_minor": 900, "floor_price_minor": None}
    product = {"id": "MUG", "version": version, "store": "main", "title": "Mug", "tags": []}
    product |= {"category": "mugs", "path": ["mugs"], "brand": None, "shelf": "ON"}
    product |= {"skus": [sku | {"sale_price_minor": sale_minor}]} | other
    event_id = f"PRODUCT#MUG/-@{version}"
    return told("catalogue", fact, event_id, product, occurred_at=on)


def ask(gateway: Gateway, sku: str = "TEA", **query: Any) -> Answer:
    given = {"rule": "cn7", "at": AT} | query
    return gateway.call(f"GET /prices/{sku}/baseline", query=given, caller=ANALYST)


def test_the_baseline_is_the_lowest_price_paid_with_its_order(gateway: Gateway) -> None:
    assert fold(order("A-1"), order("A-2", is_test=True)) == {"batchItemFailures": []}
    told = ask(gateway, was_minor=2_751).json
    assert (told["baseline_minor"], told["basis"], told["claim"]) == (2_750, "lowest_paid", "false")
    assert told["evidence"] == {
        "kind": "paid",
        "price_minor": 2_750,
        "on": "2026-01-05",
        "source": "storefront",
        "number": "A-1",
        "paid_at": "2026-01-05T04:01:00Z",
    }
    assert ask(gateway, was_minor=2_750).json["claim"] == "true"
    assert ask(gateway).json["claim"] is None


def test_a_refunded_order_proves_nothing_any_more(gateway: Gateway) -> None:
    fold(order("A-1"))
    fold(order("A-1", 2, state="refunded"))
    told = ask(gateway, was_minor=1).json
    assert (told["basis"], told["baseline_minor"], told["claim"]) == ("none", None, "unproven")


def test_where_seven_days_sold_nothing_the_last_sale_counts(gateway: Gateway) -> None:
    fold(order("A-1"), order("A-2", paid_at=PLACED + timedelta(days=1)))
    told = ask(gateway, at="2026-03-01T00:00:00+08:00").json
    assert (told["basis"], told["evidence"]["number"]) == ("last_paid", "A-2")


def test_orders_come_twice_and_what_is_none_is_parked(gateway: Gateway) -> None:
    fold(order("A-1"))
    once = dump()
    fold(order("A-1"), order("A-1"))
    assert dump() == once
    answer = functions.invoke("price_fold", batch("{}", recorded(order("A-2"))))
    assert (answer, waiting("price-fold-dead")) == ({"batchItemFailures": []}, 1)
    assert len(dump()["promenade-price"]) == len(once["promenade-price"]) + 3


def test_an_order_of_two_skus_costs_six_write_units_and_nothing_when_it_comes_again(
    gateway: Gateway,
) -> None:
    handler = functions.handler("price_fold")
    handler(batch(recorded(order("warm"))), functions.Context())
    with capacity() as one:
        handler(batch(recorded(order("A-1"))), functions.Context())
    with capacity() as again:
        handler(batch(recorded(order("A-1"))), functions.Context())
    with capacity() as shipped:
        handler(batch(recorded(order("A-1", 2, state="shipped"))), functions.Context())
    assert (one.calls, one.cost) == ({"BatchGetItem": 1, "TransactWriteItems": 1}, (2, 1.0, 6))
    assert again.cost == (1, 1.0, 0)
    assert (shipped.calls, shipped.cost) == ({"BatchGetItem": 1, "PutItem": 1}, (2, 1.0, 1))


def test_a_baseline_takes_one_round_trip_and_nine_at_most(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    fold(order("A-1"))
    with capacity() as china:
        ask(gateway)
    for module in (claiming, evidence):
        monkeypatch.setattr(module, "LATEST", 1)
    with capacity() as popular:
        assert ask(gateway).json["baseline_minor"] == 2_750
    assert popular.calls == {"Query": 8}
    with capacity() as europe:
        ask(gateway, rule="eu30")
    assert (china.calls, europe.calls) == ({"Query": 1}, {"BatchGetItem": 1})


def test_what_the_catalogue_offered_is_the_baseline_under_the_european_rule(
    gateway: Gateway,
) -> None:
    told = (
        tell("ProductAdded", 1, 800, "2025-11-01T00:00:00Z"),
        tell("ProductChanged", 2, 600, "2025-12-20T00:00:00Z"),
        tell("ProductChanged", 3, 850, "2025-12-22T00:00:00Z"),
        tell("ProductRemoved", 4, 850, "2026-01-06T00:00:00Z"),
    )
    for bodies in (told[::-1], told):
        answer = functions.invoke("price_list", batch(*bodies))
        assert answer == {"batchItemFailures": []}
    found = ask(gateway, "MUG-S", rule="eu30", was_minor=850).json
    assert (found["baseline_minor"], found["claim"]) == (600, "false")
    assert found["evidence"] == {
        "kind": "offered",
        "price_minor": 600,
        "since": "2025-12-20T00:00:00Z",
        "book_id": None,
        "entry_id": None,
    }
    later = ask(gateway, "MUG-S", rule="eu30", at="2026-02-06T00:00:00Z").json
    assert (later["basis"], later["baseline_minor"]) == ("none", None)


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"rule": "us60"}, "/rule"),
        ({"at": "2026-01-08"}, "/at"),
        ({"at": "0001-01-01T00:00:00Z"}, "/at"),
        ({"at": "9999-12-31T23:59:59Z", "rule": "eu30"}, "/at"),
        ({"was_minor": "0"}, "/was_minor"),
        ({"currency": "RMB"}, "/currency"),
    ],
)
def test_a_question_that_is_none_is_refused(
    gateway: Gateway, query: dict[str, str], pointer: str
) -> None:
    refused = ask(gateway, **query)
    assert (refused.status, [each[1] for each in refused.pointers]) == (400, [pointer])


def test_a_sku_without_prices_has_no_entries(gateway: Gateway) -> None:
    found = gateway.call("GET /prices/NONE")
    assert (found.json, found.headers["etag"]) == (
        {"sku": "NONE", "entries": [], "version": 0},
        '"0"',
    )
