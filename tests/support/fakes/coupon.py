"""Templates and coupons in memory, for tests of what uses them."""

from collections import Counter
from collections.abc import Sequence

from promenade.activity.coupon.model.codes import CodeTaken
from promenade.activity.coupon.model.coupon import ClaimLimitReached, HeldCoupon
from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.activity.coupon.model.terms import Code
from promenade.activity.coupon.service.ports import Grant, Version
from promenade.contracts.coupon_facts import (
    CouponFact,
    CouponTemplateActivated,
    CouponTemplateDrafted,
    CouponTemplateFact,
)
from promenade.kit.codes import normalised
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.pieces import AllTaken, Pieces
from promenade.kit.stamp import Stamp, Stored
from tests.support.fakes.pages import page


class FakeTemplateStore:
    def __init__(self, *templates: Template) -> None:
        self._templates = {each.id: Stored(each, each.request) for each in templates}
        self._first: dict[str, Template] = {}
        self._versions: dict[tuple[str, int], Version] = {}

    def find(self, template_id: str) -> Stored[Template] | None:
        return self._templates.get(template_id)

    def add(self, template: Template, stamp: Stamp) -> Template:
        met = self._first.setdefault(template.id, template)
        if met.request != template.request:
            raise Conflict("This Idempotency-Key was used for another request.")
        if met is template:
            self._put(template, CouponTemplateDrafted, stamp)
        return met

    def save(self, after: Template, fact: type[CouponTemplateFact], stamp: Stamp) -> Template:
        assert issubclass(fact, CouponTemplateFact)
        met = self._templates.get(after.id)
        if met is None:
            raise NotFound("There is no such thing here.")
        if met.is_done(after.version - 1, stamp):
            return met.value
        if fact is CouponTemplateActivated and _shared(after) in self._codes(after.id):
            raise CodeTaken("Another coupon template has this code.")
        self._put(after, fact, stamp)
        return after

    def _put(self, template: Template, fact: type[CouponTemplateFact], stamp: Stamp) -> None:
        self._templates[template.id] = Stored(template, stamp.fingerprint)
        version = Version(template, stamp.actor, stamp.at, fact.__name__)
        self._versions[template.id, template.version] = version

    def _codes(self, id_: str) -> set[str]:
        """Those of other templates that are not put away."""
        others = [each.value for each in self._templates.values() if each.value.id != id_]
        told = [each for each in others if each.activated_at and not each.is_archived]
        return {text for each in told if (text := _shared(each))}

    def drop(self, template: Template) -> None:
        met = self._templates.get(template.id)
        if met is None or met.value.version != template.version:
            raise Stale("It has been changed since.")
        del self._templates[template.id]

    def list_by_status(
        self, status: TemplateStatus, limit: int, after: Position | None
    ) -> Page[Template]:
        found = [each.value for each in self._templates.values() if each.value.status is status]
        found.sort(key=lambda each: (each.created_at, each.id), reverse=True)
        return page(found, limit, after)

    def versions(self, template_id: str, limit: int, after: Position | None) -> Page[Version]:
        found = [each for (id_, _), each in self._versions.items() if id_ == template_id]
        return page(found[::-1], limit, after)

    def version(self, template_id: str, number: int) -> Version | None:
        return self._versions.get((template_id, number))


def _shared(template: Template) -> str:
    take = template.terms.take
    return normalised(take.text or "") if isinstance(take, Code) else ""


class FakeCouponStore:
    def __init__(self) -> None:
        self._coupons: dict[tuple[str, str], HeldCoupon] = {}
        self._taken = Counter[str]()

    def give(self, grant: Grant, stamp: Stamp) -> HeldCoupon:
        series = f"{grant.template_id}-{grant.customer}"
        mine = [held for held in self._coupons.values() if held.coupon.id.startswith(f"{series}-")]
        given = self.find_given(grant.template_id, grant.customer, stamp)
        if given is not None:
            return given
        if sum(grant.counts(held.coupon) for held in mine) >= grant.per_user:
            raise ClaimLimitReached("It is enough.", most_count=grant.per_user)
        self._taken.update([self._left(series) for series in grant.pieces])
        return self._keep(HeldCoupon(grant.make(f"{series}-{len(mine) + 1}"), "unused"))

    def _left(self, series: Sequence[Pieces]) -> str:
        for pieces in series:
            if self._taken[pieces.key] < pieces.total:
                return pieces.key
        raise AllTaken("No piece is left.", key=series[-1].key)

    def find_given(self, template_id: str, customer: str, stamp: Stamp) -> HeldCoupon | None:
        of_it = (
            held
            for held in self._coupons.values()
            if held.coupon.id.startswith(f"{template_id}-{customer}-")
        )
        made = (held for held in of_it if held.coupon.request == stamp.fingerprint)
        return next((held.as_given() for held in made), None)

    def find_many(self, customer: str, coupon_ids: Sequence[str]) -> dict[str, HeldCoupon]:
        found = {id_: self._coupons.get((customer, id_)) for id_ in coupon_ids}
        return {id_: held for id_, held in found.items() if held}

    def list_wallet(self, customer: str, limit: int, after: Position | None) -> Page[HeldCoupon]:
        mine = [key for key in self._coupons if key[0] == customer]
        return page([self._coupons[key] for key in sorted(mine)], limit, after)

    def turn(
        self, met: HeldCoupon, after: HeldCoupon, fact: type[CouponFact], stamp: Stamp
    ) -> HeldCoupon:
        assert (stamp.actor, fact.publisher) == (stamp.actor, "promenade.coupon")
        if self._coupons.get((met.coupon.customer, met.coupon.id)) != met:
            raise Contended
        return self._keep(after)

    def _keep(self, held: HeldCoupon) -> HeldCoupon:
        self._coupons[held.coupon.customer, held.coupon.id] = held
        return held
