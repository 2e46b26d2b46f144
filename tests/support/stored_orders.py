"""Orders that lie in the table, whoever put them there."""

from promenade.customer.order.store import DynamoOrderStore
from tests.support.orders import order, sale, stamp


def store_sale_of_last_month(*_: object) -> object:
    """Of two SKUs, twelve days before the samples' time."""
    bought = "2025-12-24T12:00:00+08:00"
    one = order(sale(placed_at=bought, paid_at=bought))
    return DynamoOrderStore().record(one, stamp(one))
