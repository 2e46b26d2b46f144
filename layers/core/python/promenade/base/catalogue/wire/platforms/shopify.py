"""Shopify's export of products: rows of one handle are one product, its first row tells of it."""

from collections.abc import Iterator, Sequence

from promenade.base.catalogue.wire.platforms.preset import Cells, Preset, Told, named
from promenade.kit.values import replace

_PAIRS = tuple((f"option{number} name", f"option{number} value") for number in range(1, 4))
_HANDLES, _SKUS = ("url handle", "handle"), ("sku", "variant sku")
_PRICES = ("price", "variant price")
_IMAGE = "image src"
_IMAGES = ("product image url", _IMAGE)
_NO_OPTIONS = [("Title", "Default Title")]


def _variants(rows: Sequence[Told]) -> Iterator[Told]:
    groups: dict[str, list[Told]] = {}
    for row in rows:
        groups.setdefault(_first(row, _HANDLES), []).append(row)
    heads = {handle: _head(members) for handle, members in groups.items()}
    for row in rows:
        handle = _first(row, _HANDLES)
        if row.faults or _is_variant(row):
            yield _variant(row, handle, *heads[handle])


def _head(members: Sequence[Told]) -> tuple[Told, Cells]:
    """The row that tells of the product, and its cells with the pictures of all of them."""
    head = members[0]
    pictures = "\n".join(filter(None, (_first(row, _IMAGES) for row in members)))
    others = {name: each for name, each in head.cells.items() if name not in _IMAGES}
    return head, others | {_IMAGE: pictures}


def _variant(row: Told, handle: str, head: Told, cells: Cells) -> Told:
    if not row.cells:
        return row
    options = named(row.cells, cells, _PAIRS)
    return replace(
        row,
        faults=row.faults or head.faults,
        product=handle,
        sku=_first(row, _SKUS),
        head=cells,
        options=[] if options == _NO_OPTIONS else options,
    )


def _is_variant(row: Told) -> bool:
    """Others only add an image."""
    return any(_first(row, each) for each in (_SKUS, _PRICES, ("option1 value",), ("title",)))


def _first(row: Told, names: Sequence[str]) -> str:
    return next((row.cells[each] for each in names if each in row.cells), "")


SHOPIFY = Preset(
    system="Shopify",
    marks=(frozenset({"handle", "variant sku"}), frozenset({"url handle", "sku"})),
    fields={
        "product": _HANDLES,
        "sku": _SKUS,
        "title": ("title",),
        "description": ("body (html)", "description"),
        "brand": ("vendor",),
        "category": ("type", "product category"),
        "tags": ("tags",),
        "images": (_IMAGE, "product image url"),
        "barcode": ("barcode", "variant barcode"),
        "sale_price": _PRICES,
        "list_price": ("compare-at price", "variant compare at price"),
    },
    shelf={
        "status": {"active": "ON", "draft": "OFF", "archived": "OFF"},
        "published": {"true": "ON", "false": "OFF"},
        "published on online store": {"true": "ON", "false": "OFF"},
        "gift card": {"true": "OFF", "false": None},
    },
    lists={"tags": ",", "images": "\n"},
    between="",
    within=">",
    is_loose=True,
    pairs=_PAIRS,
    variants=_variants,
)
