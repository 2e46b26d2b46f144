"""What others may know of a customer's coupons: contracts.coupons.CouponReader."""

from collections.abc import Sequence
from datetime import datetime

from promenade.activity.coupon.model.coupon import CouponStatus, terms_of
from promenade.activity.coupon.service.giving import CurrentTemplates
from promenade.activity.coupon.store import locks
from promenade.activity.coupon.store.coupons import wallet_page
from promenade.activity.coupon.store.locks import Keeping
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.contracts.coupons import CouponTerms, UnusedCoupons

_MOST_READ = 200


class DynamoCouponReader:
    """Made once per container, which remembers templates."""

    def __init__(self) -> None:
        self._templates = CurrentTemplates(DynamoTemplateStore())

    def terms(
        self, customer: str, coupon_ids: Sequence[str], at: datetime
    ) -> Sequence[CouponTerms]:
        found = locks.find([Keeping("", customer, id_) for id_ in coupon_ids])
        terms = []
        for coupon_id in coupon_ids:
            held = found.get(coupon_id)
            hindrance = held.hindrance(at) if held else "unknown"
            if held is None or hindrance:
                raise locks.unavailable(coupon_id, hindrance or "unknown")
            template = self._templates.at(held.coupon.template_id, at)
            terms.append(terms_of(held.coupon, template))
        return terms

    def unused(self, customer: str, at: datetime) -> UnusedCoupons:
        """One round trip, and one for each template that is not known yet."""
        page = wallet_page(customer, _MOST_READ, None)
        usable = [held.coupon for held in page.items if held.status(at) is CouponStatus.UNUSED]
        terms = [terms_of(each, self._templates.at(each.template_id, at)) for each in usable]
        return UnusedCoupons(tuple(terms), page.next is None)
