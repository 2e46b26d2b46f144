"""Pick lists on the wire."""

from collections import Counter
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.contracts.orders import OrderDocument
from promenade.contracts.stock import MAIN
from promenade.customer.order.model.picking import Pick, picks
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.kit.codes import CODE, NO_CODE
from promenade.kit.decoding import View
from promenade.kit.paging import Page, PageQuery

Code = Annotated[str, Meta(pattern=CODE, extra={"says": NO_CODE})]


class PickQuery(PageQuery, frozen=True, kw_only=True):
    """`limit` counts orders, of any warehouse: a page may have nothing, and a `next`."""

    warehouse: Code = MAIN


class PickView(View, frozen=True):
    """`place` is the SKU where it is held: of another warehouse, of a pool."""

    line: int
    sku: str
    title: str
    place: str
    quantity: int


class PickedOrderView(View, frozen=True):
    number: str
    placed_at: datetime
    paid_at: datetime | None
    picks: list[PickView]


class PickTotalView(View, frozen=True):
    sku: str
    title: str
    quantity: int


class PickListView(View, frozen=True):
    """`totals` are of the orders on this page."""

    warehouse: str
    items: list[PickedOrderView]
    totals: list[PickTotalView]
    next: str | None


def show_picks(page: Page[OrderDocument], warehouse: str, cursor: str | None) -> PickListView:
    found = [(each, picks(each, warehouse)) for each in page.items if isinstance(each, ShopOrder)]
    items = [_picked(order, taken) for order, taken in found if taken]
    totals = _totals([pick for _, taken in found for pick in taken])
    return PickListView(warehouse=warehouse, items=items, totals=totals, next=cursor)


def _picked(order: ShopOrder, taken: list[Pick]) -> PickedOrderView:
    return PickedOrderView(
        number=order.number,
        placed_at=order.placed_at,
        paid_at=order.paid_at,
        picks=[
            PickView(
                line=each.line,
                sku=each.sku,
                title=each.title,
                place=each.place,
                quantity=each.quantity,
            )
            for each in taken
        ],
    )


def _totals(taken: list[Pick]) -> list[PickTotalView]:
    counts: Counter[str] = Counter()
    for each in taken:
        counts[each.sku] += each.quantity
    titles = {each.sku: each.title for each in taken}
    return [
        PickTotalView(sku=sku, title=titles[sku], quantity=counts[sku]) for sku in sorted(counts)
    ]
