"""What a promotion's write asks of others, as further writes of its transaction.

A code's guard belongs to whoever holds the code, until that promotion ends (`expires_at`); the
register keeps it from coupons as long.
A group's calendar has a version, and names the promotions of the group that are published.
"""

import math
from collections.abc import Iterator
from datetime import datetime

import msgspec

from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.service.revisions import Calendar, Revision
from promenade.base.promotion.store.records import PromotionRecord
from promenade.contracts.codes import CodeRegister
from promenade.kit.codes import normalised
from promenade.kit.dynamo import Write
from promenade.kit.stamp import Stamp


def claim(
    managed: ManagedPromotion, stamp: Stamp, register: CodeRegister | None
) -> Iterator[Write]:
    """Its code, if nobody holds it any more."""
    code = managed.promotion.code
    if code is not None and managed.ended_at is None:
        guard = PromotionRecord(_code_key(managed), "-", body=managed.id)
        guard.expires_at = math.ceil(managed.end.timestamp()) if managed.end else None
        is_free = PromotionRecord.pk.does_not_exist() | (PromotionRecord.body == managed.id)
        is_free |= PromotionRecord.expires_at <= int(stamp.at.timestamp())
        yield Write("Put", guard.stamped(stamp), is_free)
        if register:
            yield register.take(code.text, managed.id, managed.end, stamp)


def claim_anew(revision: Revision, stamp: Stamp, register: CodeRegister | None) -> Iterator[Write]:
    """The code it holds from now on, where that or its end has changed."""
    before, after = revision.before, revision.after
    if (_code_key(before), before.end) != (_code_key(after), after.end):
        yield from claim(after, stamp, register)


def release(revision: Revision, now: datetime, register: CodeRegister | None) -> Iterator[Write]:
    """The code it holds no longer; once it had ended, others may have taken it already."""
    before, after = revision.before, revision.after
    is_given_up = after.ended_at is not None or _code_key(before) != _code_key(after)
    if before.promotion.code and is_given_up and (before.end is None or before.end > now):
        guard = PromotionRecord(_code_key(before), "-")
        yield Write("Delete", guard, PromotionRecord.body == before.id)
        if register:
            yield register.give_back(before.promotion.code.text, before.id)


def enter(calendar: Calendar, promotion_id: str, stamp: Stamp) -> Write:
    """Into the calendar, if it still is as it was read."""
    ids = {promotion_id, *(each.id for each in calendar.promotions)}
    record = PromotionRecord(
        group_key(calendar.group),
        "-",
        version=calendar.version + 1,
        body=msgspec.json.encode(sorted(ids)).decode(),
    )
    is_first, is_as_read = not calendar.version, PromotionRecord.version == calendar.version
    condition = PromotionRecord.pk.does_not_exist() if is_first else is_as_read
    return Write("Put", record.stamped(stamp), condition)


def group_key(group: str) -> str:
    return f"GROUP#{group}"


def _code_key(managed: ManagedPromotion) -> str:
    code = managed.promotion.code
    return f"CODE#{normalised(code.text)}" if code else ""
