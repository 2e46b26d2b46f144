"""Names that other systems give: opaque, printable, compared character by character (N30)."""

from typing import Annotated, Any

from msgspec import Meta

_UNSEEN = r"\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff"

REFERENCE = rf"^(?!\s*$)[^{_UNSEEN}]+(?!\n)$"
TRIMMED = rf"^(?!\s)(?!.*\s$)[^{_UNSEEN}]+$"
"""A reference without blanks at its ends."""
MOST_CHARACTERS = 128

NO_REFERENCE = "Send one line of 1 to 128 characters, each of which can be seen."


def reference(pattern: str = REFERENCE, **extra: Any) -> Meta:
    return Meta(min_length=1, max_length=MOST_CHARACTERS, pattern=pattern, extra=extra or None)


Reference = Annotated[str, reference()]
"""Of an order, a store, a channel, a way to pay, a transaction, a refund: as it was sent, but for
what `kit.text` does to every text. Nothing is trimmed or folded."""

LINE = r"^[^\s\x00-\x1f][^\x00-\x1f]*(?!\n)$"
"""Of what staff call a thing: one line that begins with something to see."""

LINE_OR_NONE = r"^[^\u0000-\u001f\u007f]*(?!\n)$"

NAME = r"^[A-Za-z0-9._-]{1,64}(?!\n)$"
NO_NAME = "Send 1 to 64 letters, digits, dots, _ or -."

SHOP = r"^[a-z0-9][a-z0-9-]{0,47}(?!\n)$"
NO_SHOP = "Send 1 to 48 small letters, digits or hyphens, such as my-shop."

SourceName = Annotated[str, Meta(pattern=NAME, extra={"says": NO_NAME})]
"""Of a source, which is the id of an API client of ours: a code, no foreign reference."""
