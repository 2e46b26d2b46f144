"""Coupons that another capability gives, in transactions of its own."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from promenade.contracts.customers import Claimant
from promenade.kit.errors import DomainError
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

if TYPE_CHECKING:  # who only knows the words loads no store
    from promenade.kit.holds import Part


class GiftTemplate(Value, frozen=True):
    """What others look at in a coupon template. Its coupons are given and good in [opens_at,
    closes_at), where it has such bounds; `take` is who gives them. There are `total` of them, any
    number where that is None, and on a day fewer where it `is_limited_by_day`; it `is_for_all`
    where anybody may have one. `good_for_hours` at least is each of them,
    where that is not as long as the template's own window."""

    id: str
    name: str
    currency: str
    take: str
    per_user: int
    is_active: bool
    is_limited_by_day: bool
    is_for_all: bool
    total: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    good_for_hours: int | None = None


class CouponGift(Value, frozen=True):
    """A coupon for a customer, good until then at most; `origin` is the id of the offer. Who asks
    for it themselves is the `claimant`; for everybody else the shop vouches."""

    template_id: str
    customer: str
    origin: str
    until: datetime
    claimant: Claimant | None = None


class GivenCoupon(Value, frozen=True):
    id: str
    starts_at: datetime
    ends_at: datetime


class CouponTemplates(Protocol):
    def known(self, template_ids: Collection[str], /) -> Collection[str]:
        """Those of at most 100 that there are, in one round trip."""
        ...


class CouponWithheld(DomainError):
    """No coupon of the template is given to this customer now: `reason` says why."""


class CouponGifts(Protocol):
    def find_template(self, template_id: str, at: datetime, /) -> GiftTemplate | None:
        """As it was within the last seconds."""
        ...

    def gone(self, templates: Iterable[GiftTemplate], /) -> Collection[str]:
        """Ids of those of which all were given away, as far as was counted seconds ago; a round
        trip for six that have a total."""
        ...

    def give(self, gift: CouponGift, stamp: Stamp, /) -> "tuple[GivenCoupon, Part]":
        """Counted within all limits of the template. A part that was lost is offered anew, maybe of
        another coupon: it has no refusal. Raises CouponWithheld."""
        ...

    def revoke(self, customer: str, coupon_id: str, reason: str, stamp: Stamp, /) -> "Part | None":
        """What was given is void; None where it is not unused, and stays. A part that was lost is
        asked for anew."""
        ...
