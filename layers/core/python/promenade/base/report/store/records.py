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
ITEM_BYTES = 380_000
"""Of an item's cells, beside its keys; 400 KB is what the table takes."""

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


def parts(facts: Mapping[Cell, Measures]) -> Iterator[bytes]:
    """Packed in pieces that an item holds; sorted, because neighbours compress well."""
    left = iter(sorted(facts.items()))
    while part := list(islice(left, CELLS_PER_ITEM)):
        yield from _fitting(part)


def _fitting(cells: list[tuple[Cell, Measures]]) -> Iterator[bytes]:
    packed = pack(dict(cells))
    if len(packed) <= ITEM_BYTES:
        yield packed
        return
    half = len(cells) // 2
    yield from _fitting(cells[:half])
    yield from _fitting(cells[half:])


def journal(shop: Shop) -> str:
    return f"JOURNAL#{shop.currency}#{shop.store}"


def days(shop: Shop) -> str:
    return f"DAYS#{shop.currency}#{shop.store}"


def ledger(day: ShopDay) -> str:
    return f"LEDGER#{day.shop.currency}#{day.shop.store}#{day.on}"


def upto(on: date) -> str:
    """After every sk that starts with the day."""
    return f"{on}~"
