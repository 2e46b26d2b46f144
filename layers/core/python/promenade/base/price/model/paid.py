"""What was paid for a unit of each SKU of an order, as far as it proves a price."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from promenade.contracts.orders import OrderDocument, OrderLine
from promenade.kit.codes import code
from promenade.kit.values import Document

_SOLD = frozenset({"paid", "shipped", "completed"})


class PaidPrice(Document, frozen=True):
    """The lowest that a unit of the SKU cost in one order; `on` is the day of the order's store."""

    sku: str
    currency: str
    on: date
    unit_minor: int
    source: str
    number: str
    paid_at: datetime


def paid_prices(order: OrderDocument) -> tuple[PaidPrice, ...]:
    """One for each SKU of which the buyer keeps a unit. Tests, returns, cancelled and unpaid orders
    prove nothing, nor does what was given away."""
    if order.kind != "sale" or order.is_test or order.state not in _SOLD or not order.paid_at:
        return ()
    on = order.paid_at.astimezone(ZoneInfo(order.zone)).date()
    lowest: dict[str, int] = {}
    for sku, unit_minor in _kept(order):
        lowest[sku] = min(unit_minor, lowest.get(sku, unit_minor))
    return tuple(
        PaidPrice(
            sku=sku,
            currency=order.currency,
            on=on,
            unit_minor=unit_minor,
            source=order.source,
            number=order.number,
            paid_at=order.paid_at.astimezone(UTC),
        )
        for sku, unit_minor in sorted(lowest.items())
    )


def _kept(order: OrderDocument) -> Iterator[tuple[str, int]]:
    given_back: Counter[int] = Counter()
    for refund in order.refunds:
        for each in refund.lines:
            given_back[each.line] += each.quantity
    for line in order.lines:
        if line.quantity > given_back[line.line]:
            yield from ((code(line.sku), unit) for unit in _units(line) if unit)


def _units(line: OrderLine) -> set[int]:
    return set(line.units_paid_minor)
