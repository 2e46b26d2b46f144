"""Amounts as spreadsheets of all countries write them, in major units: `1299.00`, `1.299,00`,
`1 299,00`, `1’299.00`. What may be two amounts is none."""

import re
from decimal import Decimal
from typing import Literal

from promenade.kit.currencies import decimals
from promenade.kit.errors import Fault
from promenade.kit.messages import Facts
from promenade.kit.values import Value

Mark = Literal["comma", "point"]

_MARKS = {"comma": ",", "point": "."}
_UNCLEAR = (
    "“{amount}” in the column “{column}” may be two amounts: say by decimal_mark=point or "
    "decimal_mark=comma how the file writes decimals."
)
_NO_AMOUNT = "“{amount}” in the column “{column}” is no amount, such as {example}."
_TOO_FINE = "“{amount}” in the column “{column}” has more decimals than {currency} has."

_unclear = re.compile("[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = "[0-9]{1,3}(?P<by>[.,'’ \u00a0\u202f])[0-9]{3}(?:(?P=by)[0-9]{3}){0,2}"
_whole = re.compile(f"[0-9]{{1,12}}|{_GROUPED}")
_digits = re.compile("[0-9]{1,12}")


class Written(Value, frozen=True):
    """How a column of a file writes amounts. Without a `mark` only what can be one amount is read:
    of two kinds of marks the last is the decimals', and one that is there twice is not."""

    currency: str
    mark: Mark | None
    column: str

    @property
    def facts(self) -> Facts:
        """Its name, and an amount as it would stand there."""
        return {"column": self.column, "example": self.write(1299 * 10 ** decimals(self.currency))}

    def write(self, minor: int) -> str:
        said = str(Decimal(minor).scaleb(-decimals(self.currency)))
        return said.replace(".", _MARKS[self.mark]) if self.mark else said

    def read(self, said: str) -> int | Fault:
        """In minor units, or why it is none."""
        if self.mark is None and _unclear.fullmatch(said):
            return self._fault("unclear_amount", _UNCLEAR, said)
        by = _MARKS[self.mark] if self.mark else _decimal_mark(said)
        whole, marked, fraction = said.partition(by)
        grouped = _whole.fullmatch(whole)
        if not grouped or grouped["by"] == by or (marked and not _digits.fullmatch(fraction)):
            return self._fault("no_amount", _NO_AMOUNT, said)
        places, fine = decimals(self.currency), fraction.rstrip("0")
        if len(fine) > places:
            return self._fault("too_fine", _TOO_FINE, said)
        return int(re.sub("[^0-9]", "", whole) + fine.ljust(places, "0"))

    def _fault(self, code: str, detail: str, said: str) -> Fault:
        facts = {**self.facts, "amount": said[:40], "currency": self.currency}
        return Fault("", code, detail, facts=facts)


def _decimal_mark(said: str) -> str:
    marks = [each for each in said if each in ".,"]
    if len(marks) > 1 and len({*marks}) == 1:
        return "," if marks[0] == "." else "."
    return marks[-1] if marks else "."
