"""Items of the report table, and facts as bytes."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

import msgspec
from pynamodb.attributes import BinaryAttribute

from promenade.base.report.model.facts import Cell, Facts, Measures, Shop, ShopDay
from promenade.kit.config import setting
from promenade.kit.records import IndexedRecord

CELLS_PER_ITEM = 4000
"""Even of the longest names, they stay under 400 KB."""

_cells = msgspec.json.Decoder(list[tuple[Cell, Measures]])


class ReportRecord(IndexedRecord):
    class Meta:
        table_name = setting("REPORT_TABLE")

    cells = BinaryAttribute(legacy_encoding=False, null=True)


def pack(facts: Mapping[Cell, Measures]) -> bytes:
    return zlib.compress(msgspec.json.encode(list(facts.items())), 6)


def unpack(cells: Iterable[bytes]) -> Facts:
    """Cells of parts, none of which is in two of them."""
    return {cell: held for part in cells for cell, held in _cells.decode(zlib.decompress(part))}


def parts(facts: Mapping[Cell, Measures]) -> Iterator[Facts]:
    """In pieces that an item holds; sorted, because neighbours compress well."""
    left = iter(sorted(facts.items()))
    while part := dict(islice(left, CELLS_PER_ITEM)):
        yield part


def journal(shop: Shop) -> str:
    return f"JOURNAL#{shop.currency}#{shop.store}"


def days(shop: Shop) -> str:
    return f"DAYS#{shop.currency}#{shop.store}"


def ledger(day: ShopDay) -> str:
    return f"LEDGER#{day.shop.currency}#{day.shop.store}#{day.on}"


def upto(on: date) -> str:
    """After every sk that starts with the day."""
    return f"{on}~"
