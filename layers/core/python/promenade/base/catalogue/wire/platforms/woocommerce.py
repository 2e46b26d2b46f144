"""WooCommerce's export of products: variations name their parent, which is a row of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence

from promenade.base.catalogue.wire.platforms.preset import (
    Cells,
    Preset,
    Told,
    named,
    of_no_product,
    refused,
    without_variants,
)
from promenade.kit.cells import Pairs
from promenade.kit.codes import label
from promenade.kit.errors import Fault
from promenade.kit.values import replace

_PAIRS = tuple(
    (f"attribute {number} name", f"attribute {number} value(s)") for number in range(1, 21)
)
_broken = re.compile(r"\\\\?n")
_NO_PARENT = "No row of this file is “{parent}”, whose variant this is."


def _variants(rows: Sequence[Told]) -> Iterator[Told]:
    parents = {each: row for row in rows if _kind(row) == "variable" for each in _names(row)}
    told = [_told(row, parents) for row in rows]
    used: dict[str, set[str]] = {}
    for row in told:
        if row.head:
            used.setdefault(row.product, set()).update(label(name) for name, _ in row.options)
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
        return replace(row, product=_names(row)[0], sku=own, head=row.cells)
    if kind == "variable":
        return replace(row, product=_names(row)[0])
    if kind != "variation":
        return of_no_product(row, kind)
    if parent not in parents:
        facts = {"parent": parent[:80]}
        return refused(row, Fault("/product", "unknown_parent", _NO_PARENT, facts=facts))
    head = parents[parent]
    options = _pairs(row.cells)
    product = _names(head)[0]
    return Told(row.line, row.cells, head.faults, product, own, head.cells, options)


def _with_attributes(row: Told, options: set[str]) -> Told:
    """What its product is said to be, but for what its variants differ in."""
    said = _pairs(row.head)
    return replace(row, attributes=[pair for pair in said if label(pair[0]) not in options])


def _pairs(cells: Cells) -> Pairs:
    return [(name, value.replace("\\,", ",")) for name, value in named(cells, cells, _PAIRS)]


def _names(row: Told) -> list[str]:
    """What variations call their parent; one without a SKU is a product by its number there."""
    number = row.cells.get("id", "")
    said = [row.cells.get("sku", ""), f"WOO-{number}" if number else "", f"id:{number}"]
    return [each for each in said if each] or [""]


def _described(text: str) -> str:
    r"""It writes a line break as `\n`, and such a text itself as `\\n`."""
    return _broken.sub(lambda found: "\\n" if found[0][1] == "\\" else "\n", text)


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
    shelf={
        "published": {"1": "ON", "true": "ON", "0": "OFF", "-1": "OFF", "false": "OFF"},
        "visibility in catalog": {
            "visible": None,
            "catalog": None,
            "search": None,
            "hidden": "OFF",
        },
    },
    lists={"tags": ",", "images": ","},
    between=",",
    within=">",
    is_escaped=",",
    described=_described,
    pairs=_PAIRS,
    others=("id", "type", "sku", "parent"),
    variants=_variants,
)
