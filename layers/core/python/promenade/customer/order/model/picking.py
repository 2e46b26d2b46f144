"""What is taken from the shelves of a warehouse for an order."""

from collections.abc import Iterator

from promenade.contracts.stock import parts_of
from promenade.customer.order.model.fulfilling import units_left
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.kit.values import Value


class Pick(Value, frozen=True):
    line: int
    sku: str
    title: str
    place: str
    quantity: int


def picks(order: ShopOrder, warehouse: str) -> list[Pick]:
    """What is still to be sent, from where it is held; nothing while its buyer asks to cancel it.
    Of a SKU that lies in several places, those are empty first that it was held in first."""
    request = order.cancellation_request
    if order.stage not in ("paid", "partially_shipped") or (request and request.is_open):
        return []
    found = (
        pick for sku in {parts_of(where)[0] for where in order.held} for pick in _of(order, sku)
    )
    here = (pick for pick in found if parts_of(pick.place)[1] == warehouse)
    return sorted(here, key=lambda pick: (pick.line, pick.place))


def _of(order: ShopOrder, sku: str) -> Iterator[Pick]:
    """Units in the order of places, and of lines; those that were sent left first."""
    left = units_left(order)
    places = [
        where for where, n in order.held.items() if parts_of(where)[0] == sku for _ in range(n)
    ]
    lines = [line for line in order.lines if line.sku == sku]
    gone = len(places) - sum(left[line.line] for line in lines)
    for line in lines:
        taken, gone = places[gone : gone + left[line.line]], gone + left[line.line]
        for place in dict.fromkeys(taken):
            yield Pick(line.line, sku, line.title, place, taken.count(place))
