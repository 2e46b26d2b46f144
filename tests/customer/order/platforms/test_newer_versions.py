"""A newer version of another platform's order replaces the older, whatever the move."""

from typing import Any

import msgspec
import pytest

from promenade.base.report.service.folding import fold
from promenade.base.report.store import DynamoFactStore
from promenade.contracts.orders import OrderDocument
from promenade.customer.order.model.order import OrderRegressed
from promenade.customer.order.service import OrderStore
from promenade.customer.order.store import DynamoOrderStore
from promenade.customer.order.wire.bodies import OrderBody
from promenade.kit.values import replace
from tests.support.facts import folded_once
from tests.support.fakes.order import FakeOrderStore
from tests.support.orders import order, stamp
from tests.support.platforms import LATER, from_shopify, from_woo, shopify, shopify_refund, woo

UNPAID: dict[str, Any] = {"date_paid_gmt": None}
Told = tuple[str, int, int]
"""State, paid and refunded in cents."""


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> OrderStore:
    return FakeOrderStore() if request.param == "fake" else DynamoOrderStore()


def told_by_woo(hour: int, **other: Any) -> OrderBody:
    body = from_woo(woo(**other, date_modified_gmt=f"2026-01-06T{hour:02d}:00:00"))
    return replace(body, source="woocommerce.my-shop")


def told_by_shopify(hour: int, **other: Any) -> OrderBody:
    return from_shopify(shopify(**other, updated_at=f"2026-01-08T{hour:02d}:00:00Z"))


def record(store: OrderStore, body: OrderBody) -> OrderDocument:
    one = order(msgspec.to_builtins(body))
    assert store.record(one, stamp(one)) == "stored"
    return one.document


def stands(store: OrderStore, document: OrderDocument) -> Told:
    found = store.find_order(document.source, document.number)
    assert found is not None
    return found.document.state, found.document.paid_minor, found.document.refunded_minor


MOVES: dict[str, list[tuple[dict[str, Any], Told]]] = {
    "paid after its stock was let go": [
        ({"status": "cancelled"} | UNPAID, ("cancelled", 0, 0)),
        ({"status": "processing"}, ("paid", 4895, 0)),
    ],
    "taken up again": [
        ({"status": "cancelled"} | UNPAID, ("cancelled", 0, 0)),
        ({"status": "pending"} | UNPAID, ("created", 0, 0)),
        ({"status": "completed"}, ("completed", 4895, 0)),
    ],
    "completed too early": [
        ({"status": "completed"}, ("completed", 4895, 0)),
        ({"status": "processing"}, ("paid", 4895, 0)),
        ({"status": "completed"}, ("completed", 4895, 0)),
        ({"status": "on-hold"} | UNPAID, ("created", 0, 0)),
    ],
    "cancelled at last": [
        ({"status": "completed"}, ("completed", 4895, 0)),
        ({"status": "cancelled"}, ("cancelled", 4895, 0)),
    ],
    "a refund that is corrected": [
        ({"refunds": [{"id": 9, "total": "-10.00"}]}, ("paid", 4895, 1000)),
        ({"refunds": []}, ("paid", 4895, 0)),
        ({"refunds": [{"id": 10, "total": "-5.00"}]}, ("paid", 4895, 500)),
    ],
    "a refund of everything that is taken back": [
        ({"refunds": [{"id": 9, "total": "-48.95"}]}, ("refunded", 4895, 4895)),
        ({"refunds": []}, ("paid", 4895, 0)),
    ],
}


@pytest.mark.parametrize("moves", MOVES.values(), ids=[*MOVES])
def test_an_order_of_woocommerce_is_what_its_newest_version_says(
    store: OrderStore, moves: list[tuple[dict[str, Any], Told]]
) -> None:
    for hour, (other, expected) in enumerate(moves):
        assert stands(store, record(store, told_by_woo(hour, **other))) == expected


@pytest.mark.parametrize("moves", MOVES.values(), ids=[*MOVES])
def test_reports_hold_what_the_newest_version_says_and_nothing_of_those_before(
    stores: None, moves: list[tuple[dict[str, Any], Told]]
) -> None:
    told = [
        order(msgspec.to_builtins(told_by_woo(hour, **other))).document
        for hour, (other, _) in enumerate(moves)
    ]
    facts = DynamoFactStore()
    for each in told:
        fold([each], facts, lambda: LATER)
    newest = folded_once(told[-1:])
    for day in folded_once([*told]).keys() | newest.keys():
        assert facts.sum_ledger(day) == newest.get(day, {})


def test_an_order_of_shopify_that_is_taken_up_again_is_open_again(store: OrderStore) -> None:
    gone = {"cancelled_at": "2026-01-07T09:00:00-05:00", "financial_status": "pending"}
    assert stands(store, record(store, told_by_shopify(1, **gone)))[0] == "cancelled"
    assert stands(store, record(store, told_by_shopify(2))) == ("paid", 5060, 0)


def test_a_refund_of_shopify_that_failed_after_all_is_taken_back(store: OrderStore) -> None:
    back = shopify_refund(7, [(1, 1, "10.00", "0.90")], "10.90")
    assert stands(store, record(store, told_by_shopify(1, refunds=[back])))[2] == 1090
    assert stands(store, record(store, told_by_shopify(2))) == ("paid", 5060, 0)


@pytest.mark.parametrize("fulfilled", [None, "fulfilled"])
def test_shopify_s_order_that_is_to_be_paid_further_keeps_what_was_paid(
    store: OrderStore, fulfilled: str | None
) -> None:
    paid = record(store, told_by_shopify(1, fulfillment_status=fulfilled))
    before = store.find_order(paid.source, paid.number)
    with pytest.raises(OrderRegressed):
        record(store, told_by_shopify(2, financial_status="partially_paid"))
    assert store.find_order(paid.source, paid.number) == before


def test_what_came_late_of_another_platform_still_changes_nothing(store: OrderStore) -> None:
    document = record(store, told_by_woo(2))
    one = order(msgspec.to_builtins(told_by_woo(1, status="cancelled")))
    assert store.record(one, stamp(one)) == "superseded"
    assert stands(store, document) == ("paid", 4895, 0)


def test_a_newer_version_in_another_currency_is_refused(store: OrderStore) -> None:
    document = record(store, told_by_woo(1))
    with pytest.raises(OrderRegressed):
        record(store, told_by_woo(2, currency="USD"))
    assert stands(store, document) == ("paid", 4895, 0)


def test_names_that_only_look_like_a_platform_s_keep_the_table(store: OrderStore) -> None:
    for source in ("shopify", "woocommerce", "storefront", "marketplace.my-shop"):
        gone = replace(told_by_woo(1, status="cancelled", **UNPAID), source=source)
        document = record(store, gone)
        with pytest.raises(OrderRegressed):
            record(store, replace(told_by_woo(2), source=source))
        assert stands(store, document) == ("cancelled", 0, 0)
