"""What a coupon gives, and what orders do with it in transactions of theirs."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal, Protocol

from msgspec import Meta

from promenade.contracts.references import LINE, NO_NAME
from promenade.kit.currencies import Currency
from promenade.kit.errors import Conflict, DomainError
from promenade.kit.stamp import Stamp
from promenade.kit.values import Clause, Kind, Value

if TYPE_CHECKING:  # who only reads facts loads no store
    from promenade.kit.holds import Part
    from promenade.kit.lookups import Lookup

Name = Annotated[str, Meta(min_length=1, max_length=128, pattern=LINE)]
Names = Annotated[tuple[Name, ...], Meta(max_length=500)]
GroupName = Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]{1,64}(?!\n)$", extra={"says": NO_NAME})]
Minor = Annotated[int, Meta(ge=0, le=9_999_999_999)]
PositiveMinor = Annotated[int, Meta(ge=1, le=9_999_999_999)]
CouponStage = Literal["store", "platform"]
KeptState = Literal["locked", "used", "void", "free"]
"""How an order has a coupon; it is free where the order does not keep it, whoever else does."""


_COUPON_ID = re.compile(r"(template_[A-Za-z0-9]+)-[A-Za-z0-9_-]{12}-[0-9]+")


def template_of(id_: str) -> str | None:
    """The template of a coupon, which its id tells; None of whatever else made an order cheaper."""
    found = _COUPON_ID.fullmatch(id_)
    return found[1] if found else None


class CouponAmount(Kind, frozen=True, tag="amount"):
    """So much off the goods, never more than they come to."""

    off_minor: PositiveMinor


class CouponPercent(Kind, frozen=True, tag="percent"):
    """A share off the goods, in basis points, at most so much."""

    off_bp: Annotated[int, Meta(ge=1, le=10_000)]
    max_discount_minor: PositiveMinor | None = None


class CouponShipping(Kind, frozen=True, tag="shipping"):
    """Off the shipping fee: all of it, or at most so much."""

    max_discount_minor: PositiveMinor | None = None


class CouponExchange(Kind, frozen=True, tag="exchange"):
    """One unit of a SKU for nothing."""

    sku: Name


Worth = CouponAmount | CouponPercent | CouponShipping | CouponExchange
"""What one coupon gives."""


class CouponSelector(Clause, frozen=True):
    """A line that fits every dimension named here; within one dimension any value will do."""

    skus: Names = ()
    products: Names = ()
    categories: Names = ()
    brands: Names = ()
    tags: Names = ()


Selectors = Annotated[tuple[CouponSelector, ...], Meta(max_length=50)]


class CouponScope(Clause, frozen=True):
    """Lines that fit any included selector (all lines when none is named) and no excluded one."""

    include: Selectors = ()
    exclude: Selectors = ()


class CouponAudience(Clause, frozen=True):
    """Whom a coupon is given to and serves; no `channels` means any, an empty list means none, and
    they count when it is used alone. No groups, no `customers` leave the question open."""

    channels: Names | None = None
    groups: Names = ()
    new_buyers_only: bool = False
    customers: Names = ()


class CouponTerms(Value, frozen=True):
    """One coupon as a cart is priced with it, in [starts_at, ends_at). `version` is that of the
    template's terms; without a `stack_group` it stands in its stage's own group (N26)."""

    id: str
    template_id: str
    name: str
    version: int
    stage: CouponStage
    worth: Worth
    currency: Currency
    min_spend_minor: int
    scope: CouponScope
    audience: CouponAudience
    starts_at: datetime
    ends_at: datetime
    stack_group: str | None = None


class CouponSaving(Value, frozen=True):
    """What a coupon took off an order, in its template's currency, and who bears which part."""

    saved_minor: int
    platform_minor: int
    store_minor: int


class UnusedCoupons(Value, frozen=True):
    """Of a customer's, in no order that tells anything; not `are_all` where there are more than
    are read at once."""

    terms: tuple[CouponTerms, ...]
    are_all: bool = True


class CouponUnavailable(DomainError):
    """The customer has no such coupon to use now: `reason` says why where it is theirs, else that
    it is unknown (N22)."""


class CouponConflict(Conflict):
    """The coupon is not kept for the order as this needs it to be: `state` says how it is, None
    that there is none."""


class CouponReader(Protocol):
    def lookup(
        self, customer: str, coupon_ids: Sequence[str], at: datetime
    ) -> "Lookup[Sequence[CouponTerms]]":
        """Of coupons that the customer may use now, in their order; consistent. To read it raises
        CouponUnavailable, Refused where several are not, and Unavailable."""
        ...

    def presented(
        self, customer: str, coupon_ids: Sequence[str], at: datetime
    ) -> "Lookup[Sequence[CouponTerms]]":
        """The same, also of those that an order keeps or has used: whoever holds them next is told,
        with all else that cannot be held."""
        ...

    def unused(self, customer: str, at: datetime) -> UnusedCoupons:
        """Those that no order keeps or has used and that are not over."""
        ...


class KeptCoupons(Protocol):
    def kept(
        self, holder: str, customer: str, coupon_ids: Sequence[str]
    ) -> Mapping[str, KeptState]:
        """By coupon, of those that the customer has; one round trip, consistent."""
        ...


class CouponHolds(Protocol):
    """An order uses a coupon: unused → locked → used → returned, or locked → unused. Each step is
    made once, by whoever comes first; another finds a CouponConflict. One part and one write per
    coupon. `customer` is the customer's own id: who has none holds no coupon.

    A coupon that comes back after its validity is expired; one whose template does not restore it
    stays used when the order is refunded (N17)."""

    def hold(
        self,
        holder: str,
        customer: str,
        coupon_ids: Sequence[str],
        until: datetime,
        stamp: Stamp,
    ) -> "Sequence[Part]":
        """Refused as CouponUnavailable."""
        ...

    def commit(
        self, holder: str, customer: str, saved_minor: Mapping[str, int], stamp: Stamp
    ) -> "Sequence[Part]":
        """The order is paid, also where the hold is over and nobody ended it; `saved_minor` is what
        each coupon, by its id, took off it."""
        ...

    def release(
        self, holder: str, customer: str, coupon_ids: Sequence[str], stamp: Stamp
    ) -> "Sequence[Part]": ...

    def expire(
        self, holder: str, customer: str, coupon_ids: Sequence[str], stamp: Stamp
    ) -> "Sequence[Part]":
        """Releases what is over by the time of the stamp."""
        ...

    def take_back(
        self, holder: str, customer: str, coupon_ids: Sequence[str], stamp: Stamp
    ) -> "Sequence[Part]":
        """After a refund in full."""
        ...
