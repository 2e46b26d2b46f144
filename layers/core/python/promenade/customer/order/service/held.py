"""What becomes of what an order holds, by its stages before and after."""

from collections.abc import Collection, Sequence

from promenade.contracts.coupons import CouponConflict
from promenade.contracts.stock import parts_of
from promenade.customer.order.model.refunding import coupons_back, units_back, unsent
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service.ports import Holds
from promenade.kit.errors import DomainError
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp

_OVER = frozenset({"released", "expired", "returned"})


def ends(
    before: ShopOrder, after: ShopOrder, stamp: Stamp, holds: Holds, gone: Collection[str] = ()
) -> Sequence[Part]:
    """`gone` are SKUs, promotions and coupons that somebody has given up already."""
    stock, promotions, coupons = holds.stock, holds.promotions, holds.coupons
    units = {where: n for where, n in after.held.items() if parts_of(where)[0] not in gone}
    of_stock = (after.number, units, stamp)
    of_promotions = (after.number, [each for each in after.used if each not in gone], stamp)
    kept = [each for each in after.kept_coupons if each not in gone]
    of_coupons = (after.number, after.customer or "", kept, stamp)
    match before.stage, after.stage:
        case "pending_payment", "paid":
            sold = [*stock.commit(*of_stock), *promotions.commit(*of_promotions)]
            saved = {id_: after.saved_by_coupon[id_] for id_ in kept}
            return [*sold, *coupons.commit(after.number, after.customer or "", saved, stamp)]
        case "pending_payment", "cancelled":
            freed = [*stock.release(*of_stock), *promotions.release(*of_promotions)]
            return [*freed, *coupons.release(*of_coupons)]
        case "paid", "cancelled":
            returned = [*stock.take_back(*of_stock), *promotions.take_back(*of_promotions)]
            return [*returned, *coupons.take_back(*of_coupons)]
    back = unsent(before, after)
    returned = _units_back(before, after, stamp, holds, gone) if back else []
    undone = [each for each in coupons_back(before, after) if each not in gone]
    return [*returned, *coupons.take_back(after.number, after.customer or "", undone, stamp)]


def _units_back(
    before: ShopOrder, after: ShopOrder, stamp: Stamp, holds: Holds, gone: Collection[str]
) -> list[Part]:
    """Units that were not sent are on the shelf again, and count for no limit of units."""
    shelf = holds.stock.take_back(after.number, unsent(before, after), stamp)
    units = {id_: n for id_, n in units_back(before, after).items() if id_ not in gone}
    counted = holds.promotions.return_units(after.number, units, stamp) if units else ()
    return [*shelf, *counted]


def given_up(refusal: DomainError) -> frozenset[str]:
    """The SKUs and promotions of which a refusal says that they are over, and the coupons that are
    kept for nobody or for others."""
    named = [
        each.facts.get("sku") or each.facts.get("promotion_id") or each.facts.get("coupon_id")
        for each in refusal.refusals or (refusal,)
        if each.facts.get("state") in _OVER or isinstance(each, CouponConflict)
    ]
    return frozenset(map(str, named))
