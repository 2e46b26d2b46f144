"""A feed for Google Merchant Center: RSS 2.0 with the attributes of its product data specification.
Only what is on sale is in it, a SKU an item, at the prices that shoppers are shown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from promenade.base.catalogue.model.barcode import is_gtin
from promenade.base.catalogue.model.picture import ids_in
from promenade.base.catalogue.model.product import Product, Sku
from promenade.contracts.stock import StockCounts
from promenade.kit.currencies import plain
from promenade.kit.lookups import KEYS, look_up
from promenade.kit.safe_html import words
from promenade.kit.values import Value
from promenade.kit.web_addresses import WEB_ADDRESS

FOOT = b"</channel></rss>\n"
_MOST_TITLE, _MOST_DESCRIPTION, _MOST_KIND = 150, 5_000, 750
_MOST_OTHER_IMAGES = 10

_not_xml = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_address = re.compile(WEB_ADDRESS)

Entry = tuple[str, str]

NOWHERE = "-"
"""For the address of an API that has no host name of its own."""


class Places(Value, frozen=True):
    """Where a `product` is sold, by its template, and where the `api` is that shows the pictures
    kept here, without a slash at its end; where that is NOWHERE they are left out. `names` are
    those of categories, by their ids."""

    product: str
    api: str
    names: Mapping[str, str] = {}


def is_link(link: str) -> bool:
    return "{product}" in link and _address.search(_filled(link, "P", "S")) is not None


def head(link: str) -> bytes:
    shop = escape("/".join(link.split("/")[:3]))
    rss = '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">'
    told = f"<title>Products</title><link>{shop}</link><description>Products</description>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{rss}<channel>{told}\n'.encode()


def items(products: Sequence[Product], stock: StockCounts, places: Places) -> list[bytes]:
    """Of products that are on sale, tagged with what shoppers are asked."""
    sold = [(each, sku) for each in products for sku in each.approved_skus]
    counts = _counts([sku.code for _, sku in sold], stock)
    return [_item(each, sku, counts, places) for each, sku in sold]


def _counts(skus: Sequence[str], stock: StockCounts) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(skus), KEYS):
        (counts,) = look_up(stock.lookup(skus[start : start + KEYS]))
        found |= counts
    return found


def _item(product: Product, sku: Sku, counts: Mapping[str, int], places: Places) -> bytes:
    entries = [
        *_goods(product, sku, places.names),
        *_offer(sku, counts),
        *_pictures(product, places.api),
    ]
    entries.append(("link", _filled(places.product, product.id, sku.code)))
    told = "".join(f"<g:{name}>{_written(value)}</g:{name}>" for name, value in entries)
    return f"<item>{told}</item>\n".encode()


def _written(value: str) -> str:
    """XML has no such characters, not even by reference."""
    return escape(_not_xml.sub("", value))


def _goods(product: Product, sku: Sku, names: Mapping[str, str]) -> Iterator[Entry]:
    options = " ".join(sku.options.values())
    title = f"{product.title} {options}".strip()
    yield "id", sku.code
    yield "title", title[:_MOST_TITLE]
    yield "description", words(product.description)[:_MOST_DESCRIPTION] or title
    yield "product_type", _kind(product, names)
    if len(product.approved_skus) > 1:
        yield "item_group_id", product.id
    if product.brand:
        yield "brand", product.brand
    if sku.barcode and is_gtin(sku.barcode):
        yield "gtin", sku.barcode
    elif not product.brand:
        yield "identifier_exists", "no"


def _kind(product: Product, names: Mapping[str, str]) -> str:
    """Root first. The sign between two is in no name."""
    told = (names.get(each, each).replace(">", " ") for each in product.path)
    return " > ".join(" ".join(each.split()) for each in told)[:_MOST_KIND].rstrip(" >")


def _offer(sku: Sku, counts: Mapping[str, int]) -> Iterator[Entry]:
    """The old price only where something proves it."""
    yield "availability", "in_stock" if counts.get(sku.code, 0) > 0 else "out_of_stock"
    sale = f"{plain(sku.sale_price_minor, sku.currency)} {sku.currency}"
    if sku.was_price_minor is None or sku.was_price_minor <= sku.sale_price_minor:
        yield "price", sale
    else:
        yield "price", f"{plain(sku.was_price_minor, sku.currency)} {sku.currency}"
        yield "sale_price", sale


def _pictures(product: Product, api: str) -> Iterator[Entry]:
    whole = [api + each if ids_in([each]) else each for each in product.images]
    seen = [each for each in whole if not each.startswith(NOWHERE)]
    for place, image in enumerate(seen[: 1 + _MOST_OTHER_IMAGES]):
        yield "additional_image_link" if place else "image_link", image


def _filled(link: str, product: str, sku: str) -> str:
    return link.replace("{product}", product).replace("{sku}", sku)
