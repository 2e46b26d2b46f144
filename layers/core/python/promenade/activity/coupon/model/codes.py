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
MOST_VOIDED = 100
"""Single codes that are named in one call."""

PAGE = 96
"""Codes that are written together."""


class KeySpaceTooSmall(DomainError):
    """Of all codes that could be made so long, more than half would be one of the batch."""


class CodeInvalid(NotFound):
    """The code is unknown, over or somebody else's: the caller cannot tell which (N22)."""


class CodeTaken(Conflict):
    """Another template, a batch or a promotion has this code."""


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
    void_reason: str = ""


class TemplateCode(Document, frozen=True):
    """A code of a template; `id` is the code, `void_reason` why it gives nothing any more."""

    id: str
    template_id: str
    void_reason: str = ""


class CodeOutcome(Value, frozen=True):
    """What became of a code that should be void: a `redeemed` one is as it was, for `customer` has
    its coupon, which can be taken away instead, and a `shared` one, which ends with its
    template."""

    code: str
    outcome: Literal["void", "redeemed", "shared", "unknown"]
    customer: str | None = None
    coupon_id: str | None = None


BatchState = Literal["queued", "running", "done", "voiding", "void"]
_VERSIONS: dict[BatchState, int] = {"queued": 1, "running": 1, "done": 2, "voiding": 3, "void": 4}


class MadeBatch(Value, frozen=True):
    """A batch and how far it is: where it is to be void, `checked_count` of those that were made
    were looked at, and `void_count` of them no customer had used."""

    batch: CodeBatch
    made_count: int
    checked_count: int = 0
    void_count: int = 0

    @property
    def version(self) -> int:
        return _VERSIONS[self.state]

    @property
    def state(self) -> BatchState:
        if self.batch.void_reason:
            return "void" if self.checked_count == self.made_count else "voiding"
        if self.made_count == self.batch.count:
            return "done"
        return "running" if self.made_count else "queued"


class IssuedCode(Value, frozen=True):
    """Of a template. A `single` one gives one coupon, to `customer`, or none once it `is_void`;
    others give as many as there are."""

    text: str
    template_id: str
    is_single: bool
    customer: str | None = None
    coupon_id: str | None = None
    is_void: bool = False


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
