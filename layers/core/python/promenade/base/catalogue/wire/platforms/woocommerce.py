"""WooCommerce's export of products: variations name their parent, which is a row of its own."""

from collections.abc import Iterator, Mapping, Sequence

from promenade.base.catalogue.wire.platforms.preset import (
    Preset,
    Told,
    named,
    of_no_product,
    refused,
    without_variants,
)
from promenade.kit.errors import Fault

_PAIRS = tuple(
    (f"attribute {number} name", f"attribute {number} value(s)") for number in range(1, 21)
)
_NO_PARENT = "No row of this file is “{parent}”, whose variant this is."


def _variants(rows: Sequence[Told]) -> Iterator[Told]:
    parents = {each: row for row in rows if _kind(row) == "variable" for each in _names(row)}
    told = [_told(row, parents) for row in rows]
    used = {row.product: {*row.options} for row in told if row.options}
    used |= {row.product: set() for row in told if row.head and row.product not in used}
    for row in told:
        if _kind(row) == "variable" and not row.faults:
            if row.product not in used:
                yield without_variants(row)
            continue
        yield _with_attributes(row, used.get(row.product, set()))


def _told(row: Told, parents: Mapping[str, Told]) -> Told:
    kind, own, parent = _kind(row), row.cells.get("sku", ""), row.cells.get("parent", "")
    if row.faults:
        return row
    if kind == "simple":
        return Told(row.line, row.cells, product=own, sku=own, head=row.cells)
    if kind == "variable":
        return Told(row.line, row.cells, product=_names(row)[0])
    if kind != "variation":
        return of_no_product(row, kind)
    if parent not in parents:
        facts = {"parent": parent[:80]}
        return refused(row, Fault("/product", "unknown_parent", _NO_PARENT, facts=facts))
    head = parents[parent]
    options = named(row.cells, row.cells, _PAIRS)
    product = _names(head)[0]
    return Told(row.line, row.cells, head.faults, product, own, head.cells, options)


def _with_attributes(row: Told, options: set[str]) -> Told:
    """What its product is said to be, but for what its variants differ in."""
    said = named(row.head, row.head, _PAIRS)
    attributes = {name: value for name, value in said.items() if name not in options}
    return Told(
        row.line, row.cells, row.faults, row.product, row.sku, row.head, row.options, attributes
    )


def _names(row: Told) -> list[str]:
    """What variations call their parent; one without a SKU is a product by its number there."""
    number = row.cells.get("id", "")
    said = [row.cells.get("sku", ""), f"WOO-{number}" if number else "", f"id:{number}"]
    return [each for each in said if each] or [""]


def _kind(row: Told) -> str:
    """“variation, virtual” is a variation."""
    return row.cells.get("type", "simple").split(",")[0].strip().lower()


WOOCOMMERCE = Preset(
    system="WooCommerce",
    marks=(frozenset({"sku", "regular price", "visibility in catalog"}),),
    fields={
        "title": ("name",),
        "description": ("description", "short description"),
        "brand": ("brands",),
        "category": ("categories",),
        "tags": ("tags",),
        "images": ("images",),
        "barcode": ("gtin, upc, ean, or isbn",),
        "list_price": ("regular price",),
        "sale_price": ("sale price",),
        "sale_dates": ("date sale price starts", "date sale price ends"),
    },
    shelf={"published": {"1": "ON", "true": "ON", "0": "OFF", "-1": "OFF", "false": "OFF"}},
    lists={"tags": ",", "images": ","},
    between=r"(?<!\\),",
    within=">",
    pairs=_PAIRS,
    others=("id", "type", "sku", "parent"),
    variants=_variants,
)
