"""Amounts as spreadsheets of all countries write them, in major units: `1299.00`, `1.299,00`,
`1 299,00`, `1’299.00`. What may be two amounts is none."""

import re
from typing import Literal

from promenade.kit.currencies import decimals
from promenade.kit.errors import Fault

Mark = Literal["comma", "point"]

_MARKS = {"comma": ",", "point": "."}
_UNCLEAR = (
    "“{amount}” may be two amounts: say by decimal_mark=point or decimal_mark=comma how the file "
    "writes decimals."
)
_NO_AMOUNT = "“{amount}” is no amount, such as 1299.00."
_TOO_FINE = "“{amount}” has more decimals than {currency} has."

_unclear = re.compile("[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = "[0-9]{1,3}(?P<by>[.,'’ \u00a0\u202f])[0-9]{3}(?:(?P=by)[0-9]{3}){0,2}"
_whole = re.compile(f"[0-9]{{1,12}}|{_GROUPED}")
_digits = re.compile("[0-9]{1,12}")


def read_amount(said: str, currency: str, mark: Mark | None) -> int | Fault:
    """In minor units, or why it is none. Without a `mark` only what can be one amount is read: of
    two kinds of marks the last is the decimals', and one that is there twice is not."""
    facts = {"amount": said[:40], "currency": currency}
    if mark is None and _unclear.fullmatch(said):
        return Fault("", "unclear_amount", _UNCLEAR, facts=facts)
    by = _MARKS[mark] if mark else _decimal_mark(said)
    whole, marked, fraction = said.partition(by)
    grouped = _whole.fullmatch(whole)
    if not grouped or grouped["by"] == by or (marked and not _digits.fullmatch(fraction)):
        return Fault("", "no_amount", _NO_AMOUNT, facts=facts)
    places, fine = decimals(currency), fraction.rstrip("0")
    if len(fine) > places:
        return Fault("", "too_fine", _TOO_FINE, facts=facts)
    return int(re.sub("[^0-9]", "", whole) + fine.ljust(places, "0"))


def _decimal_mark(said: str) -> str:
    marks = [each for each in said if each in ".,"]
    if len(marks) > 1 and len({*marks}) == 1:
        return "," if marks[0] == "." else "."
    return marks[-1] if marks else "."
