"""The page that buyers open: readable as it comes; its script counts down, queues and orders."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from promenade.activity.flash_sale.model.queue import DRAWN_BEFORE, OPENS_BEFORE
from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.activity.flash_sale.model.terms import Fairness
from promenade.activity.flash_sale.render.assets import asset
from promenade.activity.flash_sale.render.words import FRAME, SAYS, TAGS
from promenade.kit.currencies import money
from promenade.kit.markup import Markup, el, join

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ASSETS = ("sale.css", "sale.js")
_FILLED = re.compile(r"(\{\w+\})")


class _Page:
    """Of one sale in one language, as it is at `now`."""

    def __init__(self, sale: FlashSale, language: str, now: datetime) -> None:
        self._sale, self._now = sale, now
        self._index = list(TAGS).index(language)

    def html(self) -> Markup:
        body = el("body", el("main", [*self._parts()], **self._facts()))
        tag = list(TAGS.values())[self._index]
        return Markup(f"<!doctype html>\n{el('html', [self._head(), body], lang=tag)}\n")

    def _word(self, name: str, **facts: object) -> str:
        return FRAME[name][self._index].format_map(facts)

    def _head(self) -> Markup:
        css, js = (f"../assets/{name}?digest={asset(name).digest}" for name in _ASSETS)
        return Markup(
            '<head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"{el('title', self._sale.terms.name)}"
            f'<link rel="stylesheet" href="{css}"><script src="{js}" defer></script></head>'
        )

    def _facts(self) -> dict[str, object]:
        """What the script reads; instants in milliseconds since 1970."""
        terms = self._sale.terms
        instants = {
            "now": self._now,
            "start": terms.start,
            "end": self._sale.end,
            "opens": terms.start - OPENS_BEFORE,
        }
        facts = {f"data_{name}": _milliseconds(at) for name, at in instants.items()}
        named = {"data_sale": self._sale.id, "data_fairness": terms.fairness.value}
        return {**facts, **named, "data_api": "../../"}

    def _parts(self) -> Iterator[Markup]:
        sale, terms = self._sale, self._sale.terms
        yield el("h1", terms.name)
        yield el("p", sale.goods.title if sale.goods else terms.sku, class_="soft")
        yield el("p", money(terms.price_minor, terms.currency), class_="price")
        yield el("p", self._word("per_user", count=terms.per_user))
        yield el("p", self._window(), class_="soft")
        if terms.fairness is Fairness.QUEUE:
            minutes = int(DRAWN_BEFORE.total_seconds()) // 60
            yield el("p", self._word("queue", minutes=minutes), class_="soft")
        yield el("div", [*self._clock()], class_="card clock", hidden="")
        yield el("div", [*self._says()], class_="card says", role="status")
        yield el("div", [*self._acts()], class_="acts")
        yield el("noscript", el("p", self._word("no_script"), class_="card"))

    def _window(self) -> str:
        zone = ZoneInfo(self._sale.terms.zone)
        ends = {"start": self._sale.terms.start, "end": self._sale.end}
        shown = {name: f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for name, at in ends.items()}
        return self._word("window", **shown, zone=self._sale.terms.zone)

    def _clock(self) -> Iterator[Markup]:
        is_before = self._now < self._sale.terms.start
        for name, is_shown in (("start", is_before), ("end", not is_before)):
            hidden = None if is_shown else ""
            yield el("span", self._word(f"until_{name}"), data_until=name, hidden=hidden)
        days = [el("b", "", data_days=""), " ", self._word("days")]
        yield el("span", days, hidden="")
        yield el("b", "–", data_clock="", role="timer")

    def _says(self) -> Iterator[Markup]:
        """The phase is told without a script too."""
        phase = self._sale.phase(self._now)
        for name, texts in SAYS.items():
            hidden = None if name == phase.value else ""
            yield el("p", _filled(texts[self._index]), data_says=name, hidden=hidden)

    def _acts(self) -> Iterator[Markup]:
        counts = map(str, range(1, self._sale.terms.per_user + 1))
        choice = el("select", [el("option", count) for count in counts], data_qty="")
        for name in ("join", "buy"):
            if name == "buy":
                yield el("label", [self._word("qty"), choice], data_act="buy", hidden="")
            yield el("button", self._word(name), type="button", data_act=name, hidden="")
        yield el("a", self._word("pay"), class_="act", data_act="pay", hidden="")


def to_html(sale: FlashSale, language: str, now: datetime) -> str:
    return _Page(sale, language, now).html()


def _filled(text: str) -> Markup:
    """With an element at each place that is filled."""
    parts = _FILLED.split(text)
    return join(
        el("b", data_fact=part[1:-1]) if part.startswith("{") else part for part in parts if part
    )


def _milliseconds(at: datetime) -> int:
    return int((at - _EPOCH).total_seconds() * 1_000)
