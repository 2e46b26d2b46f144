"""Exports of Shopify and WooCommerce as orders: the very mapping of their webhooks.

One bad row refuses its whole order, because an order without one of its lines is another order.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from zoneinfo import ZoneInfo

import msgspec

from infra.local.foreign_sheets import Cells, SheetRow, read_sheet
from infra.local.online_retail_rows import BadRow
from infra.local.order_files import Found, Read, Rejected, checked
from infra.local.shopify_rows import COLUMNS as SHOPIFY
from infra.local.shopify_rows import shopify_payload
from infra.local.woocommerce_rows import ANALYTICS, woocommerce_payload
from infra.local.woocommerce_rows import COLUMNS as WOOCOMMERCE
from promenade.customer.order.wire.bodies import OrderBody
from promenade.customer.order.wire.platforms.shopify import ShopifyOrder
from promenade.customer.order.wire.platforms.shopify_orders import shopify_order
from promenade.customer.order.wire.platforms.told import Shop, require_past
from promenade.customer.order.wire.platforms.woocommerce import WooOrder
from promenade.customer.order.wire.platforms.woocommerce_orders import woocommerce_order
from promenade.kit.clock import system_clock
from promenade.kit.decoding import decode
from promenade.kit.errors import Invalid

_NO_PRICES = (
    "this export of WooCommerce’s analytics has no price of any line; use its order export, or "
    "connect the shop"
)


def shopify_reader(shop: Shop, encoding: str | None = None) -> Read:
    """Rows of an order stand together, and have its name."""

    def read(lines: Iterable[bytes]) -> Iterator[Found]:
        rows = read_sheet(lines, lambda names: _require(names, SHOPIFY), encoding)
        for name, group in groupby(rows, key=lambda row: row.cells.get("Name", "")):
            together = list(group)
            if name:
                yield from _order(together, lambda cells: _shopify(cells, shop))
            else:
                yield from (_rejected(row, row.reason or "no Name") for row in together)

    return read


def woocommerce_reader(shop: Shop, encoding: str | None = None) -> Read:
    """A row is an order."""

    def read(lines: Iterable[bytes]) -> Iterator[Found]:
        for row in read_sheet(lines, lambda names: _require(names, WOOCOMMERCE), encoding):
            if row.reason:
                yield _rejected(row, row.reason)
            else:
                yield from _order([row], lambda cells: _woocommerce(cells[0], shop))

    return read


def _require(names: frozenset[str], columns: frozenset[str]) -> None:
    """Raises BadRow for another file than is asked for."""
    if names >= ANALYTICS:
        raise BadRow(_NO_PRICES)
    if missing := sorted(columns - names):
        raise BadRow(f"the header has no {', '.join(missing)}")


def _order(rows: list[SheetRow], body_of: Callable[[list[Cells]], OrderBody]) -> Iterator[Found]:
    try:
        body = body_of([row.cells for row in rows])
        require_past(body, system_clock())
        yield checked(body)
    except (BadRow, Invalid) as error:
        reason = error.reason if isinstance(error, Invalid) else str(error)
        yield from (_rejected(row, reason) for row in rows)


def _rejected(row: SheetRow, reason: str) -> Rejected:
    return Rejected(row.number, reason, row.content)


def _shopify(rows: list[Cells], shop: Shop) -> OrderBody:
    payload = msgspec.json.encode(shopify_payload(rows))
    return shopify_order(decode(payload, ShopifyOrder), shop)


def _woocommerce(row: Cells, shop: Shop) -> OrderBody:
    payload = msgspec.json.encode(woocommerce_payload(row, ZoneInfo(shop.zone)))
    return woocommerce_order(decode(payload, WooOrder), shop)
