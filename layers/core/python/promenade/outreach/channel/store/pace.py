"""Until when an account's time is booked."""

from promenade.kit import dynamo
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.dynamo import ConditionFailed
from promenade.kit.patience import Contended, patiently
from promenade.kit.records import Record
from promenade.outreach.channel.store.records import TABLE


class PaceRecord(Record):
    """`until_us` is in microseconds since 1970."""

    until_us = IntegerAttribute()

    class Meta:
        table_name = TABLE


def book(account_id: str, now_us: int, span_us: int, patience_us: int) -> int | None:
    """channel.service.pace.Book. Raises Unavailable."""
    begins_us = now_us

    def attempt() -> int | None:
        nonlocal begins_us
        if begins_us > now_us + patience_us:
            return None
        record = PaceRecord(f"PACE#{account_id}", "-", until_us=begins_us + span_us)
        is_free = PaceRecord.pk.does_not_exist() | (PaceRecord.until_us <= begins_us)
        try:
            dynamo.put(record, is_free)
        except ConditionFailed as failed:
            begins_us = max(each.until_us for each in failed.old if isinstance(each, PaceRecord))
            raise Contended from None
        return begins_us

    return patiently(attempt, Contended)
