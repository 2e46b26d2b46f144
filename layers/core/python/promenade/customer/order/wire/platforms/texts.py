"""Texts of other platforms on one line, as we keep them: what nobody can see is no fault of
whoever bought, and goes."""

import unicodedata
from collections.abc import Iterable

from promenade.customer.order.wire.bodies import PersonBody
from promenade.kit.text import visible

TITLE = 500
NAME = 128


def printed(text: str | None, most: int = NAME) -> str:
    """At most so many characters; empty where nothing is left to see."""
    composed = unicodedata.normalize("NFC", text or "").replace("\ufffd", "?")
    seen = "".join(char if char.isprintable() else " " for char in visible(composed))
    return " ".join(seen.split())[:most].strip()


def person(
    recipient: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    address: Iterable[str | None] = (),
    postcode: str | None = None,
) -> PersonBody | None:
    """None where nothing is known of anybody."""
    found = PersonBody(
        recipient=printed(recipient, 100) or None,
        phone=printed(phone, 32) or None,
        email=printed(email, 254) or None,
        address=printed(", ".join(filter(None, map(printed, address))), 500) or None,
        postcode=printed(postcode, 16) or None,
    )
    return None if found == PersonBody() else found
