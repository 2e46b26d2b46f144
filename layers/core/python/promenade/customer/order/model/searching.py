"""What somebody looks for among orders."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from promenade.contracts.orders import OrderDocument
from promenade.customer.order.model.shop_order import ShopOrder, Stage
from promenade.kit.codes import normalised
from promenade.kit.values import Value


class Wanted(Value, frozen=True):
    """All of it at once; None is anything. `buyer` is a digest of the customer, days are those of
    `days_of`, that is of `store` or else of `home`. A stage, a tracking number and who placed it
    (`kind:id`) are of orders placed here. Numbers, tracking numbers and SKUs match however they are
    typed, numbers with or without #."""

    source: str
    home: str
    store: str | None = None
    number: str | None = None
    tracking: str | None = None
    customer: str | None = None
    buyer: str | None = None
    stage: Stage | None = None
    sku: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    placed_by: str | None = None

    @property
    def days_of(self) -> str:
        return self.store or self.home


def fits(order: OrderDocument, wanted: Wanted) -> bool:
    return (
        order.source == wanted.source
        and _is(wanted.store, order.store)
        and _is_numbered(wanted.number, order.number)
        and _is(wanted.customer, order.customer)
        and _is_typed(wanted.sku, [line.sku for line in order.lines])
        and _is_placed_between(order, wanted)
        and _is_handled(order, wanted)
    )


def _is(wanted: object, found: object) -> bool:
    return wanted is None or wanted == found


def bare(number: str) -> str:
    """Shopify's numbers start with a #, which people leave out."""
    return number.strip().removeprefix("#") or number


def _is_numbered(wanted: str | None, found: str) -> bool:
    return wanted is None or bare(normalised(wanted)) == bare(normalised(found))


def _is_typed(wanted: str | None, found: Iterable[str]) -> bool:
    return wanted is None or normalised(wanted) in map(normalised, found)


def _is_placed_between(order: OrderDocument, wanted: Wanted) -> bool:
    day = order.placed_at.astimezone(ZoneInfo(order.zone)).date()
    return (wanted.first_day or day) <= day <= (wanted.last_day or day)


def _is_handled(order: OrderDocument, wanted: Wanted) -> bool:
    if not isinstance(order, ShopOrder):
        return wanted.stage is wanted.tracking is wanted.placed_by is None
    return (
        _is(wanted.stage, order.stage)
        and _is(wanted.placed_by, order.placed_by)
        and _is_typed(wanted.tracking, [each.tracking for each in order.parcels])
    )
