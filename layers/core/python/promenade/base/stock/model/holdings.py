"""What one holder, an order of a shop that is none of ours, holds, buys and gives back."""

from collections.abc import Mapping
from datetime import datetime

from promenade.base.stock.model import STATE_BEFORE, ReservationState
from promenade.contracts.stock import ReservationConflict, parts_of
from promenade.kit.errors import Conflict
from promenade.kit.messages.words import worded
from promenade.kit.values import Value, replace


class Holding(Value, frozen=True):
    """`units` by place. It is held until `due_at`, and then until somebody ends it."""

    holder: str
    units: dict[str, int]
    due_at: datetime
    state: ReservationState = "held"
    returned: dict[str, int] = {}  # noqa: RUF012  each value gets its own
    version: int = 1


def turn(holding: Holding, state: ReservationState) -> Holding:
    """Raises ReservationConflict."""
    if holding.state != STATE_BEFORE[state]:
        told = f"The units of {holding.holder} are {worded(holding.state)}."
        raise ReservationConflict(told, holder=holding.holder, state=holding.state)
    return replace(holding, state=state, version=holding.version + 1)


def give_back(holding: Holding, units: Mapping[str, int]) -> Holding:
    """Raises ReservationConflict unless all of them were sold and did not come back yet."""
    turned = turn(holding, "returned")
    after = {**holding.returned}
    for where, count in units.items():
        after[where] = after.get(where, 0) + count
        if after[where] > holding.units.get(where, 0):
            raise _above(holding, where)
    is_all = after == holding.units
    return replace(turned, returned=after, state="returned" if is_all else "committed")


def _above(holding: Holding, where: str) -> ReservationConflict:
    sku, sold = parts_of(where)[0], holding.units.get(where, 0)
    told = f"Of {sku}, {sold} were sold to {holding.holder}: no more can come back."
    return ReservationConflict(
        told, holder=holding.holder, state=holding.state, sku=sku, sold_count=sold
    )


class AlreadyHeld(Conflict):
    """The holder has a reservation by another request."""
