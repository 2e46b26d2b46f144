"""Files of products: CSV or JSON Lines, one SKU per row.

`product` and `sku` name the row; any other column may be absent, and what is absent stays as it
is. In CSV an empty cell empties what can be empty, tags are `a;b`, options and attributes
`k=v;k=v`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from promenade.capabilities.catalogue.model.product import Shelf
from promenade.capabilities.catalogue.model.row_checks import Outcome, Result, Row
from promenade.capabilities.catalogue.wire.fields import (
    Attributes,
    Brand,
    Code,
    Currency,
    Options,
    Price,
    Slug,
    Tags,
    Title,
    Word,
    text,
    texts,
)
from promenade.capabilities.catalogue.wire.products import read_tags
from promenade.kit.codes import code, is_code
from promenade.kit.decoding import Strict, View, decode, faults
from promenade.kit.errors import Fault, Invalid
from promenade.kit.sheets import Columns, read_sheet

CSV = "text/csv"
JSON_LINES = "application/x-ndjson"
MAX_ROWS = 1_000
MAX_BYTES = 1_048_576


class ImportQuery(Strict, frozen=True):
    """A dry run reports what the file would do, and does nothing."""

    dry_run: bool = False


class RowBody(Strict, frozen=True):
    """One line of JSON; a row of CSV has the same columns."""

    product: Code
    sku: Code
    title: Title | UnsetType = UNSET
    category: Slug | UnsetType = UNSET
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


COLUMNS = RowBody.__struct_fields__
_SHEET = Columns(
    names=COLUMNS,
    required=("product", "sku"),
    integers=frozenset({"list_price_minor", "sale_price_minor", "floor_price_minor"}),
    lists=frozenset({"tags"}),
    maps=frozenset({"options", "attributes"}),
    emptiable=frozenset({"brand", "barcode", "sale_price_minor", "floor_price_minor"}),
)
_OF_SKU = COLUMNS[COLUMNS.index("options") :]
_KEPT_AS: Mapping[str, Any] = {
    "title": text,
    "brand": text,
    "tags": read_tags,
    "attributes": texts,
    "options": texts,
    "barcode": code,
}


class FaultView(View, frozen=True):
    """`pointer` names the column, or is empty for the row as a whole."""

    pointer: str
    code: str
    detail: str


class RowView(View, frozen=True):
    """`line` counts from 1, with a CSV's header as line 1."""

    line: int
    product: str
    sku: str
    result: Literal["created", "updated", "unchanged", "rejected"]
    errors: list[FaultView]


class ImportReport(View, frozen=True):
    """The four counts sum to the number of rows."""

    dry_run: bool
    created_count: int
    updated_count: int
    unchanged_count: int
    rejected_count: int
    rows: list[RowView]


def read_rows(media_type: str, raw: bytes) -> list[Row]:
    """Raises Invalid for a file without rows, with too many, or with a wrong header."""
    rows = list(_csv_rows(raw) if media_type == CSV else _json_rows(raw))
    if not 0 < len(rows) <= MAX_ROWS:
        detail = f"The file has {len(rows)} rows; send 1 to {MAX_ROWS}."
        raise Invalid([Fault("", "wrong_row_count", detail)])
    return rows


def show_report(outcomes: Iterable[Outcome], *, dry_run: bool) -> ImportReport:
    shown = [_show(outcome) for outcome in outcomes]
    counts: dict[Result, int] = {"created": 0, "updated": 0, "unchanged": 0, "rejected": 0}
    for row in shown:
        counts[row.result] += 1
    return ImportReport(
        dry_run=dry_run,
        created_count=counts["created"],
        updated_count=counts["updated"],
        unchanged_count=counts["unchanged"],
        rejected_count=counts["rejected"],
        rows=shown,
    )


def _csv_rows(raw: bytes) -> Iterator[Row]:
    for line, values, found in read_sheet(raw, _SHEET):
        named = {fault.pointer for fault in found}
        wrong = [fault for fault in faults(values, RowBody) if fault.pointer not in named]
        is_row = "" not in named
        if found or wrong:
            yield _refused(line, values, [*found, *(wrong if is_row else [])])
        else:
            yield _row(line, msgspec.convert(values, RowBody))


def _json_rows(raw: bytes) -> Iterator[Row]:
    for line, content in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not content.strip():
            continue
        try:
            yield _row(line, decode(content, RowBody))
        except Invalid as error:
            yield _refused(line, {}, error.faults)


def _refused(line: int, values: Mapping[str, Any], found: Iterable[Fault]) -> Row:
    product, sku = str(values.get("product", "")), str(values.get("sku", ""))
    return Row(line=line, product_id=product, sku=sku, faults=tuple(found))


def _row(line: int, body: RowBody) -> Row:
    stated = {name: _kept(name, getattr(body, name)) for name in COLUMNS[2:]}
    stated = {name: value for name, value in stated.items() if value is not UNSET}
    product, sku = code(body.product), code(body.sku)
    malformed = [
        Fault(f"/{name}", "malformed", "This is not a code.")
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


def _show(outcome: Outcome) -> RowView:
    row = outcome.row
    errors = [
        FaultView(pointer=fault.pointer, code=fault.code, detail=fault.detail)
        for fault in outcome.faults
    ]
    return RowView(
        line=row.line, product=row.product_id, sku=row.sku, result=outcome.result, errors=errors
    )
