"""Orders for tests: as a storefront would send them, and as the capability holds them."""

from typing import Any

import msgspec

from promenade.customer.order.model.order import Order
from promenade.customer.order.service import Sealer, seal
from promenade.customer.order.wire.bodies import OrderBody
from promenade.customer.order.wire.reading import describe, message, read_order
from promenade.kit.clock import from_wire
from promenade.kit.stamp import Stamp
from tests.support.digests import DIGESTS
from tests.support.fakes.order import FakeVault

PERSON = {
    "recipient": "王芳",
    "phone": "13812345678",
    "email": "wang.fang@example.com",
    "address": "浙江省杭州市西湖区文三路 90 号",
    "postcode": "310012",
}
NOON = from_wire("2026-01-05T04:00:00Z")
LATER = from_wire("2026-12-31T00:00:00Z")
"""When they are read, as far as nothing else is said."""


def sale(number: str = "A-1", version: int = 1, **other: Any) -> dict[str, Any]:
    """Two lines, 30.00 + 15.00 − 2.00 off the first + 5.00 shipping, paid."""
    return {
        "source": "storefront",
        "number": number,
        "version": version,
        "state": "paid",
        "store": "flagship",
        "channel": "web",
        "currency": "CNY",
        "zone": "Asia/Shanghai",
        "placed_at": "2026-01-05T11:58:00+08:00",
        "paid_at": "2026-01-05T12:00:00+08:00",
        "customer": "c-1",
        "goods_minor": 4500,
        "discount_minor": 200,
        "shipping_minor": 500,
        "paid_minor": 4800,
        "lines": [
            {
                "line": 1,
                "sku": "TEA-100",
                "title": "明前龙井 100 g",
                "category": "tea",
                "quantity": 3,
                "unit_price_minor": 1000,
                "discount_minor": 200,
                "paid_minor": 2800,
                "unit_paid_minor": [934, 933, 933],
                "allocations": [{"promotion_id": "promotion_1", "saving_minor": 200}],
            },
            {
                "line": 2,
                "sku": "CUP-1",
                "title": "青瓷杯",
                "quantity": 1,
                "unit_price_minor": 1500,
                "paid_minor": 1500,
            },
        ],
        "promotions": [{"promotion_id": "promotion_1", "version": 3, "saving_minor": 200}],
    } | other


def refund(amount: int = 4800, **other: Any) -> dict[str, Any]:
    at = "2026-01-07T09:00:00+08:00"
    return {"id": "R-1", "refunded_at": at, "amount_minor": amount} | other


def credit_note(number: str = "C-1", **other: Any) -> dict[str, Any]:
    """Two units at 12.50 given back, of an order nobody knows."""
    line = {"line": 1, "sku": "TEA-100", "title": "tea", "quantity": 2, "unit_price_minor": 1250}
    back = {"line": 1, "quantity": 2, "amount_minor": 2500}
    nothing = {"paid_at": None, "goods_minor": 0, "discount_minor": 0, "shipping_minor": 0}
    noted = {
        "kind": "return",
        "state": "completed",
        "paid_minor": 0,
        "promotions": [],
        "lines": [line | {"paid_minor": 0}],
        "refunds": [refund(2500, lines=[back])],
    }
    return sale(number) | nothing | noted | other


def body(document: dict[str, Any]) -> OrderBody:
    return msgspec.json.decode(msgspec.json.encode(document), type=OrderBody)


def order(document: dict[str, Any]) -> Order:
    """Raises Invalid."""
    return seal(read_order(body(document), DIGESTS, LATER), FakeVault())


def stamp(one: Order) -> Stamp:
    return Stamp("client:storefront", NOON, "c-1", one.fingerprint)


def queued(
    *documents: dict[str, Any], submission_id: str | None = None, vault: Sealer | None = None
) -> dict[str, Any]:
    """An SQS event of one message per document, none of them checked."""
    return {
        "Records": [
            {
                "messageId": f"m-{index}",
                "body": message(
                    seal(describe(body(each), DIGESTS), vault or FakeVault()),
                    "client:storefront",
                    "c-1",
                    (submission_id, index) if submission_id else None,
                ).decode(),
                "attributes": {},
                "messageAttributes": {},
            }
            for index, each in enumerate(documents)
        ]
    }
