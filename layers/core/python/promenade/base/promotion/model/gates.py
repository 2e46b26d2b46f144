"""What can be decided about a promotion before looking at a single line."""

from collections.abc import Sequence
from datetime import datetime

from promenade.base.promotion.model.cart import Usage
from promenade.base.promotion.model.delivery_gates import delivery_gates
from promenade.base.promotion.model.occasion import Gate, Occasion
from promenade.base.promotion.model.promotion import (
    Audience,
    CouponCode,
    Limits,
    Promotion,
    Window,
)
from promenade.base.promotion.model.reasons import Reason
from promenade.base.promotion.model.shortages import room_of
from promenade.base.promotion.model.slots import slots_open
from promenade.kit.codes import normalised


def gates_of(promotion: Promotion) -> tuple[Gate, ...]:
    """Only the gates this promotion has, in the order their reasons should be told."""
    return (
        *([_paused] if promotion.paused else ()),
        *_window_gates(promotion.window),
        *_audience_gates(promotion.audience),
        *([_code_gate(promotion.id, promotion.code)] if promotion.code else ()),
        *delivery_gates(promotion.delivery),
        *_payment_gates(promotion.payment_methods),
        *_limit_gates(promotion.id, promotion.limits),
    )


def _paused(_: Occasion) -> Reason:
    return Reason.PAUSED


def _window_gates(window: Window) -> list[Gate]:
    gates: list[Gate] = []
    start, end = window.start, window.end
    if start is not None:
        gates.append(lambda occasion: Reason.NOT_STARTED if occasion.at < start else None)
    if end is not None:
        gates.append(lambda occasion: Reason.ENDED if occasion.at >= end else None)
    if window.slots:
        gates.append(_slot_gate(window))
    return gates


def _slot_gate(window: Window) -> Gate:
    is_open = slots_open(window)
    return lambda occasion: None if is_open(occasion.at) else Reason.OUTSIDE_SLOT


def _audience_gates(audience: Audience) -> list[Gate]:
    gates: list[Gate] = []
    groups, orders = frozenset(audience.groups), audience.nth_orders
    if audience.channels is not None:
        channels = frozenset(audience.channels)
        gates.append(lambda o: None if o.channel in channels else Reason.WRONG_CHANNEL)
    if groups:
        gates.append(lambda o: Reason.WRONG_AUDIENCE if groups.isdisjoint(o.buyer.groups) else None)
    if orders:
        gates.append(lambda o: None if o.buyer.nth_order in orders else Reason.WRONG_AUDIENCE)
    if audience.new_buyers_only:
        gates.append(lambda o: None if o.buyer.is_new else Reason.WRONG_AUDIENCE)
    if audience.customers:
        gates.append(_customer_gate(frozenset(audience.customers)))
    return gates


def _customer_gate(customers: frozenset[str]) -> Gate:
    def gate(occasion: Occasion) -> Reason | None:
        if occasion.buyer.id is None:
            return Reason.CUSTOMER_UNKNOWN
        return None if occasion.buyer.id in customers else Reason.WRONG_AUDIENCE

    return gate


def _payment_gates(methods: Sequence[str] | None) -> list[Gate]:
    if methods is None:
        return []
    accepted = frozenset(methods)

    def gate(occasion: Occasion) -> Reason | None:
        if occasion.payment_method is None:
            return Reason.PAYMENT_METHOD_UNKNOWN
        return None if occasion.payment_method in accepted else Reason.WRONG_PAYMENT_METHOD

    return [gate]


def _code_gate(promotion_id: str, code: CouponCode) -> Gate:
    text = normalised(code.text)

    def gate(occasion: Occasion) -> Reason | None:
        if text not in occasion.codes:
            return Reason.COUPON_REQUIRED
        return _code_validity(code, occasion.at) or _code_use(code, occasion.usage.of(promotion_id))

    return gate


def _code_validity(code: CouponCode, at: datetime) -> Reason | None:
    if code.start is not None and at < code.start:
        return Reason.COUPON_NOT_STARTED
    if code.end is not None and at >= code.end:
        return Reason.COUPON_EXPIRED
    return None


def _code_use(code: CouponCode, usage: Usage) -> Reason | None:
    if code.total is not None and usage.code_used >= code.total:
        return Reason.COUPON_LIMIT_REACHED
    if code.per_buyer is not None and usage.code_used_by_buyer >= code.per_buyer:
        return Reason.COUPON_BUYER_LIMIT_REACHED
    return None


def _limit_gates(promotion_id: str, limits: Limits) -> list[Gate]:
    room = room_of(limits)
    return [lambda occasion: room(occasion.usage.of(promotion_id))] if room else []
