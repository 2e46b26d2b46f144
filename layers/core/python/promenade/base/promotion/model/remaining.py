"""What is left of a promotion's limits, as usage."""

from collections.abc import Mapping

from promenade.base.promotion.model.cart import Cart, Usage
from promenade.base.promotion.model.counted import BUDGET, TOTAL, amounts_of, sku_of
from promenade.base.promotion.model.promotion import Promotion
from promenade.kit.values import Value, replace


class Left(Value, frozen=True):
    """What is known: of allotments by name, and to the buyer of their own limits by that limit's
    name, of SKUs by theirs."""

    allotted: Mapping[str, int]
    of_orders: Mapping[str, int]
    of_skus: Mapping[str, int]


class Needs(Value, frozen=True):
    """The most that an order of a cart takes of any promotion: units by SKU, amounts by name of an
    allotment."""

    units: Mapping[str, int]
    amounts: Mapping[str, int]


def needs_of(cart: Cart) -> Needs:
    units: dict[str, int] = {}
    for line in cart.lines:
        units[line.sku] = units.get(line.sku, 0) + line.qty
    worth = sum(line.list_minor * line.qty for line in cart.lines) + cart.shipping_minor
    return Needs(units, amounts_of(worth, units))


def usage_of(promotion: Promotion, left: Left, metered: Usage) -> Usage:
    limits, known = promotion.limits, left.allotted
    found = {
        "used": _taken(limits.total, known.get(TOTAL)),
        "spent_minor": _taken(limits.budget_minor, known.get(BUDGET)),
        "used_by_buyer": _taken(limits.per_buyer, left.of_orders.get("per_buyer")),
        "used_by_buyer_today": _taken(limits.per_buyer_day, left.of_orders.get("per_buyer_day")),
        "units_used_by_buyer": _taken(
            limits.units_per_buyer, left.of_orders.get("units_per_buyer")
        ),
    }
    told = {name: taken for name, taken in found.items() if taken is not None}
    if limits.by_sku:
        by_sku = _left_by_sku(left, metered)
        return replace(metered, **told, left_by_sku=by_sku, own_left_by_sku=left.of_skus)
    return replace(metered, **told)


def _left_by_sku(left: Left, metered: Usage) -> Mapping[str, int]:
    quotas = {sku: count for name, count in left.allotted.items() if (sku := sku_of(name))}
    of_all = {**metered.left_by_sku, **quotas}
    mine = {sku: min(count, of_all.get(sku, count)) for sku, count in left.of_skus.items()}
    return {**of_all, **mine}


def _taken(most: int | None, left: int | None) -> int | None:
    return None if most is None or left is None else max(most - left, 0)
