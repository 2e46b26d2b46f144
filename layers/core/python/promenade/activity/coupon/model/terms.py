"""A template's terms: what each of its coupons gives, to whom, when, how many there are."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from promenade.contracts.coupons import (
    CouponAmount,
    CouponAudience,
    CouponExchange,
    CouponSaving,
    CouponScope,
    CouponShipping,
    CouponStage,
    GroupName,
    Minor,
    Name,
    PositiveMinor,
    Worth,
)
from promenade.kit.currencies import Currency
from promenade.kit.errors import Fault
from promenade.kit.money import allocate
from promenade.kit.values import Clause, Document, Kind
from promenade.kit.zones import is_zone

Instant = Annotated[datetime, Meta(tz=True)]
Event = Literal["register", "birthday", "order_paid", "invite"]


class CouponRandom(Kind, frozen=True, tag="random"):
    """An amount off the goods between two, both inclusive, drawn when the coupon is given."""

    min_minor: PositiveMinor
    max_minor: PositiveMinor


Gift = Worth | CouponRandom


class Fixed(Kind, frozen=True):
    """The same for every coupon: half-open [start, end)."""

    start: Instant
    end: Instant


class Relative(Kind, frozen=True):
    """So many days of 24 hours from when the coupon is given; `day_end` goes on from there to
    24:00 of that day in the template's zone."""

    days: Annotated[int, Meta(ge=1, le=3_650)]
    align: Literal["instant", "day_end"] = "day_end"


class Claim(Kind, frozen=True):
    """Customers take it themselves."""


class Code(Kind, frozen=True):
    """Who knows a code gets it: the `text` that all share, or one of those that come in batches,
    for one coupon each."""

    text: Annotated[str, Meta(min_length=4, max_length=64)] | None = None


class Issue(Kind, frozen=True):
    """Staff give it to whom they name."""


class Auto(Kind, frozen=True):
    """What happens to a customer gives it."""

    on: Event


class TargetedOffer(Kind, frozen=True):
    """Targeted offers give it, each for so many hours."""


TakeMode = Claim | Code | Issue | Auto | TargetedOffer


class ClaimWindow(Clause, frozen=True):
    """When coupons are given: half-open [start, end)."""

    start: Instant | None = None
    end: Instant | None = None

    def is_open(self, at: datetime) -> bool:
        has_begun = self.start is None or self.start <= at
        return has_begun and (self.end is None or at < self.end)


class CostShare(Clause, frozen=True):
    """Who bears what it takes off: so much of it the platform, the store the rest."""

    platform_bp: Annotated[int, Meta(ge=0, le=10_000)] = 0

    def split(self, saved_minor: int) -> CouponSaving:
        """Parts that sum to it (N4)."""
        parts = allocate(saved_minor, [self.platform_bp, 10_000 - self.platform_bp])
        return CouponSaving(saved_minor, *parts)


class Terms(Document, frozen=True):
    """`total`, `per_day_total` and `per_user` bound how many are given in all, on a day of
    `zone` and to a customer. They are counted when a coupon is given, `min_spend_minor` and
    `scope` when it is used, `audience` both times. `remind_days` before its end its customer is
    to hear of it; 0 is never."""

    name: Name
    worth: Gift
    take: TakeMode
    validity: Fixed | Relative
    currency: Currency
    stage: CouponStage = "store"
    min_spend_minor: Minor = 0
    scope: CouponScope = CouponScope()
    audience: CouponAudience = CouponAudience()
    zone: Annotated[str, Meta(min_length=1, max_length=64)] = "UTC"
    claim_window: ClaimWindow = ClaimWindow()
    total: Annotated[int, Meta(ge=1, le=1_000_000_000)] | None = None
    per_day_total: Annotated[int, Meta(ge=1, le=1_000_000_000)] | None = None
    per_user: Annotated[int, Meta(ge=1, le=100)] = 1
    stack_group: GroupName | None = None
    restore_on_cancel: bool = True
    cost_share: CostShare = CostShare()
    remind_days: Annotated[int, Meta(ge=0, le=90)] = 3

    @property
    def most_minor(self) -> int | None:
        """What one coupon takes off at most; None where that depends on the cart."""
        if isinstance(self.worth, CouponAmount):
            return self.worth.off_minor
        if isinstance(self.worth, CouponRandom):
            return self.worth.max_minor
        if isinstance(self.worth, CouponExchange):
            return None
        return self.worth.max_discount_minor


def faults(terms: Terms) -> Iterator[Fault]:
    """What contradicts itself; pointers are into the terms' document."""
    if not is_zone(terms.zone):
        yield Fault("/zone", "unknown_zone", "Send an IANA name such as Asia/Shanghai.")
    if isinstance(terms.validity, Fixed) and terms.validity.end <= terms.validity.start:
        yield Fault("/validity/end", "not_after_start", "A window ends after it starts.")
    window = terms.claim_window
    if window.start and window.end and window.end <= window.start:
        yield Fault("/claim_window/end", "not_after_start", "A window ends after it starts.")
    if isinstance(terms.worth, CouponRandom) and terms.worth.max_minor < terms.worth.min_minor:
        yield Fault("/worth/max_minor", "below_minimum", "The highest amount is below the lowest.")
    if terms.total is not None and (terms.per_day_total or 0) > terms.total:
        yield Fault("/per_day_total", "above_total", "A day has no more than there are in all.")
    if isinstance(terms.take, Issue) and terms.per_day_total is not None:
        yield Fault("/per_day_total", "not_looked_at", "Issues are given as a whole, on any day.")
    yield from _exchange_faults(terms)


def _exchange_faults(terms: Terms) -> Iterator[Fault]:
    """An exchange coupon and one for shipping name no other goods."""
    if isinstance(terms.worth, CouponExchange | CouponShipping) and terms.scope != CouponScope():
        yield Fault("/scope", "not_looked_at", "A coupon of this kind does not look at this.")
    if terms.stage == "store" and terms.cost_share.platform_bp == 10_000:
        yield Fault("/cost_share", "not_the_stores", "Then it is a coupon of the platform's stage.")


def obstacles(terms: Terms, now: datetime) -> Iterator[Fault]:
    """What keeps them from being submitted now."""
    yield from faults(terms)
    if isinstance(terms.validity, Fixed) and terms.validity.end <= now:
        yield Fault("/validity/end", "over", "The window's end has passed.")
    if terms.claim_window.end is not None and terms.claim_window.end <= now:
        yield Fault("/claim_window/end", "over", "The window's end has passed.")
