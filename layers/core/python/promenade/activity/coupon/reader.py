"""What others may know of a customer's coupons, contracts.coupons.CouponReader and KeptCoupons, and
of templates, contracts.coupon_gifts.CouponTemplates and contracts.dependents.Dependents."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from promenade.activity.coupon.model.coupon import Coupon, CouponStatus, HeldCoupon, terms_of
from promenade.activity.coupon.model.interests import interests, may_be_used, named
from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.activity.coupon.service.giving import CurrentTemplates
from promenade.activity.coupon.store import locks
from promenade.activity.coupon.store.coupons import wallet_page
from promenade.activity.coupon.store.locks import Keeping
from promenade.activity.coupon.store.records import TemplateRecord, template_of
from promenade.activity.coupon.store.templates import DynamoTemplateStore, every, known
from promenade.contracts.approvals import ApprovalKind, Waiting, cost_of
from promenade.contracts.coupons import CouponTerms, KeptState, UnusedCoupons
from promenade.contracts.dependents import Dependent, DependentKind, Turn, standing
from promenade.contracts.reviews import Review
from promenade.kit import dynamo_waiting
from promenade.kit.differences import differences
from promenade.kit.holds import Refused
from promenade.kit.lookups import Lookup
from promenade.kit.paging import Page, Position

_MOST_READ = 200
_ORDERS = frozenset({"locked", "used"})
"""What an order that asks for a coupon finds out when it holds it."""


class DynamoCouponReader:
    """Made once per container, which remembers templates."""

    def __init__(self) -> None:
        self._templates = CurrentTemplates(DynamoTemplateStore())

    def lookup(
        self, customer: str, coupon_ids: Sequence[str], at: datetime
    ) -> Lookup[Sequence[CouponTerms]]:
        """A round trip more for each template that is not known yet."""
        return self._lookup(customer, coupon_ids, at)

    def presented(
        self, customer: str, coupon_ids: Sequence[str], at: datetime
    ) -> Lookup[Sequence[CouponTerms]]:
        return self._lookup(customer, coupon_ids, at, _ORDERS)

    def _lookup(
        self,
        customer: str,
        coupon_ids: Sequence[str],
        at: datetime,
        admitted: frozenset[str] = frozenset(),
    ) -> Lookup[Sequence[CouponTerms]]:
        def read(found: Sequence[HeldCoupon]) -> list[CouponTerms]:
            held = {each.coupon.id: each for each in found}
            _refuse(held, coupon_ids, at, admitted)
            return [self._terms(held[id_].coupon, at) for id_ in coupon_ids]

        return locks.lookup([Keeping("", customer, id_) for id_ in coupon_ids], read)

    def _terms(self, coupon: Coupon, at: datetime) -> CouponTerms:
        return terms_of(coupon, self._templates.at(coupon.template_id, at))

    def unused(self, customer: str, at: datetime) -> UnusedCoupons:
        """One round trip, and one for each template that is not known yet."""
        page = wallet_page(customer, _MOST_READ, None)
        usable = [held.coupon for held in page.items if held.status(at) is CouponStatus.UNUSED]
        return UnusedCoupons(tuple(self._terms(each, at) for each in usable), page.next is None)


class DynamoKeptCoupons:
    """contracts.coupons.KeptCoupons."""

    def kept(
        self, holder: str, customer: str, coupon_ids: Sequence[str]
    ) -> Mapping[str, KeptState]:
        found = locks.find([Keeping(holder, customer, id_) for id_ in coupon_ids])
        return {id_: _kept(held, holder) for id_, held in found.items()}


class DynamoCouponTemplates:
    """contracts.coupon_gifts.CouponTemplates."""

    def known(self, template_ids: Collection[str]) -> frozenset[str]:
        return known(template_ids)


def _kept(held: HeldCoupon, holder: str) -> KeptState:
    return held.state if held.state != "unused" and held.holder == holder else "free"


def _refuse(
    held: Mapping[str, HeldCoupon],
    coupon_ids: Sequence[str],
    at: datetime,
    admitted: frozenset[str],
) -> None:
    """Raises CouponUnavailable, or Refused with one for each."""
    hindrances = {id_: held[id_].hindrance(at) if id_ in held else "unknown" for id_ in coupon_ids}
    refusals = [
        locks.unavailable(id_, hindrance)
        for id_, hindrance in hindrances.items()
        if hindrance and hindrance not in admitted
    ]
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refused(refusals)


class DynamoWaitingTemplates:
    """contracts.approvals.WaitingReader."""

    def longest(self, limit: int, after: Position | None) -> Page[Waiting]:
        found = dynamo_waiting.longest(TemplateRecord, limit, after)
        read = ((template_of.decode(each.body), each.waits_since) for each in found.items)
        told = (_waiting(each, each.review, since) for each, since in read if each.review)
        return Page(tuple(told), found.next)


def _waiting(template: Template, review: Review, since: str) -> Waiting:
    proposed = template.proposed
    return Waiting(
        kind=ApprovalKind.COUPON_TEMPLATE,
        id=template.id,
        title=template.latest.name,
        path=f"/coupon-templates/{template.id}",
        version=template.version,
        since=since,
        review=review,
        authors=template.authors,
        currency=template.terms.currency,
        cost=cost_of(review),
        is_change=proposed is not None,
        changes=differences(template.terms, proposed) if proposed else (),
    )


class DynamoCouponDependents:
    def of(self, turn: Turn, at: datetime) -> Iterator[Dependent]:
        """Templates of which customers have coupons, or may have; a round trip a hundred."""
        for status in (TemplateStatus.ACTIVE, TemplateStatus.STOPPED):
            for each in every(status):
                found = standing(turn, interests(each.terms), named(each.terms))
                if found and may_be_used(each, at):
                    yield Dependent(
                        kind=DependentKind.COUPON_TEMPLATE,
                        id=each.id,
                        name=each.terms.name,
                        how=found.how,
                        state=each.status.value,
                        path=f"/coupon-templates/{each.id}",
                        skus=found.skus,
                    )
