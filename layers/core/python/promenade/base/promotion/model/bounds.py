"""What may stand in a promotion's clauses: lengths, ranges and forms of names, amounts, times."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

Name = Annotated[
    str, Meta(min_length=1, max_length=128, pattern=r"^[^\s\x00-\x1f][^\x00-\x1f]*(?!\n)$")
]
Words = Annotated[
    str, Meta(min_length=1, max_length=500, pattern=r"^[^\s\x00-\x1f][^\x00-\x1f]*(?!\n)$")
]
Names = Annotated[tuple[Name, ...], Meta(max_length=500)]
Minor = Annotated[int, Meta(ge=0, le=9_999_999_999)]
PositiveMinor = Annotated[int, Meta(ge=1, le=9_999_999_999)]
BasisPoints = Annotated[int, Meta(ge=1, le=10_000)]
Count = Annotated[int, Meta(ge=1, le=9_999)]
Times = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Instant = Annotated[datetime, Meta(tz=True)]
Minute = Annotated[int, Meta(ge=0, le=1_440)]
