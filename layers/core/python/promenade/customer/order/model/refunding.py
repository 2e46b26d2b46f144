"""What is given back of a paid order before it is completed: whole units at what each cost (N5),
and what was charged beside them. Units that were not sent go back to where they were."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from promenade.contracts.orders import OrderLine, Refund, RefundLine
from promenade.contracts.stock import parts_of
from promenade.customer.order.model.fulfilling import units_left
from promenade.customer.order.model.invoicing import taken_back
from promenade.customer.order.model.paying import paid_back
from promenade.customer.order.model.shop_order import (
    ShopOrder,
    Stage,
    moved,
    refuse_again,
    require,
)
from promenade.kit.errors import DomainError, Fault, Invalid
from promenade.kit.values import Value, replace

_STAGES: tuple[Stage, ...] = ("paid", "partially_shipped", "shipped", "received", "cancelled")
"""Of an order that was paid; of a cancelled one shipping may be left, where that was kept."""


class RefundOrder(Value, frozen=True):
    """`units` by line number and `beside_minor` of what was charged beside the lines; all that is
    left where there are neither, or where it is not said and nothing of an unsent order remains.
    `by` is `kind:id`."""

    id: str
    units: Mapping[int, int]
    beside_minor: int | None
    reason: str
    by: str


class NothingToRefund(DomainError):
    """Nothing of this is left to be given back: all was given back before."""


def refund(order: ShopOrder, command: RefundOrder, now: datetime) -> ShopOrder:
    """Raises Conflict where it was before, StageForbids, NothingToRefund, or Invalid for more than
    is left."""
    refuse_again(command.id, order.refunds)
    require(order, *(_STAGES if order.paid_at else ()))
    given = _given(order, command, now)
    if not (given.amount_minor or given.lines):
        raise NothingToRefund("Nothing that was paid is left of this.")
    after = taken_back(replace(order, refunds=(*order.refunds, given)), now)
    ended = _ended(replace(after, held=_still_held(order, given)), order, now)
    return paid_back(ended, given, now, command.reason, command.by)


def unsent(before: ShopOrder, after: ShopOrder) -> dict[str, int]:
    """The units by place that go back on the shelf."""
    return {
        where: gone
        for where, count in before.held.items()
        if (gone := count - after.held.get(where, 0))
    }


def units_back(before: ShopOrder, after: ShopOrder) -> dict[str, dict[str, int]]:
    """The same of a refund, by promotion that has counted them, and by SKU."""
    left, still = units_left(before), units_left(after)
    gone = {line.line: left[line.line] - still[line.line] for line in before.lines}
    found: dict[str, dict[str, int]] = {}
    for use in before.uses:
        units = Counter[str]()
        for line in before.lines:
            units[line.sku] += gone[line.line] * _is_cheaper(line, use.promotion_id)
        found[use.promotion_id] = dict(+units)
    return {id_: units for id_, units in found.items() if units}


def coupons_back(before: ShopOrder, after: ShopOrder) -> list[str]:
    """Those whose order is given back with this step, of an order that was not cancelled."""
    if before.stage == "cancelled":
        return []
    return [
        each
        for each in after.kept_coupons
        if is_undone(after, each) and not is_undone(before, each)
    ]


def is_undone(order: ShopOrder, coupon: str) -> bool:
    """All that was paid went back, and so did every unit of the lines that it made cheaper."""
    lines = (line for line in order.lines if _is_cheaper(line, coupon))
    is_kept = any(line.quantity > len(_gone(order, line)) for line in lines)
    return order.refunded_minor == order.paid_minor and not is_kept


def _is_cheaper(line: OrderLine, by: str) -> bool:
    return any(each.promotion_id == by for each in line.allocations)


def _given(order: ShopOrder, command: RefundOrder, now: datetime) -> Refund:
    """With the last of the money, what is not sent and cost nothing. Raises Invalid."""
    units = _units(order, command)
    beside = _beside(order, command, units)
    amount = sum(each.amount_minor for each in _parts(order, units)) + beside
    if amount and order.refunded_minor + amount == order.paid_minor:
        units = _with_unsent(order, units)
    lines = _parts(order, units)
    return Refund(id=command.id, refunded_at=now, amount_minor=amount, lines=lines)


def _units(order: ShopOrder, command: RefundOrder) -> Mapping[int, int]:
    """By line. Raises Invalid."""
    left = {line.line: line.quantity - len(_gone(order, line)) for line in order.lines}
    units = {line: n for line, n in left.items() if n} if _is_whole(command) else command.units
    if found := list(_faults(units, left)):
        raise Invalid(found)
    return units


def _with_unsent(order: ShopOrder, units: Mapping[int, int]) -> Mapping[int, int]:
    unsent_count = {line: count for line, count in units_left(order).items() if count}
    return unsent_count | {
        line: max(count, unsent_count.get(line, 0)) for line, count in units.items()
    }


def _parts(order: ShopOrder, units: Mapping[int, int]) -> tuple[RefundLine, ...]:
    by_number = {line.line: line for line in order.lines}
    return tuple(_part(order, by_number[line], count) for line, count in units.items())


def _part(order: ShopOrder, line: OrderLine, count: int) -> RefundLine:
    """The next units of the line, in their order."""
    first = len(_gone(order, line))
    amount = sum(line.units_paid_minor[first : first + count])
    return RefundLine(line=line.line, quantity=count, amount_minor=amount)


def _gone(order: ShopOrder, line: OrderLine) -> range:
    """The units of a line that were given back, the first ones."""
    parts = (part for refund in order.refunds for part in refund.lines)
    return range(sum(part.quantity for part in parts if part.line == line.line))


def _beside(order: ShopOrder, command: RefundOrder, units: Mapping[int, int]) -> int:
    """Raises Invalid."""
    of_lines = sum(part.amount_minor for refund in order.refunds for part in refund.lines)
    left = sum(order.beside_lines.values()) - (order.refunded_minor - of_lines)
    if command.beside_minor is None or _is_whole(command):
        return left if _is_whole(command) or _is_last(order, units) else 0
    if command.beside_minor > left:
        facts = {"left": left}
        told = "{left} are left of what was charged beside the lines."
        raise Invalid([Fault("/beside_minor", "above_paid", told, facts=facts)])
    return command.beside_minor


def _is_last(order: ShopOrder, units: Mapping[int, int]) -> bool:
    """Whether nothing of an order of which nothing was sent remains that cost something."""
    costly = [line for line in order.lines if line.paid_minor] or order.lines
    return order.stage == "paid" and all(
        line.quantity == len(_gone(order, line)) + units.get(line.line, 0) for line in costly
    )


def _still_held(order: ShopOrder, given: Refund) -> dict[str, int]:
    """All but those that were not sent, and will not be."""
    unsent_count = units_left(order)
    held = Counter(order.held)
    sku_of = {line.line: line.sku for line in order.lines}
    for part in given.lines:
        _take(held, sku_of[part.line], min(part.quantity, unsent_count[part.line]))
    return {where: count for where, count in held.items() if count}


def _take(held: Counter[str], sku: str, count: int) -> None:
    for where in [each for each in held if parts_of(each)[0] == sku]:
        taken = min(count, held[where])
        held[where] -= taken
        count -= taken


def _ended(order: ShopOrder, before: ShopOrder, now: datetime) -> ShopOrder:
    """Where nothing is left to be sent it is on its way; or over, and all that it holds is free."""
    stage, is_sent = order.stage, not sum(units_left(order).values())
    if stage == "paid" and is_sent:
        cancelled = replace(moved(order, "cancelled"), held=before.held)
        return replace(cancelled, cancelled_at=now, cancel_reason="staff")
    return moved(order, "shipped" if stage == "partially_shipped" and is_sent else stage)


def _is_whole(command: RefundOrder) -> bool:
    return not command.units and not command.beside_minor


def _faults(units: Mapping[int, int], left: Mapping[int, int]) -> Iterator[Fault]:
    for place, (line, count) in enumerate(units.items()):
        if line not in left:
            yield Fault(f"/lines/{place}/line", "unknown", "The order has no line of this number.")
        elif count > left[line]:
            detail = "Line {line} has {left} units to be given back."
            facts = {"line": line, "left": left[line]}
            yield Fault(f"/lines/{place}/quantity", "above_line", detail, facts=facts)
