"""The files of a report: nothing in them runs, and their figures are the report's."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import msgspec
import openpyxl
import pytest

from promenade.base.report.model.job import FORMATS, Language, ReportJob, Scope
from promenade.base.report.model.period import Period
from promenade.base.report.model.report import Report, report_of
from promenade.base.report.render import figures, render
from promenade.base.report.render.page import to_html
from promenade.base.report.render.tables import to_csv, to_xlsx
from promenade.base.report.render.texts import EN, ZH
from promenade.contracts.orders import OrderDocument
from promenade.kit.sheets import inert
from promenade.kit.values import replace
from tests.base.report.test_report import settled
from tests.support.facts import LATER, ON, PLACED, order, refunded

EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "<script>alert(1)</script>", "a\"b'&<i>")
WEEK = Period(ON, date(2026, 1, 11))


def report(*orders: OrderDocument, store: str | None = None) -> Report:
    job = ReportJob("report_1", Scope("CNY", store), WEEK, "en", LATER, "staff:maria")
    return report_of(job, settled(*orders), LATER)


def evil_report() -> Report:
    lines = order().lines
    orders = [
        order(
            f"A-{n}",
            channel=text,
            lines=(msgspec.structs.replace(lines[0], sku=text, title=text, category=text),),
        )
        for n, text in enumerate(EVIL)
    ]
    return report(*orders, store=EVIL[-2])


class Page(HTMLParser):
    """The tags and the text of a page, and the depth at its end."""

    VOID = frozenset({"meta"})

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_a_report_comes_in_every_format() -> None:
    files = render(report(order()), "en")
    assert tuple(files) == FORMATS
    document = msgspec.json.decode(files["json"])
    assert document["headline"]["net_minor"] == {
        "value": 7800,
        "previous": 0,
        "change_bp": None,
    }


@pytest.mark.parametrize("text", EVIL[:6])
def test_text_that_a_spreadsheet_would_run_is_made_inert(text: str) -> None:
    assert inert(text) == f"'{text}"
    assert inert(f"x{text}") == f"x{text}"


def test_no_cell_of_a_workbook_is_a_formula_or_starts_like_one() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(evil_report(), "en")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'=1+1" in texts


def test_a_workbook_holds_numbers_not_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report(refunded()), "en")))
    assert book.sheetnames == [
        EN[name] for name in ("summary", "day_by_day", "channels", "categories", "top_skus", "heat")
    ]
    summary = {row[0]: row[1:] for row in book[EN["summary"]].values}
    assert summary[EN["net_minor"]] == (50.5, 0, None)
    assert summary[EN["order_count"]] == (1, 0, None)
    days = list(book[EN["day_by_day"]].values)
    assert days[1][0] == "2026-01-05"
    assert days[3][days[0].index(EN["refunded_minor"])] == 27.5


def test_a_csv_has_a_row_for_every_day_in_major_units() -> None:
    text = to_csv(report(refunded())).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 7
    assert (rows[0]["currency"], rows[0]["day"]) == ("CNY", "2026-01-05")
    assert [rows[n]["net"] for n in (0, 1, 2)] == ["78.00", "0.00", "-27.50"]
    assert rows[0]["order_count"] == "1"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_an_order_says_becomes_markup(language: Language) -> None:
    page = Page(to_html(evil_report(), language))
    names = {tag for tag, _ in page.tags}
    assert page.open == []
    assert not names & {"script", "i iframe", "img", "link", "form", "object"}
    assert EVIL[-2] in page.texts
    assert EVIL[-1] in page.texts
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]


def test_the_page_fetches_nothing_and_says_so_to_the_browser() -> None:
    page = Page(to_html(report(order()), "en"))
    fetched = [a for _, a in page.tags if {"src", "srcset"} & set(a)]
    links = [a["href"] for _, a in page.tags if "href" in a]
    policy = next(a["content"] for _, a in page.tags if a.get("http-equiv"))
    assert fetched == []
    assert set(links) == {"#reconciliation"}
    assert policy is not None
    assert policy.startswith("default-src 'none'")


def test_the_page_shows_figures_directions_and_the_badge() -> None:
    earlier = PLACED - timedelta(days=7)
    text = Page(
        to_html(
            report(order("A-1"), order("A-2"), order("B-1", placed_at=earlier, paid_at=earlier)),
            "en",
        )
    ).texts
    assert "¥156.00" in text
    assert "▲ +100.0%" in text
    assert "previously ¥78.00" in text
    assert "Reconciled" in text
    assert "Busiest: Mon 11:00–11:59, 2 orders" in text


def test_the_badge_tells_when_facts_and_orders_differ() -> None:
    found = report(order())
    wrong = replace(found, reconciliation=replace(found.reconciliation, is_balanced=False))
    assert "Does not reconcile" in Page(to_html(wrong, "en")).texts
    unknown = replace(found, reconciliation=replace(found.reconciliation, is_balanced=None))
    assert "尚未结账" in Page(to_html(unknown, "zh")).texts


def test_a_page_speaks_one_language() -> None:
    html = to_html(report(order("A-1", channel="网店")), "zh").decode()
    assert '<html lang="zh-CN">' in html
    assert not [text for name, text in EN.items() if text != ZH[name] and f">{text}<" in html]


def test_both_languages_have_the_same_texts() -> None:
    assert EN.keys() == ZH.keys()


def test_charts_have_names_and_tables_have_heads() -> None:
    page = Page(to_html(report(order()), "en"))
    drawings = [a for tag, a in page.tags if tag == "svg"]
    assert all(a.get("aria-label") or a.get("aria-hidden") == "true" for a in drawings)
    tables = sum(tag == "table" for tag, _ in page.tags)
    heads = sum(tag == "thead" for tag, _ in page.tags)
    assert tables == heads == 6


def test_an_empty_period_has_a_page_too() -> None:
    text = Page(to_html(report(), "en")).texts
    assert "Nothing happened in this period." in text
    assert "Not closed yet" in text


def test_what_is_not_known_is_shown_as_such() -> None:
    assert figures.money(None, "EUR") == "–"
    assert figures.money(123456, "CNY") == "¥1,234.56"


@pytest.mark.parametrize(
    ("minor", "language", "shown"),
    [
        (123456, "en", "¥1.23k"),
        (-50_000_00, "zh", "−¥5万"),
        (2_0000_0000_00, "zh", "¥2亿"),
        (999, "zh", "¥9.99"),
        (2_000_00, "zh", "¥2,000"),
        (9_999_99, "zh", "¥10,000"),
        (12_300_00, "zh", "¥1.23万"),
        (999_999_00, "en", "¥1,000k"),
        (450_00, "en", "¥450"),
    ],
)
def test_money_on_an_axis_is_short(minor: int, language: Language, shown: str) -> None:
    assert figures.short_money(minor, "CNY", language) == shown


@pytest.mark.parametrize(
    ("bp", "shown"), [(1234, "+12.3%"), (-6667, "−66.7%"), (0, "0.0%"), (None, "–")]
)
def test_a_change_is_shown_with_its_sign(bp: int | None, shown: str) -> None:
    assert figures.percent(bp, signed=True) == shown


def test_moments_are_shown_in_utc() -> None:
    assert figures.moment(datetime(2026, 1, 5, 9, 30, tzinfo=UTC)) == "2026-01-05 09:30 UTC"
