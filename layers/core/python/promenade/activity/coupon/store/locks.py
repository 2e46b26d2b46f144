"""What orders do with a coupon, as parts of their transactions: one write each."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial, reduce
from operator import and_
from typing import Any, TypeVar

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from promenade.activity.coupon.model.coupon import HeldCoupon
from promenade.activity.coupon.store.records import (
    TABLE,
    CouponRecord,
    coupon_key,
    coupon_record,
    held_in,
    held_of,
)
from promenade.contracts.coupon_facts import CouponFact
from promenade.contracts.coupons import CouponConflict, CouponUnavailable
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import DomainError
from promenade.kit.holds import Part
from promenade.kit.lookups import Lookup
from promenade.kit.messages.words import worded
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

A = TypeVar("A")


class Keeping(Value, frozen=True):
    """A coupon of a customer that `holder`, an order, keeps or is about to."""

    holder: str
    customer: str
    coupon_id: str

    @property
    def record(self) -> CouponRecord:
        return CouponRecord(*coupon_key(self.customer, self.coupon_id))


def find(keepings: Iterable[Keeping]) -> dict[str, HeldCoupon]:
    """By id, consistently, in one round trip up to 100."""
    keys = [coupon_key(each.customer, each.coupon_id) for each in keepings]
    found = map(held_of, dynamo.find_many(CouponRecord, keys, consistent=True))
    return {held.coupon.id: held for held in found}


def lookup(keepings: Iterable[Keeping], read: Callable[[Sequence[HeldCoupon]], A]) -> Lookup[A]:
    keys = tuple(coupon_key(each.customer, each.coupon_id) for each in keepings)
    return Lookup(TABLE, keys, read, ("body", "state", "holder"), held_in, is_consistent=True)


def lock(keeping: Keeping, actions: Iterable[Action], stamp: Stamp) -> Part:
    """From what is unused, within its validity."""
    record = keeping.record.stamped(stamp)
    record.state, record.holder = "locked", keeping.holder
    is_usable = CouponRecord.state == "unused"
    is_usable &= (CouponRecord.starts_at <= stamp.at) & (CouponRecord.ends_at > stamp.at)
    write = Write("Update", record, is_usable, [*record.changes(), *actions])
    return Part((write,), partial(_not_locked, keeping, stamp))


def unlock(keeping: Keeping, stamp: Stamp, conditions: Iterable[Condition] = ()) -> Part:
    record = keeping.record.stamped(stamp)
    record.state = "unused"
    is_kept = reduce(and_, conditions, _is_kept(keeping, "locked"))
    write = Write("Update", record, is_kept, record.changes())
    return Part((write,), partial(not_turned, keeping, None))


def turn(
    keeping: Keeping, met: HeldCoupon, after: HeldCoupon, fact: type[CouponFact], stamp: Stamp
) -> Part:
    """On from what was read, as a new version."""
    is_same = _is_kept(keeping, met.state) & (CouponRecord.version == met.coupon.version)
    write = Write("Put", coupon_record(after).stamped(stamp, fact), is_same)
    return Part((write,), partial(not_turned, keeping, met))


def conflict(keeping: Keeping, state: str | None) -> CouponConflict:
    told = f"{keeping.coupon_id} is {worded(state or 'not there')} for {keeping.holder}."
    return CouponConflict(told, coupon_id=keeping.coupon_id, state=state, holder=keeping.holder)


def unavailable(coupon_id: str, reason: str) -> CouponUnavailable:
    told = f"The coupon cannot be used: {worded(reason)}."
    return CouponUnavailable(told, coupon_id=coupon_id, reason=reason)


def refused(refusal: DomainError) -> Part:
    return Part((), lambda _lost: None, refusal)


def not_turned(
    keeping: Keeping, met: HeldCoupon | None, lost: ConditionFailed
) -> DomainError | None:
    """Where it only is another version than was read, there is no refusal."""
    now: Any = lost.old[0]
    if met and now and (now.state, now.holder) == (met.state, keeping.holder):
        return None
    return conflict(keeping, now.state if now else None)


def _not_locked(keeping: Keeping, stamp: Stamp, lost: ConditionFailed) -> DomainError:
    now: Any = lost.old[0]
    reason = held_of(now).hindrance(stamp.at) if now else "unknown"
    return unavailable(keeping.coupon_id, reason or "unknown")


def _is_kept(keeping: Keeping, state: str) -> Condition:
    is_so: Condition = (CouponRecord.state == state) & (CouponRecord.holder == keeping.holder)
    return is_so
