"""The page a marketer opens: one file, no script, nothing fetched."""

from functools import cache
from pathlib import Path

from promenade.base.report.model.job import Language
from promenade.base.report.model.report import Report
from promenade.base.report.render.page import sales, sections
from promenade.base.report.render.page.words import Words
from promenade.kit.markup import Markup, el

_TAG = {"en": "en", "zh": "zh-CN"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"


def to_html(report: Report, language: Language) -> bytes:
    words = Words(language, report.scope.currency)
    body = el(
        "main",
        [
            sections.header(report, words),
            sales.metrics(report, words),
            sales.day_by_day(report, words),
            el("div", [*sales.channels_and_categories(report, words)], class_="pair"),
            sales.best_sellers(report, words),
            sections.heat(report, words),
            el("div", [*sections.trust(report, words)], class_="pair"),
            sections.footer(report, words),
        ],
    )
    page = el("html", [_head(report, words), el("body", body)], lang=_TAG[language])
    return f"<!doctype html>\n{page}\n".encode()


def _head(report: Report, words: Words) -> Markup:
    title = f"{words['report']} · {words.scope(report.scope)} · {words.period(report.period)}"
    return Markup(
        '<head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{el('title', title)}<style>{_style()}</style></head>"
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("style.css").read_text()
