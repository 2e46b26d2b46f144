"""Products as files: rows that can be imported again, or a feed for Google Merchant Center."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from promenade.base.catalogue.model.export_job import Format, Terms
from promenade.base.catalogue.model.product import Product, Sku
from promenade.base.catalogue.service.categories import names_of
from promenade.base.catalogue.service.exporting import Form
from promenade.base.catalogue.service.ports import ProductWriter
from promenade.base.catalogue.service.price_tags import EVERYBODY, PriceTags
from promenade.base.catalogue.wire import merchant
from promenade.base.catalogue.wire.fields import Slug
from promenade.base.catalogue.wire.imports import COLUMNS
from promenade.contracts.prices import ShelfPriceReader
from promenade.contracts.stock import StockCounts
from promenade.kit.cells import list_cell, map_cell
from promenade.kit.decoding import Strict
from promenade.kit.errors import Fault, Invalid
from promenade.kit.sheets import inert
from promenade.kit.values import Value

Where = Literal["body", "query"]
Row = Mapping[str, Any]

_BOM = b"\xef\xbb\xbf"
_NO_LINK = "Say where a product is sold, such as https://shop.example/products/{product}."
_LINK_OF_ROWS = "Only format=merchant has links."


class ExportQuery(Strict, frozen=True):
    """`product_link` is the address of a product's page in the storefront, with `{product}` and,
    if it has one, `{sku}`; without a `store` it is products of all."""

    format: Format = "csv"
    category: Slug | None = None
    product_link: Annotated[str, Meta(max_length=500)] | None = None
    store: Slug | None = None


def read_terms(asked: ExportQuery, where: Where = "query") -> Terms:
    """Raises Invalid for a feed without a link that leads to products, or for rows with one."""
    link = asked.product_link
    if asked.format != "merchant":
        if link is not None:
            raise Invalid([Fault("/product_link", "unexpected", _LINK_OF_ROWS, where)])
    elif link is None or not merchant.is_link(link):
        raise Invalid([Fault("/product_link", "wrong_value", _NO_LINK, where)])
    return Terms(asked.format, asked.category, link, asked.store)


class Told(Value, frozen=True):
    """What a feed tells beside products. `api` is as `merchant.Places` has it."""

    stock: StockCounts
    categories: ProductWriter
    prices: ShelfPriceReader
    api: str


def form_of(terms: Terms, told: Told, now: datetime) -> Form:
    """What is on sale is so at `now`, and costs what everybody is asked then; rows tell the
    catalogue's own prices, which an import takes back."""
    if terms.product_link is not None:
        return _feed(terms.product_link, told, now)
    if terms.format == "jsonl":
        media_type = "application/x-ndjson"
        return Form("products.jsonl", media_type, lambda products: _json(products, now))
    head = _BOM + _line(COLUMNS)
    media_type = "text/csv; charset=utf-8"
    return Form("products.csv", media_type, lambda products: _csv(products, now), head)


def _feed(link: str, told: Told, now: datetime) -> Form:
    names: dict[str, str] = {}
    tags = PriceTags(told.prices, EVERYBODY, now)

    def write(products: Sequence[Product]) -> list[bytes]:
        sold = tags.products([each for each in products if each.sells_at(now)])
        new = {each for product in sold for each in product.path} - names.keys()
        names.update(names_of(new, told.categories) if new else {})
        places = merchant.Places(link, told.api, names)
        return merchant.items(sold, told.stock, places)

    media_type = "application/rss+xml; charset=utf-8"
    return Form("products.xml", media_type, write, merchant.head(link), merchant.FOOT)


def _json(products: Iterable[Product], now: datetime) -> list[bytes]:
    return [msgspec.json.encode(row) + b"\n" for row in _rows(products, now)]


def _csv(products: Iterable[Product], now: datetime) -> list[bytes]:
    return [_line(_cell(row.get(name)) for name in COLUMNS) for row in _rows(products, now)]


def _rows(products: Iterable[Product], now: datetime) -> Iterator[Row]:
    """In the columns of an import."""
    for product in products:
        of_product = {
            "product": product.id,
            "title": product.title,
            "category": product.category,
            "description": product.description,
            "images": product.images,
            "store": product.store,
            "brand": product.brand,
            "tags": product.tags,
            "attributes": product.attributes,
            "shelf": product.shelf_at(now),
        }
        for sku in product.skus:
            yield of_product | _of_sku(sku)


def _of_sku(sku: Sku) -> dict[str, Any]:
    return {
        "sku": sku.code,
        "options": sku.options,
        "barcode": sku.barcode,
        "currency": sku.currency,
        "list_price_minor": sku.list_price_minor,
        "sale_price_minor": sku.sale_price_minor,
        "floor_price_minor": sku.floor_price_minor,
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return inert(map_cell(value))
    if isinstance(value, tuple):
        return inert(list_cell(value))
    return inert(str(value))


def _line(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()
