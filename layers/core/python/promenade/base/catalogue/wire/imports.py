"""Files of products: CSV or JSON Lines, one SKU per row.

`product` and `sku` name the row; any other column may be absent, and what is absent stays as it
is. In CSV an empty cell empties what can be empty, tags are `a;b`, options and attributes
`k=v;k=v`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import UNSET, UnsetType

from promenade.base.catalogue.model.product import Shelf
from promenade.base.catalogue.model.row_checks import Outcome, Products, Result, Row
from promenade.base.catalogue.wire.fields import (
    Attributes,
    Brand,
    Code,
    Description,
    Images,
    Options,
    Price,
    Slug,
    Tags,
    Title,
    Word,
    hypertext,
    text,
    texts,
)
from promenade.base.catalogue.wire.products import read_tags
from promenade.kit.codes import NO_CODE, code, is_code
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault
from promenade.kit.headers import Columns
from promenade.kit.imports import FaultView, File, Line, Room, read_lines

MAX_ROWS = 1_000
MAX_BYTES = 1_048_576


class RowBody(Strict, frozen=True):
    """One line of JSON; a row of CSV has the same columns."""

    product: Code
    sku: Code
    title: Title | UnsetType = UNSET
    category: Slug | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    images: Images | UnsetType = UNSET
    store: Slug | UnsetType = UNSET
    brand: Brand | UnsetType | None = UNSET
    tags: Tags | UnsetType = UNSET
    shelf: Shelf | UnsetType = UNSET
    attributes: Attributes | UnsetType = UNSET
    options: Options | UnsetType = UNSET
    barcode: Word | UnsetType | None = UNSET
    currency: Currency | UnsetType = UNSET
    list_price_minor: Price | UnsetType = UNSET
    sale_price_minor: Price | UnsetType | None = UNSET
    floor_price_minor: Price | UnsetType | None = UNSET


_EXAMPLES = {
    "product": "MUG",
    "sku": "MUG-S",
}
COLUMNS = RowBody.__struct_fields__
SHEET = Columns(
    names=COLUMNS,
    required=("product", "sku"),
    integers=frozenset({"list_price_minor", "sale_price_minor", "floor_price_minor"}),
    lists=frozenset({"images", "tags"}),
    maps=frozenset({"options", "attributes"}),
    is_partial=True,
    examples=_EXAMPLES,
)
_OF_SKU = COLUMNS[COLUMNS.index("options") :]
_KEPT_AS: Mapping[str, Any] = {
    "title": text,
    "description": hypertext,
    "brand": text,
    "tags": read_tags,
    "attributes": texts,
    "options": texts,
    "barcode": code,
}


class RowView(View, frozen=True):
    """`line` counts from 1, with a CSV's header as line 1. What waits for somebody else's approval,
    all that the row says or a part of it, is `pending_approval`: nothing is sold by it until then.
    `notes` are what was left out of the product of another shop system's export, with the first of
    its rows."""

    line: int
    product: str
    sku: str
    result: Result
    pending_approval: bool
    errors: list[FaultView]
    notes: list[FaultView]


class ImportReport(View, frozen=True):
    """The four counts sum to the number of rows that are SKUs; of another shop system's export,
    which `system` names, rows that only tell of others' product are not. `left_out` are columns of
    it that nothing here is like. `pending_approval_count` are those of the rows, whatever became of
    them, of which something waits for somebody else's approval. Of all errors, and of all notes,
    the first 100 stand with their rows, and `more_count` says how many more there are."""

    dry_run: bool
    system: str | None
    left_out: list[str]
    created_count: int
    updated_count: int
    unchanged_count: int
    rejected_count: int
    pending_approval_count: int
    more_count: int
    rows: list[RowView]


def read_rows(file: File, most: int = MAX_ROWS) -> list[Row]:
    """Raises Invalid for a file that is no text, without rows, with too many, or with a wrong
    header."""
    return [row_of(line) for line in read_lines(file, RowBody, SHEET, most=most)]


def row_of(line: Line[RowBody]) -> Row:
    return _row(line.number, line.body) if line.body else _refused(line)


def show_report(
    outcomes: Iterable[Outcome], told: Products, language: str, *, dry_run: bool
) -> ImportReport:
    room, of_notes = Room(language), Room(language)
    shown = [_show(outcome, room, of_notes) for outcome in outcomes]
    counts: dict[Result, int] = {"created": 0, "updated": 0, "unchanged": 0, "rejected": 0}
    for row in shown:
        counts[row.result] += 1
    return ImportReport(
        dry_run=dry_run,
        system=told.system,
        left_out=list(told.left_out),
        created_count=counts["created"],
        updated_count=counts["updated"],
        unchanged_count=counts["unchanged"],
        rejected_count=counts["rejected"],
        pending_approval_count=sum(1 for row in shown if row.pending_approval),
        more_count=room.more_count + of_notes.more_count,
        rows=shown,
    )


def _refused(line: Line[RowBody]) -> Row:
    product, sku = str(line.values.get("product", "")), str(line.values.get("sku", ""))
    return Row(
        line=line.number,
        product_id=product,
        sku=sku,
        faults=line.faults,
        more_count=line.more_count,
    )


def _row(line: int, body: RowBody) -> Row:
    stated = {name: _kept(name, getattr(body, name)) for name in COLUMNS[2:]}
    stated = {name: value for name, value in stated.items() if value is not UNSET}
    product, sku = code(body.product), code(body.sku)
    malformed = [
        Fault(f"/{name}", "malformed", NO_CODE)
        for name, given in (("product", product), ("sku", sku))
        if not is_code(given)
    ]
    return Row(
        line=line,
        product_id=product,
        sku=sku,
        of_product={name: value for name, value in stated.items() if name not in _OF_SKU},
        of_sku={name: value for name, value in stated.items() if name in _OF_SKU},
        faults=tuple(malformed),
    )


def _kept(name: str, given: Any) -> Any:
    """In the one form that is stored."""
    if given is None or given is UNSET or name not in _KEPT_AS:
        return given
    return _KEPT_AS[name](given)


def _show(outcome: Outcome, room: Room, of_notes: Room) -> RowView:
    row = outcome.row
    return RowView(
        line=row.line,
        product=row.product_id,
        sku=row.sku,
        result=outcome.result,
        pending_approval=outcome.waits,
        errors=room.show(outcome.faults, row.more_count),
        notes=of_notes.show(row.notes, 0),
    )
