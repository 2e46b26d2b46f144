"""Tells of coupons that end soon, minute by minute of what is due; each once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from promenade.activity.coupon.model.coupon import HeldCoupon
from promenade.activity.coupon.model.reminding import reminded
from promenade.activity.coupon.service.giving import CurrentTemplates
from promenade.contracts.coupon_facts import CouponExpiring, CouponFact
from promenade.kit.clock import Clock
from promenade.kit.packs import packs
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

MOST_TIME = timedelta(minutes=3)
"""Of one run; the next one goes on with the minute that this one left."""

_AT_FIRST = timedelta(hours=1)
_LAG = timedelta(minutes=2)
_MINUTE = timedelta(minutes=1)
_TOGETHER = 100


class Marks(Protocol):
    def swept_until(self) -> datetime | None: ...

    def due_in(self, minute: datetime) -> Sequence[str]: ...

    def sweep(self, minute: datetime, names: Iterable[str]) -> None: ...


class Wallets(Protocol):
    def owned(self, owners: Iterable[tuple[str, str]]) -> Iterator[HeldCoupon]:
        """Of customers and their coupons, those that are there; consistent."""
        ...

    def turn(
        self, met: HeldCoupon, after: HeldCoupon, fact: type[CouponFact], stamp: Stamp
    ) -> HeldCoupon:
        """On from what was read. Raises Contended where it is not so any more."""
        ...


class Doors(Value, frozen=True):
    marks: Marks
    wallets: Wallets
    templates: CurrentTemplates


def sweep(clock: Clock, doors: Doors) -> int:
    """How many were told of. A minute that is left unfinished is looked through again, and what
    was told is not told again."""
    begun, told = clock(), 0
    minute = doors.marks.swept_until() or _floor(begun - _AT_FIRST)
    while minute + _MINUTE + _LAG <= begun:
        names = doors.marks.due_in(minute)
        for some in packs(names, lambda _: 0, most=_TOGETHER):
            if clock() - begun >= MOST_TIME:
                return told
            told += _tell(some, clock(), doors)
        doors.marks.sweep(minute, names)
        minute += _MINUTE
    return told


def _tell(names: Sequence[str], now: datetime, doors: Doors) -> int:
    told, owners = 0, [_owner(name) for name in names]
    for held in doors.wallets.owned(owners):
        terms = doors.templates.at(held.coupon.template_id, now).terms
        after = reminded(held, terms, now)
        if after is not None:
            told += _state(held, after, now, doors.wallets)
    return told


def _state(held: HeldCoupon, after: HeldCoupon, now: datetime, wallets: Wallets) -> bool:
    """Whether nobody used it or told of it meanwhile."""
    id_ = held.coupon.id
    stamp = Stamp("system:coupon", now, id_, f"{id_} expiring")
    try:
        wallets.turn(held, after, CouponExpiring, stamp)
    except Contended:
        return False
    return True


def _owner(name: str) -> tuple[str, str]:
    """The customer and the coupon of a mark."""
    coupon_id, _, customer = name.partition(" ")
    return customer, coupon_id


def _floor(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)
