"""What others send us, in their own form."""

import msgspec

Amount = msgspec.Raw
"""Of money, as it was written down: `amounts` reads it, and knows what is none."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of it: fields that are not named are none of our business."""


NOTHING = Amount(b"null")


def given(written: Amount) -> Amount | None:
    """None where it may be left out, and is."""
    return None if bytes(written) == b"null" else written


def amount(text: str) -> Amount:
    return Amount(text.encode())
