"""What somebody looks for among orders."""

from datetime import date
from zoneinfo import ZoneInfo

from promenade.contracts.orders import OrderDocument
from promenade.customer.order.model.shop_order import ShopOrder, Stage
from promenade.kit.values import Value


class Wanted(Value, frozen=True):
    """All of it at once; None is anything. `buyer` is a digest of the customer, days are those of
    `store`. A stage and a tracking number are of orders placed here."""

    source: str
    store: str
    number: str | None = None
    tracking: str | None = None
    customer: str | None = None
    buyer: str | None = None
    stage: Stage | None = None
    sku: str | None = None
    first_day: date | None = None
    last_day: date | None = None


def fits(order: OrderDocument, wanted: Wanted) -> bool:
    return (
        order.source == wanted.source
        and _is(wanted.number, order.number)
        and _is(wanted.customer, order.customer)
        and (wanted.sku is None or any(line.sku == wanted.sku for line in order.lines))
        and _is_placed_between(order, wanted)
        and _is_handled(order, wanted)
    )


def _is(wanted: object, found: object) -> bool:
    return wanted is None or wanted == found


def _is_placed_between(order: OrderDocument, wanted: Wanted) -> bool:
    day = order.placed_at.astimezone(ZoneInfo(order.zone)).date()
    return (wanted.first_day or day) <= day <= (wanted.last_day or day)


def _is_handled(order: OrderDocument, wanted: Wanted) -> bool:
    if not isinstance(order, ShopOrder):
        return wanted.stage is None and wanted.tracking is None
    trackings = {each.tracking for each in order.parcels}
    return _is(wanted.stage, order.stage) and (
        wanted.tracking is None or wanted.tracking in trackings
    )
