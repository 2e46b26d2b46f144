"""What sources send: the documented form of an order, and what the queue holds."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from promenade.contracts.customers import CustomerId
from promenade.contracts.orders import Kind, State
from promenade.contracts.references import Reference, SourceName
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict
from promenade.kit.paging import PageQuery

WHOLE_UNITS = (
    "Send whole units from {least} to {most}: weighed goods are counted in their smallest unit, "
    "350 for 0.35 kg in grams."
)

Mark = Annotated[str, Meta(min_length=1, max_length=128)]
Minor = Annotated[int, Meta(ge=0, le=10**12)]
SignedMinor = Annotated[int, Meta(ge=-(10**12), le=10**12)]
UnitMinor = Annotated[int, Meta(ge=0, le=10**9)]
Units = Annotated[int, Meta(ge=-1_000_000, le=1_000_000, extra={"says": WHOLE_UNITS})]
LineNumber = Annotated[int, Meta(ge=1, le=1_000_000)]
Version = Annotated[int, Meta(ge=1, lt=10**15)]
Instant = Annotated[datetime, Meta(tz=True)]
"""RFC 3339 with its offset."""


class Part(Strict, frozen=True, omit_defaults=True):
    """A piece of an order, written compactly."""


class AllocationBody(Part, frozen=True, kw_only=True):
    promotion_id: Reference
    saving_minor: Minor


class LineBody(Part, frozen=True, kw_only=True):
    line: LineNumber
    sku: Reference
    title: Annotated[str, Meta(max_length=500)]
    category: Reference | None = None
    quantity: Units
    unit_price_minor: UnitMinor
    discount_minor: Minor = 0
    paid_minor: Minor
    unit_paid_minor: Annotated[tuple[UnitMinor, ...], Meta(max_length=10_000)] = ()
    allocations: Annotated[tuple[AllocationBody, ...], Meta(max_length=50)] = ()


class RefundLineBody(Part, frozen=True, kw_only=True):
    line: LineNumber
    quantity: Annotated[int, Meta(ge=0, le=1_000_000, extra={"says": WHOLE_UNITS})]
    amount_minor: Minor


class RefundBody(Part, frozen=True, kw_only=True):
    id: Reference
    refunded_at: Instant
    amount_minor: Minor
    lines: Annotated[tuple[RefundLineBody, ...], Meta(max_length=2000)] = ()


class PromotionBody(Part, frozen=True, kw_only=True):
    promotion_id: Reference
    version: Annotated[int, Meta(ge=1, lt=10**9)]
    saving_minor: Minor


class PaymentBody(Part, frozen=True, kw_only=True):
    method: Reference
    transaction: Reference | None = None


class PersonBody(Part, frozen=True, kw_only=True):
    """Whom the order goes to: encrypted at rest, and in no event, log or listing."""

    recipient: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    phone: Annotated[str, Meta(min_length=1, max_length=32)] | None = None
    email: Annotated[str, Meta(min_length=1, max_length=254)] | None = None
    address: Annotated[str, Meta(min_length=1, max_length=500)] | None = None
    postcode: Annotated[str, Meta(min_length=1, max_length=16)] | None = None


class QueuedBody(Part, frozen=True, kw_only=True):
    """What of an order may be read by whoever sees the queue."""

    source: SourceName
    number: Reference
    version: Version
    kind: Kind = "sale"
    state: State
    store: Reference
    channel: Reference
    currency: Currency
    zone: Annotated[str, Meta(min_length=1, max_length=64)]
    placed_at: Instant
    paid_at: Instant | None = None
    cancelled_at: Instant | None = None
    customer: CustomerId | None = None
    is_test: bool = False
    goods_minor: Minor
    discount_minor: Minor = 0
    shipping_minor: Minor = 0
    tax_minor: Minor = 0
    tax_included_minor: Minor = 0
    tip_minor: Minor = 0
    fee_minor: SignedMinor = 0
    paid_minor: Minor = 0
    payment: PaymentBody | None = None
    lines: Annotated[tuple[LineBody, ...], Meta(min_length=1, max_length=2000)]
    refunds: Annotated[tuple[RefundBody, ...], Meta(max_length=200)] = ()
    promotions: Annotated[tuple[PromotionBody, ...], Meta(max_length=200)] = ()


class OrderBody(QueuedBody, frozen=True, kw_only=True):
    """One order as its source describes it: promenade.contracts.orders says what adds up to what.

    A version is sent once; a later description of the order has a greater one."""

    personal: PersonBody | None = None


class BatchBody(Strict, frozen=True):
    orders: Annotated[list[OrderBody], Meta(min_length=1, max_length=100)]


class Message(Strict, frozen=True, kw_only=True):
    """What the queue holds: one order, the person in it sealed (Base64), who sent it, and where to
    note its fate. `fingerprint` covers the order and the person."""

    submission_id: Mark | None = None
    index: Annotated[int, Meta(ge=0, le=99)] = 0
    actor: Mark
    correlation_id: Mark
    order: msgspec.Raw
    sealed: bytes | None = None
    fingerprint: Mark


class NumberQuery(Strict, frozen=True, kw_only=True):
    number: Reference


class OrderQuery(PageQuery, frozen=True, kw_only=True):
    """`day` is counted in the store's zone. A client's `source` is its own."""

    store: Reference
    day: date
    source: SourceName | None = None
