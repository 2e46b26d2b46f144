"""The order as other capabilities see it: what `OrderRecorded` carries. No personal data."""

from datetime import datetime
from typing import Literal

import msgspec


class AppliedPromotion(msgspec.Struct, frozen=True, kw_only=True):
    """A snapshot (N16): later edits of the promotion never change it."""

    promotion_id: str
    version: int
    saving_minor: int


class OrderLine(msgspec.Struct, frozen=True, kw_only=True):
    """`paid_minor` is the line after all its discounts; Σ unit_paid_minor = paid_minor (N5)."""

    line: int
    sku: str
    title: str
    category: str | None = None
    quantity: int
    unit_price_minor: int
    discount_minor: int = 0
    paid_minor: int
    unit_paid_minor: tuple[int, ...] = ()


class RefundLine(msgspec.Struct, frozen=True, kw_only=True):
    line: int
    quantity: int
    amount_minor: int


class Refund(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    refunded_at: datetime
    amount_minor: int
    lines: tuple[RefundLine, ...] = ()


class OrderDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One order as its source last described it.

    `version` is the source's own and only ever grows. goods_minor = Σ quantity × unit_price;
    paid_minor = Σ line paid + shipping once paid, else 0. Instants are UTC; `zone` (IANA) is the
    store's, in which days are counted. A `return` or `adjustment` without an order to point at
    (another platform's credit note) has refunds and no payment."""

    source: str
    number: str
    version: int
    kind: Literal["sale", "return", "adjustment"] = "sale"
    state: Literal["created", "paid", "shipped", "completed", "cancelled", "refunded"]
    store: str
    channel: str
    currency: str
    zone: str
    placed_at: datetime
    paid_at: datetime | None = None
    cancelled_at: datetime | None = None
    customer: str | None = None
    is_test: bool = False
    goods_minor: int
    discount_minor: int = 0
    shipping_minor: int = 0
    paid_minor: int = 0
    lines: tuple[OrderLine, ...]
    refunds: tuple[Refund, ...] = ()
    promotions: tuple[AppliedPromotion, ...] = ()
