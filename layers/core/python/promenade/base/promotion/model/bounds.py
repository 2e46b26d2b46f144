"""What may stand in a promotion's clauses: lengths, ranges and forms of names, amounts, times."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from promenade.contracts import carts
from promenade.kit.currencies import Currency

Name = carts.Name
Words = Annotated[
    str, Meta(min_length=1, max_length=500, pattern=r"^[^\s\x00-\x1f][^\x00-\x1f]*(?!\n)$")
]
Names = carts.Names
Minor = carts.Minor
PositiveMinor = Annotated[int, Meta(ge=1, le=9_999_999_999)]
BasisPoints = Annotated[int, Meta(ge=1, le=10_000)]
# Minor units of the promotion's currency, or of each currency that it serves.
Minors = Minor | Annotated[dict[Currency, Minor], Meta(min_length=1, max_length=50)]
PositiveMinors = (
    PositiveMinor | Annotated[dict[Currency, PositiveMinor], Meta(min_length=1, max_length=50)]
)
Count = carts.Count
Days = Annotated[int, Meta(ge=1, le=365)]
Grams = carts.Grams
Times = Annotated[int, Meta(ge=0, le=1_000_000_000)]
PositiveTimes = Annotated[int, Meta(ge=1, le=1_000_000_000)]
Instant = Annotated[datetime, Meta(tz=True)]
Minute = Annotated[int, Meta(ge=0, le=1_440)]
Country = carts.Country
Postcode = carts.Postcode


def minor(amount: Minors) -> int:
    """An amount of a promotion that is in one currency (`in_currency`)."""
    if isinstance(amount, dict):
        raise TypeError("an amount of several currencies is none of them")
    return amount
