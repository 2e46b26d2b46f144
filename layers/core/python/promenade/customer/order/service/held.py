"""What becomes of what an order holds, by its stages before and after."""

from collections.abc import Collection, Sequence

from promenade.contracts.stock import parts_of
from promenade.customer.order.model.refunding import unsent
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service.ports import Holds
from promenade.kit.errors import DomainError
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp

_OVER = frozenset({"released", "expired", "returned"})


def ends(
    before: ShopOrder, after: ShopOrder, stamp: Stamp, holds: Holds, gone: Collection[str] = ()
) -> Sequence[Part]:
    """`gone` are SKUs and promotions that somebody has given up already."""
    stock, promotions, number = holds.stock, holds.promotions, after.number
    units = {where: n for where, n in after.held.items() if parts_of(where)[0] not in gone}
    used = [each for each in after.used if each not in gone]
    match before.stage, after.stage:
        case "pending_payment", "paid":
            sold = stock.commit(number, units, stamp)
            return [*sold, *promotions.commit(number, used, stamp)]
        case "pending_payment", "cancelled":
            freed = stock.release(number, units, stamp)
            return [*freed, *promotions.release(number, used, stamp)]
        case "paid", "cancelled":
            returned = stock.take_back(number, units, stamp)
            return [*returned, *promotions.take_back(number, used, stamp)]
    back = unsent(before, after)
    return stock.take_back(number, back, stamp) if back else []


def given_up(refusal: DomainError) -> frozenset[str]:
    """The SKUs and promotions of which a refusal says that they are over."""
    named = [
        each.facts.get("sku") or each.facts.get("promotion_id")
        for each in refusal.refusals or (refusal,)
        if each.facts.get("state") in _OVER
    ]
    return frozenset(map(str, named))
