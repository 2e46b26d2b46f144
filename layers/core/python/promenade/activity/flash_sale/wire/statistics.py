"""How a sale sells, on the wire."""

from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.activity.flash_sale.service.counting import Tally
from promenade.kit.decoding import View


class StatisticsView(View, frozen=True):
    """`sold_count` units are in orders, paid or not yet due; `returned_count` came back from orders
    that ended unpaid or were cancelled, and are sold again. A sale that is not scheduled has none
    left, and neither has one that is closed: the stock has them."""

    sale_id: str
    unit_count: int
    sold_count: int
    left_count: int
    returned_count: int
    buyer_count: int
    sold_minor: int
    currency: str


def show(sale: FlashSale, tally: Tally) -> StatisticsView:
    is_selling = sale.scheduled_at is not None and sale.closed_at is None
    return StatisticsView(
        sale_id=sale.id,
        unit_count=sale.terms.unit_count,
        sold_count=tally.held,
        left_count=sale.terms.unit_count - tally.held if is_selling else 0,
        returned_count=tally.returned,
        buyer_count=tally.buyers,
        sold_minor=tally.held * sale.terms.price_minor,
        currency=sale.terms.currency,
    )
