"""Orders as spreadsheets take them: a row a line, in major units. What is of the whole order stands
in its first row alone, so that every column adds up."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from msgspec import Meta

from promenade.contracts.orders import OrderDocument, OrderLine, OrderRecorded
from promenade.customer.order.model.searching import Wanted
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.wire.masks import mask_document
from promenade.customer.order.wire.searching import SearchQuery
from promenade.kit.currencies import plain
from promenade.kit.http.routes import Call
from promenade.kit.sheets import inert
from promenade.kit.trail import Subject

_ABOUT = ("source", "number", "state", "stage", "placed_at", "paid_at", "channel", "customer")
_LINE = ("line", "sku", "title", "category", "quantity")
_OF_LINE = ("unit_price", "discount", "paid", "refunded")
_BESIDE = ("shipping", "tax", "tax_included", "tip", "fee")
_OF_ORDER = ("order_goods", "order_discount", *_BESIDE, "payable", "order_paid", "order_refunded")
COLUMNS = (*_ABOUT, *_LINE, "currency", *_OF_LINE, *_OF_ORDER)


class ExportQuery(SearchQuery, frozen=True, kw_only=True):
    """The filters are those of a search; the header `Link` names the page that comes next."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 100


def subject_of(wanted: Wanted) -> Subject:
    """Of the record that orders of a store were handed out."""
    return Subject(OrderRecorded.publisher, f"EXPORT#{wanted.source}/{wanted.days_of}", 0)


def show_csv(orders: Sequence[OrderDocument], *, seen_whole: bool) -> str:
    """With the byte order mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for order in orders:
        writer.writerows(_rows(order if seen_whole else mask_document(order)))
    return "\ufeff" + out.getvalue()


def next_link(call: Call[None, ExportQuery], cursor: str | None) -> dict[str, str]:
    if cursor is None:
        return {}
    asked = {name: getattr(call.query, name) for name in call.query.__struct_fields__}
    given = {name: str(value) for name, value in asked.items() if value is not None}
    query = urlencode(given | {"cursor": cursor})
    return {"Link": f'</order-exports?{query}>; rel="next"'}


def _rows(order: OrderDocument) -> Iterator[list[str]]:
    about, whole = _about(order), _of_order(order)
    for line in order.lines:
        yield [*about, *_line(line), order.currency, *_of_line(order, line), *whole]
        whole = [""] * len(whole)


def _about(order: OrderDocument) -> list[str]:
    stage = order.stage if isinstance(order, ShopOrder) else ""
    placed_at, paid_at = map(_instant, (order.placed_at, order.paid_at))
    told = (order.source, order.number, order.state, stage, placed_at, paid_at)
    return [inert(text) for text in (*told, order.channel, order.customer or "")]


def _instant(at: datetime | None) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}" if at else ""


def _line(line: OrderLine) -> list[str]:
    told = (line.sku, line.title, line.category or "")
    return [str(line.line), *map(inert, told), str(line.quantity)]


def _of_line(order: OrderDocument, line: OrderLine) -> list[str]:
    back = sum(
        part.amount_minor
        for refund in order.refunds
        for part in refund.lines
        if part.line == line.line
    )
    amounts = (line.unit_price_minor, line.discount_minor, line.paid_minor, back)
    return [plain(each, order.currency) for each in amounts]


def _of_order(order: OrderDocument) -> list[str]:
    beside = [getattr(order, f"{name}_minor") for name in _BESIDE]
    amounts = (
        order.goods_minor,
        order.discount_minor,
        *beside,
        order.payable_minor,
        order.paid_minor,
        order.refunded_minor,
    )
    return [plain(each, order.currency) for each in amounts]
