"""Orders as OrderRecorded carries them, small enough to reckon with."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from promenade.base.report.model.contribution import facts_of
from promenade.base.report.model.facts import Facts, Shop, ShopDay, total_facts
from promenade.contracts.orders import OrderDocument, OrderLine, Refund, RefundLine

SHOP = Shop("CNY", "flagship")
ZONE = "Asia/Shanghai"
PLACED = datetime(2026, 1, 5, 3, 59, tzinfo=UTC)
"""11:59 of Monday, 5 January, in the store."""
ON = date(2026, 1, 5)
DAY = ShopDay(SHOP, ON)
LATER = datetime(2026, 1, 20, tzinfo=UTC)


def order(number: str = "A-1", version: int = 1, **other: Any) -> OrderDocument:
    """2 × 30.00 of tea − 5.00, a cup of 15.00 without category, 8.00 shipping: 78.00 paid at once
    by customer c-1 on the web."""
    lines = (
        OrderLine(
            line=1,
            sku="TEA",
            title="龙井",
            category="tea",
            quantity=2,
            unit_price_minor=3000,
            discount_minor=500,
            paid_minor=5500,
        ),
        OrderLine(
            line=2, sku="CUP", title="Cup", quantity=1, unit_price_minor=1500, paid_minor=1500
        ),
    )
    fields: dict[str, Any] = {
        "source": "storefront",
        "state": "paid",
        "store": SHOP.store,
        "channel": "web",
        "currency": SHOP.currency,
        "zone": ZONE,
        "placed_at": PLACED,
        "paid_at": PLACED + timedelta(minutes=2),
        "customer": "c-1",
        "goods_minor": 7500,
        "discount_minor": 500,
        "shipping_minor": 800,
        "paid_minor": 7800,
        "lines": lines,
    }
    return OrderDocument(number=number, version=version, **(fields | other))


def created(number: str = "A-1", version: int = 1, **other: Any) -> OrderDocument:
    """The same before it is paid."""
    unpaid = {"state": "created", "paid_at": None, "paid_minor": 0}
    return order(number, version, **(unpaid | other))


def refunded(
    number: str = "A-1", version: int = 2, *, days: int = 2, amount: int = 2750, **other: Any
) -> OrderDocument:
    """One unit of tea given back some days after payment."""
    lines = (RefundLine(line=1, quantity=1, amount_minor=2750),)
    at = PLACED + timedelta(days=days)
    refund = Refund(id="R-1", refunded_at=at, amount_minor=amount, lines=lines)
    return order(number, version, refunds=(refund,), **other)


def folded_once(orders: Iterable[OrderDocument]) -> dict[ShopDay, Facts]:
    """The facts of these orders, reckoned without any store."""
    days: dict[ShopDay, list[Facts]] = {}
    for each in orders:
        for day, facts in facts_of(each).items():
            days.setdefault(day, []).append(facts)
    sums = {day: total_facts(parts) for day, parts in days.items()}
    return {day: facts for day, facts in sums.items() if facts}


def recorded(document: OrderDocument) -> str:
    """The message that the bus makes of an OrderRecorded."""
    event_id = f"k@{document.version}"
    return told("order", "OrderRecorded", event_id, document, actor="client:storefront")


def told(capability: str, fact: str, event_id: str, data: Any, **other: Any) -> str:
    """The message that the bus makes of a fact."""
    detail = {
        "event_id": event_id,
        "schema": 1,
        "occurred_at": "2026-01-05T09:30:00.000000Z",
        "correlation_id": "c-1",
        "actor": "staff:maria",
        "data": data,
    }
    envelope = {"source": f"promenade.{capability}", "detail-type": fact, "detail": detail | other}
    return msgspec.json.encode(envelope).decode()


def batch(*bodies: str) -> dict[str, Any]:
    """An SQS event."""
    messages = [{"messageId": f"m-{index}", "body": body} for index, body in enumerate(bodies)]
    return {"Records": messages}
