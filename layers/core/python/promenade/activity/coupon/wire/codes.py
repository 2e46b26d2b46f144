"""Codes on the wire: batches for staff, a code for who knows it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta

from promenade.activity.coupon.model.codes import (
    MOST_CODES,
    MOST_VOIDED,
    BatchState,
    CodeBatch,
    CodeOutcome,
    MadeBatch,
)
from promenade.activity.coupon.service.redeeming import Redeem
from promenade.activity.coupon.wire.coupons import read_claimant
from promenade.contracts.coupon_facts import (
    CouponCodesRequested,
    CouponCodesVoidRequested,
    CouponFact,
)
from promenade.kit.decoding import Strict, View, show
from promenade.kit.facts import name_of, read
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page
from promenade.kit.stamp import Stamp
from promenade.kit.trail import Subject
from promenade.kit.values import Value

_PREFIX = r"^[A-Z0-9-]{0,16}(?!\n)$"
_NO_PREFIX = "Send at most 16 capital letters, digits or hyphens."


class BatchBody(Strict, frozen=True):
    """`length` is that of what follows the prefix, of characters that are not mistaken for
    others."""

    count: Annotated[int, Meta(ge=1, le=MOST_CODES)]
    length: Annotated[int, Meta(ge=4, le=32)] = 10
    prefix: Annotated[
        str,
        Meta(
            pattern=_PREFIX, extra={"says": "Send at most 16 capital letters, digits or hyphens."}
        ),
    ] = ""


class RedeemBody(Strict, frozen=True):
    """Case, blanks around it and full-width characters do not count."""

    code: Annotated[str, Meta(min_length=1, max_length=64)]


class BatchView(View, frozen=True):
    """Its codes can be read as far as they are made, under `/code-batches/{id}/codes`; as CSV, with
    what became of each, under `/code-batches/{id}/coupons`."""

    id: str
    template_id: str
    count: int
    made_count: int
    state: BatchState
    prefix: str
    length: int
    requested_at: datetime
    requested_by: str
    void_count: int
    void_reason: str | None


class CodeBatchPage(View, frozen=True):
    items: list[BatchView]
    next: str | None


class VoidBatchBody(Strict, frozen=True):
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class VoidCodesBody(Strict, frozen=True):
    codes: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=64)], ...],
        Meta(min_length=1, max_length=MOST_VOIDED),
    ]
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class OutcomeView(View, frozen=True):
    """A `redeemed` code is as it was: `customer` has its coupon, which can be taken away instead. A
    `shared` one ends with its template."""

    code: str
    outcome: Literal["void", "redeemed", "shared", "unknown"]
    customer: str | None
    coupon_id: str | None


class OutcomeList(View, frozen=True):
    items: list[OutcomeView]


class Asked(Value, frozen=True):
    """What a message asks to do with a batch: make its codes, or make them void."""

    batch_id: str
    is_void: bool
    stamp: Stamp


def read_batch(call: Call[BatchBody, None], stamp: Stamp) -> CodeBatch:
    body = call.body
    return CodeBatch(
        id=call.new_id("batch"),
        template_id=call.path["template_id"],
        count=body.count,
        prefix=body.prefix,
        length=body.length,
        requested_at=stamp.at,
        requested_by=stamp.actor,
        request=stamp.fingerprint,
    )


def read_redeem(call: Call[RedeemBody, None]) -> Redeem:
    """Raises NotFound for who is no customer."""
    who = (call.caller.name, f"address:{call.address}")
    return Redeem(call.body.code, read_claimant(call.caller), who)


def read_asked(message: bytes) -> Asked:
    """Raises Invalid, UnknownSchema."""
    is_void = name_of(message) == CouponCodesVoidRequested.__name__
    event = read(message, CouponCodesVoidRequested if is_void else CouponCodesRequested)
    stamp = Stamp("system:coupon", event.occurred_at, event.correlation_id, event.event_id)
    return Asked(event.data.id, is_void, stamp)


def show_batch(made: MadeBatch) -> BatchView:
    batch = made.batch
    shown: dict[str, Any] = {name: getattr(batch, name) for name in _SHOWN}
    return BatchView(
        **shown,
        made_count=made.made_count,
        state=made.state,
        void_count=made.void_count,
        void_reason=batch.void_reason or None,
    )


def show_batches(page: Page[MadeBatch], cursor: str | None) -> CodeBatchPage:
    return CodeBatchPage(items=[show_batch(each) for each in page.items], next=cursor)


def show_outcomes(found: Iterable[CodeOutcome]) -> OutcomeList:
    return OutcomeList(items=[show(each, OutcomeView) for each in found])


def show_codes(codes: Iterable[str]) -> str:
    """CSV of one column; no code begins a formula."""
    return "".join(f"{code}\r\n" for code in ("code", *codes))


def subject_of(made: MadeBatch) -> Subject:
    return Subject(CouponFact.publisher, f"BATCH#{made.batch.id}/-", made.version)


_SHOWN = ("id", "template_id", "count", "prefix", "length", "requested_at", "requested_by")
