"""What is kept for an order has to be what the order says, by its stage."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from promenade.contracts.coupons import KeptState
from promenade.contracts.promotions import KeptUse
from promenade.contracts.stock import Kept
from promenade.customer.order.model.paying import known_money
from promenade.customer.order.model.refunding import is_undone
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.kit.values import Value

FaultKind = Literal[
    "units_state", "unit_count", "use_state", "saving", "coupon_state", "money_back"
]

_UNPAID, _OVER, _SOLD = (
    frozenset({"held"}),
    frozenset({"released", "expired", "returned"}),
    frozenset({"committed"}),
)
_LOCKED, _USED = frozenset({"locked"}), frozenset({"used", "void"})
_FREE = frozenset({"free", "void"})


class OrderFault(Value, frozen=True):
    """`about` is the place of units, a promotion, a coupon or a transaction; `found` is empty where
    nothing is. What is an amount, in minor units, has a `currency`."""

    kind: FaultKind
    about: str
    expected: str
    found: str = ""
    currency: str = ""


class OrderFaults(Value, frozen=True):
    """Of one order; none where they were put right."""

    number: str
    stage: str
    found: tuple[OrderFault, ...] = ()


def faults(
    order: ShopOrder,
    units: Mapping[str, Kept],
    uses: Mapping[str, KeptUse],
    coupons: Mapping[str, KeptState],
) -> tuple[OrderFault, ...]:
    of_coupons = _coupon_faults(order, coupons)
    kept = (*_unit_faults(order, units), *_use_faults(order, uses), *of_coupons)
    return (*kept, *_money_faults(order))


def _unit_faults(order: ShopOrder, units: Mapping[str, Kept]) -> Iterator[OrderFault]:
    allowed = _states(order)
    for where, count in order.held.items():
        kept = units.get(where)
        state = kept.state if kept else ""
        yield from _state_fault("units_state", where, allowed, state)
        expected = 0 if (order.stage, state) == ("cancelled", "returned") else count
        if kept and kept.count != expected:
            yield OrderFault("unit_count", where, str(expected), str(kept.count))


def _use_faults(order: ShopOrder, uses: Mapping[str, KeptUse]) -> Iterator[OrderFault]:
    allowed = _states(order)
    for each in order.uses:
        kept = uses.get(each.promotion_id)
        state = kept.state if kept else ""
        yield from _state_fault("use_state", each.promotion_id, allowed, state)
        taken = kept.saving_minor if kept else None
        if taken not in (None, each.saving_minor):
            amounts = (str(each.saving_minor), str(taken))
            yield OrderFault("saving", each.promotion_id, *amounts, order.currency)


def _coupon_faults(order: ShopOrder, coupons: Mapping[str, KeptState]) -> Iterator[OrderFault]:
    for id_ in order.kept_coupons:
        allowed = _coupon_states(order, id_)
        yield from _state_fault("coupon_state", id_, allowed, coupons.get(id_, ""))


def _money_faults(order: ShopOrder) -> Iterator[OrderFault]:
    """Of what paid the order all that was refunded goes back, of other money all, each once."""
    back: Counter[str] = Counter()
    for each in order.payouts:
        back[each.transaction] += each.amount_minor
    paid = order.payment.transaction if order.payment else None
    for transaction, (amount_minor, currency) in known_money(order).items():
        owed = order.refunded_minor if transaction == paid else amount_minor
        if back[transaction] != owed:
            amounts = (str(owed), str(back[transaction]))
            yield OrderFault("money_back", transaction, *amounts, currency)


def _state_fault(
    kind: FaultKind, about: str, allowed: Collection[str], state: str
) -> Iterator[OrderFault]:
    if state not in allowed:
        yield OrderFault(kind, about, " or ".join(sorted(allowed)), state)


def _states(order: ShopOrder) -> frozenset[str]:
    """What was sold may have been brought back where money was."""
    if order.stage == "pending_payment":
        return _UNPAID
    if order.stage == "cancelled":
        return _OVER
    return _SOLD | {"returned"} if order.refunds else _SOLD


def _coupon_states(order: ShopOrder, coupon: str) -> frozenset[str]:
    """What was used comes back with all that it was used for, where its template lets it; staff may
    take away what no order keeps."""
    if order.stage == "pending_payment":
        return _LOCKED
    if order.stage == "cancelled" and not order.paid_at:
        return _FREE
    is_back = order.stage == "cancelled" or is_undone(order, coupon)
    return _FREE | _USED if is_back else _USED
