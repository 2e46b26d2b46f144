"""One report's words and figures: a language and a currency."""

from collections.abc import Iterable
from datetime import date

from promenade.base.report.model.job import Language, Scope
from promenade.base.report.model.period import Period
from promenade.base.report.model.report import Comparison, Slice
from promenade.base.report.render import figures
from promenade.base.report.render.texts import TEXTS


class Words:
    def __init__(self, language: Language, currency: str) -> None:
        self._language = language
        self._texts = TEXTS[language]
        self.currency = currency

    def __getitem__(self, name: str) -> str:
        return self._texts[name]

    def say(self, name: str, **values: object) -> str:
        return self._texts[name].format(**values)

    def figure(self, metric: str, value: int | None) -> str:
        if metric.endswith("_minor"):
            return figures.money(value, self.currency)
        return figures.count(value)

    def money(self, minor: int) -> str:
        return figures.money(minor, self.currency)

    def tick(self, minor: int) -> str:
        return figures.short_money(minor, self.currency, self._language)

    def day(self, on: date, *, with_year: bool = True) -> str:
        return figures.day(on, self._language, with_year=with_year)

    def days(self, days: Iterable[date]) -> str:
        shown = [self.day(on) for on in days]
        more = f" +{len(shown) - 6}" if len(shown) > 6 else ""
        return ", ".join(shown[:6]) + more or self["none"]

    def period(self, period: Period) -> str:
        if period.first_on == period.last_on:
            return self.day(period.first_on)
        with_year = period.first_on.year != period.last_on.year
        first = self.day(period.first_on, with_year=with_year or self._language == "zh")
        return f"{first} – {self.day(period.last_on)}"

    def scope(self, scope: Scope) -> str:
        return scope.store or self["all_stores"]

    def name(self, each: Slice) -> str:
        return self[each.name] if each.kind == "other" else each.name

    def weekday(self, number: int) -> str:
        return self["weekdays"].split()[number]

    def change(self, each: Comparison) -> str:
        """The direction as a sign and a word, never only as a colour."""
        if each.change_bp is None:
            return self["nothing_before"]
        if not each.change_bp:
            return self["unchanged"]
        arrow = "▲" if each.change_bp > 0 else "▼"
        return f"{arrow} {figures.percent(each.change_bp, signed=True)}"
