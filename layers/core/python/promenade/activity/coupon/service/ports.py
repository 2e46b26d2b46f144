"""What the use cases need of a store."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from promenade.activity.coupon.model.codes import IssuedCode
from promenade.activity.coupon.model.coupon import Coupon, HeldCoupon
from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.contracts.coupon_facts import CouponFact, CouponTemplateFact
from promenade.kit.paging import Page, Position
from promenade.kit.pieces import Pieces
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value


class Version(Value, frozen=True):
    """A template as of one of its versions, and who made it so, when, doing what."""

    template: Template
    actor: str
    at: datetime
    fact: str


class TemplateStore(Protocol):
    def find(self, template_id: str) -> Stored[Template] | None: ...

    def add(self, template: Template, stamp: Stamp) -> Template:
        """A repeated request answers what it drafted. Raises Conflict for another one."""
        ...

    def save(self, after: Template, fact: type[CouponTemplateFact], stamp: Stamp) -> Template:
        """Raises NotFound, Stale unless the stored version is the one before, and CodeTaken."""
        ...

    def drop(self, template: Template) -> None:
        """Raises Stale unless it is as it was read."""
        ...

    def list_by_status(
        self, status: TemplateStatus, limit: int, after: Position | None
    ) -> Page[Template]:
        """The one drafted last first."""
        ...

    def versions(self, template_id: str, limit: int, after: Position | None) -> Page[Version]:
        """All that it has been, the latest first."""
        ...

    def version(self, template_id: str, number: int) -> Version | None: ...


class AllReserved(Exception):
    """Fewer of the template's coupons are left than that."""


def _always(_: Coupon) -> bool:
    return True


class Grant(Value, frozen=True):
    """A coupon of a template for a customer, who has at most `per_user` of those that count, and of
    each of `pieces` one piece of the first that has any, and loses the `code` where that is a
    single one; `make` makes it, by its id."""

    template_id: str
    customer: str
    per_user: int
    pieces: tuple[tuple[Pieces, ...], ...]
    make: Callable[[str], Coupon]
    code: IssuedCode | None = None
    counts: Callable[[Coupon], bool] = _always


class CouponStore(Protocol):
    def give(self, grant: Grant, stamp: Stamp) -> HeldCoupon:
        """One write; a repeated request answers what it was given, as it was then. Raises
        ClaimLimitReached, and AllTaken of the pieces, and CodeInvalid where somebody else has the
        code."""
        ...

    def find_given(self, template_id: str, customer: str, stamp: Stamp) -> HeldCoupon | None:
        """What this very request was given before, as it was then."""
        ...

    def find_many(self, customer: str, coupon_ids: Sequence[str]) -> dict[str, HeldCoupon]:
        """Those that are the customer's, by id."""
        ...

    def list_wallet(self, customer: str, limit: int, after: Position | None) -> Page[HeldCoupon]:
        """In the order of their ids."""
        ...

    def turn(
        self, met: HeldCoupon, after: HeldCoupon, fact: type[CouponFact], stamp: Stamp
    ) -> HeldCoupon:
        """On from what was read. Raises Contended where it is not so any more."""
        ...
