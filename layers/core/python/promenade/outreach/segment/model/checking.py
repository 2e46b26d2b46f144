"""What is wrong with a definition beyond its types: every fault at once, where it stands."""

import re
from collections.abc import Iterator

from promenade.contracts.languages import LANGUAGE, NO_LANGUAGE
from promenade.contracts.profiles import NO_TAG, TAG
from promenade.kit.countries import COUNTRIES, NO_COUNTRY
from promenade.kit.errors import Fault
from promenade.kit.zones import is_zone
from promenade.outreach.segment.model import definition as d

_NO_ZONE = "Send an IANA zone, such as Asia/Shanghai."
_language, _tag = re.compile(LANGUAGE), re.compile(TAG)
_TOO_LARGE = "A definition has {most} conditions at most, {depth} deep."


def faults(condition: d.Condition) -> Iterator[Fault]:
    """Pointers are into the definition."""
    if fault := _size(condition):
        yield fault
        return
    for at, each in d.walk(condition):
        yield from (fault.within(at) for fault in _faults(each))


def _size(condition: d.Condition) -> Fault | None:
    if _is_small(condition):
        return None
    facts = {"most": d.MOST_CONDITIONS, "depth": d.MOST_DEPTH}
    return Fault("", "too_large", _TOO_LARGE, facts=facts)


def _is_small(condition: d.Condition) -> bool:
    """Level by level: the reader takes what is nested deeper than calls may be."""
    level, count = [condition], 0
    for _ in range(d.MOST_DEPTH):
        count += len(level)
        level = [part for each in level for _, part in d.parts(each)]
    return not level and count <= d.MOST_CONDITIONS


def _faults(condition: d.Condition) -> Iterator[Fault]:
    match condition:
        case d.Field() | d.Tag():
            yield from _comparison(condition)
        case d.Purchases() | d.Did():
            yield from _range(condition.at_least, condition.at_most, "/at_most")
        case d.Spent():
            yield from _range(condition.at_least_minor, condition.at_most_minor, "/at_most_minor")
        case d.Scored():
            yield from _range(condition.at_least, condition.at_most, "/at_most")
        case _:
            pass
    match condition:
        case d.Bought():
            yield from _bought(condition)
        case d.Did():
            yield from _did(condition)
        case d.Scored():
            yield from _scored(condition)
        case _:
            pass


def _comparison(condition: d.Field | d.Tag) -> Iterator[Fault]:
    if isinstance(condition, d.Tag) and not _tag.search(condition.name):
        yield Fault("/name", "wrong_value", NO_TAG)
    needs = condition.test in ("eq", "neq", "neq_or_missing")
    if needs and not condition.values:
        yield Fault("/values", "missing", "Say what it is compared with.")
    if not needs and condition.values:
        yield Fault("/values", "not_compared", "Nothing is compared here: leave the values out.")
    elif isinstance(condition, d.Field):
        yield from _unknown(condition)


def _unknown(condition: d.Field) -> Iterator[Fault]:
    """Nobody has a value that profiles do not take."""
    for place, value in enumerate(condition.values):
        match condition.name:
            case "country" if value not in COUNTRIES:
                yield Fault(f"/values/{place}", "unknown_country", NO_COUNTRY)
            case "language" if not _language.search(value):
                yield Fault(f"/values/{place}", "wrong_value", NO_LANGUAGE)
            case "zone" if not is_zone(value):
                yield Fault(f"/values/{place}", "unknown_zone", _NO_ZONE)
            case _:
                pass


def _range(least: int | None, most: int | None, at: str) -> Iterator[Fault]:
    if least is None and most is None:
        yield Fault("", "unbounded", "Say at least or at most how much.")
    if least is not None and most is not None and most < least:
        yield Fault(at, "contradiction", "Nothing is at least {least} and at most {most}.",
                    facts={"least": least, "most": most})  # fmt: skip


def _bought(condition: d.Bought) -> Iterator[Fault]:
    within, not_within = condition.within_days, condition.not_within_days
    if within is None and not_within is None:
        yield Fault("", "unbounded", "Say within how many days, or not within how many.")
    if within is not None and not_within is not None and not_within >= within:
        detail = "Nothing is within {within} days and not within {not_within}."
        facts = {"within": within, "not_within": not_within}
        yield Fault("/not_within_days", "contradiction", detail, facts=facts)


def _did(condition: d.Did) -> Iterator[Fault]:
    if condition.at_least == 0 and condition.at_most is None:
        yield Fault("/at_least", "always", "Everybody did it at least 0 times: ask for 1 or more.")
    if condition.sku is not None and condition.category is not None:
        yield Fault("/category", "one_of_two", "Ask for a SKU or a category, not for both.")


def _scored(condition: d.Scored) -> Iterator[Fault]:
    if condition.measure == "money" and condition.currency is None:
        yield Fault("/currency", "missing", "Money is scored by currency: say which.")
    if condition.measure != "money" and condition.currency is not None:
        yield Fault("/currency", "no_currency", "Only money has a currency: leave it out.")
