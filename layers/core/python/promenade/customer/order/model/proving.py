"""What stock and promotions keep for an order has to be what the order says, by its stage."""

from collections.abc import Iterator, Mapping
from typing import Literal

from promenade.contracts.promotions import KeptUse
from promenade.contracts.stock import Kept
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.kit.values import Value

FaultKind = Literal["units_state", "unit_count", "use_state", "saving"]

_UNPAID, _OVER, _SOLD = (
    frozenset({"held"}),
    frozenset({"released", "expired", "returned"}),
    frozenset({"committed"}),
)


class OrderFault(Value, frozen=True):
    """`about` is the place of the units, or the promotion; `found` is empty where nothing is."""

    kind: FaultKind
    about: str
    expected: str
    found: str = ""


class OrderFaults(Value, frozen=True):
    """Of one order; none where they were put right."""

    number: str
    stage: str
    found: tuple[OrderFault, ...] = ()


def faults(
    order: ShopOrder, units: Mapping[str, Kept], uses: Mapping[str, KeptUse]
) -> tuple[OrderFault, ...]:
    return (*_unit_faults(order, units), *_use_faults(order, uses))


def _unit_faults(order: ShopOrder, units: Mapping[str, Kept]) -> Iterator[OrderFault]:
    for where, count in order.held.items():
        kept = units.get(where)
        yield from _state_fault("units_state", where, order, kept.state if kept else "")
        is_back = order.stage == "cancelled" and kept and kept.state == "returned"
        expected = 0 if is_back else count
        if kept and kept.count != expected:
            yield OrderFault("unit_count", where, str(expected), str(kept.count))


def _use_faults(order: ShopOrder, uses: Mapping[str, KeptUse]) -> Iterator[OrderFault]:
    for each in order.uses:
        kept = uses.get(each.promotion_id)
        state = kept.state if kept else ""
        yield from _state_fault("use_state", each.promotion_id, order, state)
        taken = kept.saving_minor if kept else None
        if taken not in (None, each.saving_minor):
            yield OrderFault("saving", each.promotion_id, str(each.saving_minor), str(taken))


def _state_fault(kind: FaultKind, about: str, order: ShopOrder, state: str) -> Iterator[OrderFault]:
    allowed = _states(order)
    if state not in allowed:
        yield OrderFault(kind, about, " or ".join(sorted(allowed)), state)


def _states(order: ShopOrder) -> frozenset[str]:
    """What was sold may have been brought back where money was."""
    if order.stage == "pending_payment":
        return _UNPAID
    if order.stage == "cancelled":
        return _OVER
    return _SOLD | {"returned"} if order.refunds else _SOLD
