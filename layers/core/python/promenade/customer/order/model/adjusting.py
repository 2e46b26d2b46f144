"""What staff take off the price of an order that is not paid."""

from promenade.customer.order.model.shop_order import (
    Adjustment,
    ShopOrder,
    moved,
    refuse_again,
    require,
)
from promenade.kit.currencies import money
from promenade.kit.errors import DomainError
from promenade.kit.money import allocate
from promenade.kit.values import replace


class AdjustmentTooLarge(DomainError):
    """More would be taken off than the order can lose: something stays to be paid."""


def adjust(order: ShopOrder, adjustment: Adjustment) -> ShopOrder:
    """Shared out over the lines (N4). Raises Conflict where it was before, StageForbids or
    AdjustmentTooLarge."""
    refuse_again(adjustment.id, order.adjustments)
    require(order, "pending_payment")
    costs, off = [line.paid_minor for line in order.lines], adjustment.off_minor
    most = min(sum(costs), order.payable_minor - 1)
    if off > most:
        told = f"At most {money(most, order.currency)} can be taken off this order."
        raise AdjustmentTooLarge(told, off_minor=off, most_minor=most, currency=order.currency)
    lines = tuple(
        replace(line, discount_minor=line.discount_minor + part, paid_minor=line.paid_minor - part)
        for line, part in zip(order.lines, allocate(off, costs), strict=True)
    )
    return replace(
        moved(order, order.stage),
        lines=lines,
        discount_minor=order.discount_minor + off,
        adjustments=(*order.adjustments, adjustment),
    )
