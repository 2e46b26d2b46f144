"""Codes of coupons: batches of them, made from a secret of the batch so that they can be made
again, and none of them be guessed from the others."""

import hmac
from datetime import datetime
from typing import Literal

from promenade.kit.errors import Conflict, DomainError, NotFound
from promenade.kit.values import Document, Value

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without what is mistaken for something else: 0 O, 1 I L."""

MOST_CODES = 100_000
PAGE = 96
"""Codes that are written together."""


class KeySpaceTooSmall(DomainError):
    """Of all codes that could be made so long, more than half would be one of the batch."""


class CodeInvalid(NotFound):
    """Unknown, over, somebody else's: the caller cannot tell which (N22)."""


class CodeTaken(Conflict):
    """Another template, or a batch, has this code."""


class CodeBatch(Document, frozen=True):
    """`count` codes of a template: the prefix, and `length` characters that nobody foresees.
    `request` is the fingerprint of the request that asked for them."""

    id: str
    template_id: str
    count: int
    prefix: str
    length: int
    requested_at: datetime
    requested_by: str
    request: str


class MadeBatch(Value, frozen=True):
    """A batch and how far it is."""

    batch: CodeBatch
    made_count: int

    @property
    def state(self) -> Literal["queued", "running", "done"]:
        if self.made_count == self.batch.count:
            return "done"
        return "running" if self.made_count else "queued"


class IssuedCode(Value, frozen=True):
    """Of a template. A `single` one gives one coupon, to `customer`; others give as many as there
    are."""

    text: str
    template_id: str
    is_single: bool
    customer: str | None = None
    coupon_id: str | None = None


def refuse_crowded(count: int, length: int) -> None:
    """Raises KeySpaceTooSmall."""
    space = len(ALPHABET) ** length
    if 2 * count > space:
        told = f"{length} characters make {space} codes, too few for {count}: make them longer."
        raise KeySpaceTooSmall(told, count=count, length=length, space_count=space)


def code_text(batch: CodeBatch, seed: bytes, number: int, attempt: int = 0) -> str:
    """The same every time: HMAC-SHA256 under the batch's seed."""
    digest = hmac.digest(seed, f"{number}.{attempt}".encode(), "sha256")
    value, text = int.from_bytes(digest), ""
    for _ in range(batch.length):
        value, place = divmod(value, len(ALPHABET))
        text += ALPHABET[place]
    return f"{batch.prefix}{text}"
