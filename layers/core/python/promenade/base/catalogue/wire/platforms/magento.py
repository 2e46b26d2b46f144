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
from promenade.kit.cells import Pairs
from promenade.kit.errors import Fault
from promenade.kit.values import replace

_VISIBILITY = "visibility"
_SOLD = ("simple", "virtual", "downloadable")
_SEVERAL = "“{parents}” name it as a variant: a SKU is one variant of one product."
_STORE_VIEW = "This row is another store view’s: a product has one wording here."

Child = tuple[Told, Pairs]


def _variants(rows: Sequence[Told]) -> Iterator[Told]:
    children: dict[str, list[Child]] = {}
    for row in rows:
        if not _is_elsewhere(row):
            for sku, options in _configured(row):
                children.setdefault(sku, []).append((row, options))
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


def _told(row: Told, children: Mapping[str, Sequence[Child]]) -> Told:
    if _is_elsewhere(row):
        return refused(row, Fault("", "store_view", _STORE_VIEW))
    if _kind(row) not in _SOLD:
        return of_no_product(row, _kind(row))
    own = row.cells.get("sku", "")
    named = children.get(own, ())
    if len(named) > 1:
        facts = {"parents": ", ".join(head.cells.get("sku", "") for head, _ in named[:5])[:200]}
        return refused(row, Fault("/product", "several_parents", _SEVERAL, facts=facts))
    if not named:
        return replace(row, product=own, sku=own, head=row.cells)
    ((head, options),) = named
    cells = {name: each for name, each in row.cells.items() if name != _VISIBILITY}
    return Told(row.line, cells, head.faults, head.cells.get("sku", ""), own, head.cells, options)


def _configured(row: Told) -> Iterator[tuple[str, Pairs]]:
    """`sku=A,size=S|sku=B,size=M`."""
    for said in filter(None, row.cells.get("configurable_variations", "").split("|")):
        parts = (part.partition("=") for part in said.split(","))
        pairs = [(name.strip(), value.strip()) for name, _, value in parts]
        skus = [value for name, value in pairs if name == "sku"]
        for sku in skus:
            yield sku, pairs if skus[1:] else [pair for pair in pairs if pair[0] != "sku"]


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
    shelf={
        "product_online": {"1": "ON", "2": "OFF", "0": "OFF"},
        _VISIBILITY: {
            "catalog, search": None,
            "catalog": None,
            "search": None,
            "not visible individually": "OFF",
        },
    },
    lists={"tags": ",", "images": ","},
    between=",|",
    within="/",
    is_escaped="/",
    roots_count=1,
    others=("sku", "store_view_code", "product_type", "configurable_variations"),
    variants=_variants,
)
