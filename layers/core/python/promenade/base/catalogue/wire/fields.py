"""What single fields may hold, and the one form in which their text is kept."""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal

from msgspec import Meta

from promenade.base.catalogue.model.attributes import MAX_CHOICES
from promenade.base.catalogue.model.brand import MAX_BRAND_LENGTH
from promenade.base.catalogue.model.picture import path_of
from promenade.base.catalogue.model.product import MAX_DESCRIPTION_BYTES, MAX_PRICE_MINOR, MAX_TAGS
from promenade.kit.codes import NO_SLUG, SLUG
from promenade.kit.errors import Fault, Invalid
from promenade.kit.pictures import BY_DIGEST
from promenade.kit.safe_html import clean
from promenade.kit.text import visible
from promenade.kit.web_addresses import WEB_ADDRESS

IMAGE = f"{WEB_ADDRESS}|^{path_of(BY_DIGEST)}"
_NO_IMAGE = (
    "Send an address (https://, the server's name, and no user, quotes or blanks), or the path of "
    "a picture that is kept here."
)
MAX_IMAGES = 20
MAX_ADDRESS_LENGTH = 500
_TOO_LONG = "A description has at most 20,000 bytes; a Chinese character is three of them."
_LINE = r"^[^\u0000-\u001f\u007f]*(?!\n)$"

Code = Annotated[str, Meta(min_length=1, max_length=80)]
Slug = Annotated[str, Meta(min_length=1, max_length=64, pattern=SLUG, extra={"says": NO_SLUG})]
Title = Annotated[str, Meta(min_length=1, max_length=200, pattern=_LINE)]
Name = Annotated[str, Meta(min_length=1, max_length=60, pattern=_LINE)]
Brand = Annotated[str, Meta(min_length=1, max_length=MAX_BRAND_LENGTH, pattern=_LINE)]
Word = Annotated[str, Meta(min_length=1, max_length=40, pattern=_LINE)]
Tags = Annotated[tuple[Word, ...], Meta(max_length=MAX_TAGS)]
Choices = Annotated[tuple[Word, ...], Meta(max_length=MAX_CHOICES)]
Options = Annotated[dict[Word, Word], Meta(max_length=4)]
Attributes = Annotated[dict[Word, Name], Meta(max_length=20)]
Description = Annotated[
    str,
    Meta(
        max_length=40_000,
        extra={"says": _TOO_LONG},
        extra_json_schema={"maxLength": MAX_DESCRIPTION_BYTES, "description": _TOO_LONG},
    ),
]
"""What is sent may have more in it, which is not kept."""
_Image = Annotated[
    str, Meta(max_length=MAX_ADDRESS_LENGTH, pattern=IMAGE, extra={"says": _NO_IMAGE})
]
Images = Annotated[tuple[_Image, ...], Meta(max_length=MAX_IMAGES)]
Reason = Annotated[str, Meta(min_length=1, max_length=500)]
Instant = Annotated[datetime, Meta(tz=True)]
Price = Annotated[int, Meta(ge=1, le=MAX_PRICE_MINOR)]


def text(given: str) -> str:
    return unicodedata.normalize("NFC", given).strip()


def hypertext(given: str) -> str:
    """HTML that is clean; what would run stays as it is, and is refused. One in which there is
    nothing to see is empty."""
    found = clean(text(given))
    if found.active:
        return given
    return found.html if visible(found.html).strip() else ""


def instant(given: datetime) -> datetime:
    """In UTC; one at the ends of time stays as it is, and is refused as out of range."""
    try:
        return given.astimezone(UTC)
    except OverflowError:
        return given


def reason_in(given: str | None, source: Literal["body", "query"] = "body") -> str | None:
    """Raises Invalid for a blank one."""
    reason = None if given is None else text(given)
    if reason == "":
        raise Invalid([Fault("/reason", "blank", "This text is blank.", source)])
    return reason


def texts(given: Mapping[str, str]) -> dict[str, str]:
    """Names that become the same stay as they are, and are refused."""
    kept = {text(name): text(value) for name, value in given.items()}
    return kept if len(kept) == len(given) else dict(given)
