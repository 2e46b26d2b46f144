"""A report as spreadsheets take it. Text that a spreadsheet would run is made inert."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import xlsxwriter

from promenade.base.report.model.job import Language
from promenade.base.report.model.report import Comparison, Report, Slice, Sums
from promenade.base.report.render.texts import TEXTS, Texts
from promenade.kit.currencies import decimals, plain
from promenade.kit.sheets import inert

_COLUMNS = tuple(Sums.__struct_fields__)


class Amount(NamedTuple):
    minor: int


class Rate(NamedTuple):
    bp: int


Figure = str | int | Amount | Rate | None


class Table(NamedTuple):
    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Figure]]


def to_csv(report: Report) -> bytes:
    """One row a day, in major units, with the byte order mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    _, columns, rows = _days(report)
    currency = report.scope.currency
    writer.writerow(["currency", *(column.removesuffix("_minor") for column in columns)])
    writer.writerows([currency, *(_text(value, currency) for value in row)] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _text(value: Figure, currency: str) -> str:
    if isinstance(value, Amount):
        return plain(value.minor, currency)
    return inert(value) if isinstance(value, str) else str(value)


def to_xlsx(report: Report, language: Language) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": report.built_at.replace(tzinfo=None)})
    texts = TEXTS[language]
    writer = _SheetWriter(book, report.scope.currency)
    for table in _tables(report, texts):
        heads = [texts.get(column, column) for column in table.columns]
        writer.write(Table(texts[table.name], heads, table.rows))
    book.close()
    return out.getvalue()


class _SheetWriter:
    def __init__(self, book: Any, currency: str) -> None:
        self._book = book
        self._places = decimals(currency)
        point = "." + "0" * self._places if self._places else ""
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._amount = book.add_format({"num_format": f"#,##0{point}"})
        self._whole = book.add_format({"num_format": "#,##0"})
        self._rate = book.add_format({"num_format": "0.00%"})

    def write(self, table: Table) -> None:
        sheet = self._book.add_worksheet(table.name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(table.columns) - 1, 16)
        for column, name in enumerate(table.columns):
            sheet.write_string(0, column, inert(name), self._head)
        for line, row in enumerate(table.rows, start=1):
            for column, value in enumerate(row):
                self._write_cell(sheet, line, column, value)

    def _write_cell(self, sheet: Any, line: int, column: int, value: Figure) -> None:
        if isinstance(value, Amount):
            sheet.write_number(line, column, value.minor / 10**self._places, self._amount)
        elif isinstance(value, Rate):
            sheet.write_number(line, column, value.bp / 10_000, self._rate)
        elif isinstance(value, int):
            sheet.write_number(line, column, value, self._whole)
        elif value is not None:
            sheet.write_string(line, column, inert(value))


def _tables(report: Report, texts: Texts) -> Iterator[Table]:
    compared = ("metric", "value", report.compare, "change")
    yield Table("summary", compared, _summary(report, texts))
    yield _days(report)
    yield _slices("channels", report.channels, texts)
    yield _slices("categories", report.categories, texts)
    yield _slices("top_skus", report.top_skus, texts)
    hours = [f"{hour:02}" for hour in range(24)]
    weekdays = texts["weekdays"].split()
    heat: list[list[Figure]] = [
        [name, *row] for name, row in zip(weekdays, report.heat, strict=True)
    ]
    yield Table("heat", ("day", *hours), heat)


def _summary(report: Report, texts: Texts) -> Iterator[list[Figure]]:
    for name, each in report.headline.items():
        yield [texts[name], *_compared(name, each)]


def _compared(name: str, each: Comparison) -> list[Figure]:
    change = None if each.change_bp is None else Rate(each.change_bp)
    return [_value(name, each.value), _value(name, each.previous), change]


def _days(report: Report) -> Table:
    rows = (
        [day.on.isoformat(), *_values(day.sums), _status(day.is_closed, day.is_restated)]
        for day in report.days
    )
    return Table("day_by_day", ("day", *_COLUMNS, "status"), rows)


def _status(is_closed: bool, is_restated: bool) -> str:
    if is_restated:
        return "restated"
    return "closed" if is_closed else "open"


def _slices(name: str, slices: Sequence[Slice], texts: Texts) -> Table:
    rows = ([_name(each, texts), each.title, *_values(each.sums)] for each in slices)
    return Table(name, (name, "title", *_COLUMNS), rows)


def _name(each: Slice, texts: Texts) -> str:
    return texts[each.name] if each.kind == "other" else each.name


def _values(sums: Sums) -> list[Figure]:
    return [_value(column, getattr(sums, column)) for column in _COLUMNS]


def _value(name: str, value: int | None) -> Figure:
    return Amount(value) if name.endswith("_minor") and value is not None else value
