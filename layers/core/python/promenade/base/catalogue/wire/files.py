"""Files of products: rows of ours, or another shop system's export as its shop has it."""

from collections.abc import Iterator, Mapping

from promenade.base.catalogue.model.row_checks import Products, Row
from promenade.base.catalogue.wire.fields import Reason, Slug
from promenade.base.catalogue.wire.imports import MAX_ROWS, SHEET, RowBody, read_rows, row_of
from promenade.base.catalogue.wire.platforms.magento import MAGENTO
from promenade.base.catalogue.wire.platforms.preset import Preset, Told
from promenade.base.catalogue.wire.platforms.reading import Reader, Terms
from promenade.base.catalogue.wire.platforms.shopify import SHOPIFY
from promenade.base.catalogue.wire.platforms.woocommerce import WOOCOMMERCE
from promenade.kit.currencies import Currency
from promenade.kit.encodings import text_of
from promenade.kit.errors import Fault, Invalid
from promenade.kit.imports import CSV, File, ImportQuery, line_of
from promenade.kit.sheets import column_names, column_spellings, read_sheet
from promenade.kit.values import replace
from promenade.kit.written_amounts import Mark

_PRESETS = (SHOPIFY, WOOCOMMERCE, MAGENTO)
_NO_CURRENCY = "{system}’s export does not say its currency: say it, such as currency=EUR."
_UNKNOWN = "The header is of no export that is known here. They are told by these columns: {known}."
_OWN = "Only the exports of other shop systems need this."


class ProductFileQuery(ImportQuery, frozen=True):
    """The last three are of other shop systems' exports, which do not say them."""

    reason: Reason | None = None
    currency: Currency | None = None
    decimal_mark: Mark | None = None
    fallback_category: Slug | None = None


def read_file(file: File, query: ProductFileQuery, most: int = MAX_ROWS) -> Products:
    """Raises Invalid as `read_rows` does, for an export without a currency, and for what is said of
    a file of ours that says it itself."""
    text = text_of(file.raw, file.charset) if file.media_type == CSV else ""
    for preset in _PRESETS:
        spelt = column_spellings(text, preset.columns)
        names = [*spelt]
        if any(marks <= {*names} for marks in preset.marks):
            rows = list(_rows(text, preset, _terms(query, preset, spelt), most))
            known = {*preset.columns.names}
            return Products(rows, preset.system, [name for name in names if name not in known])
    _require_own(query, text)
    return Products(read_rows(file, most))


def _rows(text: str, preset: Preset, terms: Terms, most: int) -> Iterator[Row]:
    read = read_sheet(text, preset.columns, most)
    sheet = [
        Told(line, {name: str(cell) for name, cell in cells.items()}, tuple(broken))
        for line, cells, broken in read
    ]
    reader = Reader(preset, terms)
    for told in preset.variants(sheet):
        yield _row(told, reader) if told.head else _refused(told)


def _row(told: Told, reader: Reader) -> Row:
    read = reader.read(told)
    row = row_of(line_of(told.line, read.values, read.faults, RowBody))
    return replace(row, category_paths=read.paths, notes=tuple(read.notes), unpriced=read.unpriced)


def _refused(told: Told) -> Row:
    return Row(line=told.line, product_id=told.product, sku=told.sku, faults=told.faults)


def _terms(query: ProductFileQuery, preset: Preset, spelt: Mapping[str, str]) -> Terms:
    if query.currency is None:
        facts = {"system": preset.system}
        raise Invalid([Fault("/currency", "missing", _NO_CURRENCY, "query", facts)])
    return Terms(query.currency, query.decimal_mark, spelt)


def _require_own(query: ProductFileQuery, text: str) -> None:
    """What only exports of others need is said of one that is not known, or of a file of ours."""
    said = ("currency", "decimal_mark", "fallback_category")
    told = [name for name in said if getattr(query, name) is not None]
    if told and text and not {*SHEET.required} <= {*column_names(text, SHEET)}:
        known = "; ".join(
            f"{each.system}: {', '.join(sorted(marks))}"
            for each in _PRESETS
            for marks in each.marks
        )
        raise Invalid([Fault("", "unknown_export", _UNKNOWN, facts={"known": known})])
    if told:
        raise Invalid([Fault(f"/{name}", "unexpected", _OWN, "query") for name in told])
