"""Limits of units, of one SKU or of all: what they cannot mean, whether they limit all that there
is, and what of a cart is beyond them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from promenade.base.promotion.model.cart import Usage
from promenade.base.promotion.model.promotion import Limits, Promotion
from promenade.base.promotion.model.shortages import Shortage
from promenade.base.promotion.model.stage import Stage
from promenade.base.promotion.model.state import Desk
from promenade.kit.errors import Fault


def of_sku_limits(promotion: Promotion) -> Iterator[Fault]:
    limits = promotion.limits.by_sku
    if promotion.stage is not Stage.UNIT:
        detail = "Units are limited where a promotion sets unit prices."
        for name in ("by_sku", "units_per_order", "units_per_buyer"):
            if getattr(promotion.limits, name):
                yield Fault(f"/limits/{name}", "not_in_stage", detail)
    counts = Counter(each.sku for each in limits)
    for index, each in enumerate(limits):
        if counts[each.sku] > 1:
            yield Fault(f"/limits/by_sku/{index}/sku", "twice", "Name each SKU once.")


def limit_everything(promotion: Promotion) -> bool:
    """Each SKU that it is for has a quota."""
    include = promotion.scope.include
    named = {sku for selector in include for sku in selector.skus}
    quotas = {each.sku for each in promotion.limits.by_sku if each.quota is not None}
    return bool(include) and all(each.skus for each in include) and named <= quotas


def beyond_quotas(desk: Desk, lines: Sequence[int], usage: Usage) -> dict[str, Shortage]:
    """By SKU of these lines, of which fewer units are left than the cart has: for all, or for its
    buyer."""
    left, own, units = usage.left_by_sku, usage.own_left_by_sku, Counter[str]()
    for line, quantity in zip(desk.lines, desk.quantities, strict=True):
        units[line.sku] += quantity
    skus = dict.fromkeys(desk.lines[index].sku for index in lines)
    return {
        sku: Shortage(
            "sku_per_buyer" if own.get(sku) == left[sku] else "sku", left[sku], units[sku], sku
        )
        for sku in skus
        if sku in left and units[sku] > left[sku]
    }


def beyond_units(limits: Limits, usage: Usage, asked: int) -> Shortage | None:
    """Where a cart has more units than one order may have, or than are left to its buyer."""
    most, mine = limits.units_per_order, limits.units_per_buyer
    if most is not None and asked > most:
        return Shortage("units_per_order", most, asked)
    left = None if mine is None else max(mine - usage.units_used_by_buyer, 0)
    return Shortage("units_per_buyer", left, asked) if left is not None and asked > left else None
