"""Files of products: rows of ours, or another shop system's export as its shop has it."""

from collections.abc import Iterator

from promenade.base.catalogue.model.row_checks import Products, Row
from promenade.base.catalogue.wire.fields import Reason, Slug
from promenade.base.catalogue.wire.imports import MAX_ROWS, RowBody, read_rows, row_of
from promenade.base.catalogue.wire.platforms.magento import MAGENTO
from promenade.base.catalogue.wire.platforms.preset import Preset, Told
from promenade.base.catalogue.wire.platforms.reading import Terms, fields_of
from promenade.base.catalogue.wire.platforms.shopify import SHOPIFY
from promenade.base.catalogue.wire.platforms.woocommerce import WOOCOMMERCE
from promenade.kit.currencies import Currency
from promenade.kit.encodings import text_of
from promenade.kit.errors import Fault, Invalid
from promenade.kit.imports import CSV, File, ImportQuery, line_of
from promenade.kit.sheets import column_names, read_sheet
from promenade.kit.values import replace
from promenade.kit.written_amounts import Mark

_PRESETS = (SHOPIFY, WOOCOMMERCE, MAGENTO)
_NO_CURRENCY = "{system}’s export does not say its currency: say it, such as currency=EUR."
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
        names = column_names(text, preset.columns)
        if any(marks <= {*names} for marks in preset.marks):
            rows = list(_rows(text, preset, _terms(query, preset), most))
            known = {*preset.columns.names}
            return Products(rows, preset.system, [name for name in names if name not in known])
    _require_own(query)
    return Products(read_rows(file, most))


def _rows(text: str, preset: Preset, terms: Terms, most: int) -> Iterator[Row]:
    read = read_sheet(text, preset.columns, most)
    sheet = [
        Told(line, {name: str(cell) for name, cell in cells.items()}, tuple(broken))
        for line, cells, broken in read
    ]
    for told in preset.variants(sheet):
        values, faults = fields_of(told, preset, terms)
        row = row_of(line_of(told.line, values, faults, RowBody))
        yield replace(row, category_paths=tuple(preset.paths(told.head)))


def _terms(query: ProductFileQuery, preset: Preset) -> Terms:
    if query.currency is None:
        facts = {"system": preset.system}
        raise Invalid([Fault("/currency", "missing", _NO_CURRENCY, "query", facts)])
    return Terms(query.currency, query.decimal_mark)


def _require_own(query: ProductFileQuery) -> None:
    said = ("currency", "decimal_mark", "fallback_category")
    told = [name for name in said if getattr(query, name) is not None]
    if told:
        raise Invalid([Fault(f"/{name}", "unexpected", _OWN, "query") for name in told])
