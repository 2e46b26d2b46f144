"""Phone numbers in one form, E.164 as `+8613800138000`, however they were written (ADR 127)."""

import re
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

from promenade.kit.errors import Fault, Invalid
from promenade.kit.text import visible

if TYPE_CHECKING:
    from promenade.kit.numbering import Found

HOME = "CN"
"""Whose numbers are meant where nothing says of which country they are."""

_NO_NUMBER = "This is no phone number in {country}; start it with the code of its country, as +44."
_NO_SUCH_NUMBER = "This is no phone number of the country whose code it starts with."
_NO_MOBILE = "No text message reaches this number: send a mobile phone’s, with its country’s code."
_SHORTENED = "A spreadsheet has shortened this number: format its column as text and fill it again."

_between = re.compile(r"[\s()./\-\u2010-\u2015\u2212]")
_mainland = re.compile(r"(\+?86)?(1[3-9][0-9]{9})")
_fraction = re.compile(r"([0-9]{7,15})\.0+")
_scientific = re.compile(r"[0-9,]+[Ee]\+?[0-9]+")


def read_phone(text: str, country: str | None = None) -> str:
    """The number of what gets text messages. Where the text has no country's code it is one of
    `country`; of mainland China where that is not told, or has no such numbers. Raises Invalid."""
    compact, place = _compact(text), country or HOME
    if number := _of_mainland(compact, place):
        return number
    if _scientific.fullmatch(compact):
        raise Invalid([Fault("", "no_address", _SHORTENED)])
    found = _look_up(compact, place)
    if found is None and (number := _of_mainland(compact, HOME)):
        return number
    if found is None or _is_doubtful(found, compact):
        says = _NO_SUCH_NUMBER if compact.startswith("+") else _NO_NUMBER
        raise Invalid([Fault("", "no_address", says, facts={"country": place})])
    if found.kind == "fixed":
        raise Invalid([Fault("", "no_mobile", _NO_MOBILE)])
    return found.number


def read_caller(text: str) -> str:
    """The number of whom a carrier tells of: the same, also where it left the plus out. Raises
    Invalid."""
    try:
        return read_phone(text)
    except Invalid as refusal:
        digits = _compact(text)
        if digits.isdecimal():
            with suppress(Invalid):
                return read_phone(f"+{digits}")
        raise refusal from None


def phone_form(text: str) -> str:
    """What is the same for a number however it was written: E.164; of what is none, its digits.
    Carriers leave the plus out."""
    compact = _compact(text)
    if number := _of_mainland(compact, HOME):
        return number
    digits = "".join(char for char in compact if char.isdecimal())
    has_code = compact.startswith("+") and digits
    found = None if has_code else _look_up(digits, HOME)
    if found is None or found.kind == "unplanned":
        found = _look_up(f"+{digits}", HOME)
    if found:
        return found.number
    return f"+{digits}" if has_code else digits


def _compact(text: str) -> str:
    """Without what stands between digits. A whole number that a spreadsheet wrote with a fraction
    is that whole number."""
    plain = visible(unicodedata.normalize("NFKC", text)).strip()
    if fraction := _fraction.fullmatch(plain):
        return fraction[1]
    compact = _between.sub("", plain)
    return f"+{compact[2:]}" if compact.startswith("00") else compact


def _of_mainland(compact: str, country: str) -> str | None:
    found = _mainland.fullmatch(compact)
    return f"+86{found[2]}" if found and (found[1] or country == HOME) else None


def _look_up(compact: str, country: str) -> "Found | None":
    from promenade.kit.numbering import look_up  # noqa: PLC0415  tables that few need: 50 ms

    return look_up(compact, country)


def _is_doubtful(found: "Found", compact: str) -> bool:
    """What no plan knows may be new, or a sample's; mainland China's plan is known, and what may be
    one of its mobiles as well is never guessed at."""
    is_mainland = found.number.startswith("+86") or _of_mainland(compact, HOME)
    return found.kind == "unplanned" and bool(is_mainland)
