"""Figures as people read them."""

from datetime import date, datetime

from promenade.base.report.model.job import Language
from promenade.kit import currencies

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUS = "−"
_THOUSANDS: dict[Language, tuple[tuple[float, str], ...]] = {
    "en": ((1e9, "bn"), (1e6, "m"), (1e3, "k")),
    "zh": ((1e8, "亿"), (1e4, "万")),
}


def money(minor: int | None, currency: str) -> str:
    return "–" if minor is None else currencies.money(minor, currency)


def short_money(minor: int, currency: str, language: Language) -> str:
    """For an axis: `£1.2k`, `¥2,000`, `¥1.2万`."""
    whole = minor / 10 ** currencies.decimals(currency)
    symbol = currencies.symbol(currency)
    sign, size = (_MINUS if whole < 0 else ""), abs(whole)
    for limit, suffix in _THOUSANDS[language]:
        if size >= limit:
            return f"{sign}{symbol}{_in_digits(size / limit)}{suffix}"
    return f"{sign}{symbol}{_in_digits(size)}"


def _in_digits(size: float) -> str:
    """At least three where there are so many; no powers of ten."""
    return f"{size:,.0f}" if size >= 100 else f"{size:.3g}"


def count(value: int | None) -> str:
    return "–" if value is None else f"{value:,}".replace("-", _MINUS)


def percent(bp: int | None, *, signed: bool = False) -> str:
    if bp is None:
        return "–"
    sign = _MINUS if bp < 0 else "+" if signed and bp else ""
    tenths = (abs(bp) + 5) // 10
    return f"{sign}{tenths // 10:,}.{tenths % 10}%"


def day(on: date, language: Language, *, with_year: bool = True) -> str:
    if language == "zh":
        return f"{on.year}年{on.month}月{on.day}日" if with_year else f"{on.month}月{on.day}日"
    shown = f"{on.day} {_MONTHS[on.month - 1]}"
    return f"{shown} {on.year}" if with_year else shown


def moment(at: datetime | None) -> str:
    return "–" if at is None else f"{at:%Y-%m-%d %H:%M} UTC"
