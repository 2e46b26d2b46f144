"""Magento's export of products: a configurable product names the simple ones that are its
variants."""

from collections.abc import Iterator, Mapping, Sequence

from promenade.base.catalogue.wire.platforms.preset import (
    Preset,
    Told,
    of_no_product,
    refused,
    without_variants,
)
from promenade.kit.errors import Fault

_SOLD = ("simple", "virtual", "downloadable")
_STORE_VIEW = "This row is another store view’s: a product has one wording here."

Child = tuple[Told, dict[str, str]]


def _variants(rows: Sequence[Told]) -> Iterator[Told]:
    children: dict[str, Child] = {}
    for row in rows:
        if not _is_elsewhere(row):
            children |= {sku: (row, options) for sku, options in _configured(row)}
    there = {row.cells.get("sku", "") for row in rows if _kind(row) in _SOLD}
    for row in rows:
        is_head = _kind(row) == "configurable" and not _is_elsewhere(row)
        if row.faults:
            yield row
        elif not is_head:
            yield _told(row, children)
        elif not any(sku in there for sku, _ in _configured(row)):
            yield without_variants(row)


def _is_elsewhere(row: Told) -> bool:
    return bool(row.cells.get("store_view_code"))


def _told(row: Told, children: Mapping[str, Child]) -> Told:
    if _is_elsewhere(row):
        return refused(row, Fault("", "store_view", _STORE_VIEW))
    if _kind(row) not in _SOLD:
        return of_no_product(row, _kind(row))
    own = row.cells.get("sku", "")
    head, options = children.get(own, (row, {}))
    product = head.cells.get("sku", "")
    return Told(row.line, row.cells, (), product, own, head.cells, options)


def _configured(row: Told) -> Iterator[tuple[str, dict[str, str]]]:
    """`sku=A,size=S|sku=B,size=M`."""
    for said in filter(None, row.cells.get("configurable_variations", "").split("|")):
        pairs = (part.partition("=") for part in said.split(","))
        options = {name.strip(): value.strip() for name, _, value in pairs}
        yield options.pop("sku", ""), options


def _kind(row: Told) -> str:
    return row.cells.get("product_type", "simple").lower()


MAGENTO = Preset(
    system="Magento",
    marks=(frozenset({"sku", "attribute_set_code", "product_type"}),),
    fields={
        "title": ("name",),
        "description": ("description", "short_description"),
        "category": ("categories",),
        "list_price": ("price",),
        "sale_price": ("special_price",),
        "sale_dates": ("special_price_from_date", "special_price_to_date"),
    },
    shelf={"product_online": {"1": "ON", "2": "OFF", "0": "OFF"}},
    lists={"tags": ",", "images": ","},
    between="[,|]",
    within="/",
    roots_count=1,
    others=("sku", "store_view_code", "product_type", "configurable_variations"),
    variants=_variants,
)
