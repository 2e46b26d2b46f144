"""What single fields may hold."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

_LINE = r"^[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*(?!\n)$"

Id = Annotated[str, Meta(min_length=1, max_length=64)]
Instant = Annotated[datetime, Meta(tz=True)]
Name = Annotated[str, Meta(min_length=1, max_length=128, pattern=_LINE)]
ShortName = Annotated[str, Meta(min_length=1, max_length=64, pattern=_LINE)]
Reason = Annotated[str, Meta(min_length=1, max_length=200)]
