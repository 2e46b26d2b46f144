"""Who knows a code gets its coupon; who guesses is soon refused."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from promenade.activity.coupon.model.audience import is_named
from promenade.activity.coupon.model.codes import CodeInvalid, IssuedCode
from promenade.activity.coupon.model.coupon import HeldCoupon, NotClaimable
from promenade.activity.coupon.service.giving import (
    CurrentTemplates,
    Giver,
    refuse_unless_given,
)
from promenade.activity.coupon.service.ports import CouponStore
from promenade.contracts.customers import Claimant
from promenade.kit.errors import NotFound
from promenade.kit.limits import Limit
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

GUESSES = Limit("unknown codes", most=5, window_s=60)


class CodeStore(Protocol):
    def find_code(self, text: str) -> IssuedCode | None:
        """However it is typed."""
        ...


class Guesses(Protocol):
    def admit(self, who: Sequence[str], things: Collection[str], now: datetime, /) -> None:
        """Raises TooMany."""
        ...

    def count(self, who: Sequence[str], things: Collection[str], now: datetime, /) -> None:
        """Raises TooMany, Unavailable."""
        ...


class Redeem(Value, frozen=True):
    """`who` are those against whom a wrong code counts."""

    code: str
    claimant: Claimant
    who: tuple[str, ...]

    @property
    def customer(self) -> str:
        return self.claimant.customer


class Doors(Value, frozen=True):
    codes: CodeStore
    coupons: CouponStore
    templates: CurrentTemplates
    giver: Giver
    guesses: Guesses


def redeem(command: Redeem, stamp: Stamp, doors: Doors) -> HeldCoupon:
    """A repeated request answers as at first. Raises TooMany, CodeInvalid, NotInAudience,
    ClaimLimitReached, CouponsGone of a code that many share."""
    doors.guesses.admit(command.who, [command.code], stamp.at)
    try:
        return _redeem(command, stamp, doors)
    except CodeInvalid:
        doors.guesses.count(command.who, [command.code], stamp.at)
        raise


def _redeem(command: Redeem, stamp: Stamp, doors: Doors) -> HeldCoupon:
    found = doors.codes.find_code(command.code)
    if found is None or found.is_void or found.customer not in (None, command.customer):
        raise invalid()
    if found.coupon_id is not None:
        held = doors.coupons.find_many(command.customer, [found.coupon_id])[found.coupon_id]
        return held.as_given() if held.coupon.request == stamp.fingerprint else held
    template = doors.templates.at(found.template_id, stamp.at)
    if not is_named(template.terms.audience, command.customer):
        raise invalid()
    try:
        given = refuse_unless_given(template, command.claimant, stamp, doors.giver)
    except (NotFound, NotClaimable):
        raise invalid() from None
    return given or doors.giver.give(template, command.customer, "code", stamp, found)


def invalid() -> CodeInvalid:
    return CodeInvalid("This code is not valid.")
