"""How much of its minute an API client has booked, in DynamoDB: `CALLS#<client>`, one item each.

Whatever a client calls writes here, and there is nothing else that it may write of the staff's
table: the role of such a function is bound to keys that begin so.
"""

from promenade.kit import dynamo
from promenade.kit.api_clients import CALLS
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.http.quota import MINUTE_S, Booked
from promenade.kit.patience import Contended, patiently
from promenade.kit.records import Record

DAY = 24 * 60 * 60 // MINUTE_S


class CallsRecord(Record):
    """`minute` is the latest one with a call, counted from 1970, `calls` those booked in it;
    `day_calls` are those of its day (UTC)."""

    minute = IntegerAttribute(null=True)
    calls = IntegerAttribute(null=True)
    day_calls = IntegerAttribute(null=True)

    class Meta:
        table_name = setting("STAFF_TABLE")


def calls_key(client_id: str) -> tuple[str, str]:
    return f"{CALLS}{client_id}", "-"


def book(client_id: str, minute: int, count: int, quota: int) -> Booked:
    """kit.http.quota.Book: one write where the minute has begun, two where it has not."""
    booking = _Booking(client_id, Booked(minute, count), quota)
    return patiently(booking.attempt, Contended)


class _Booking:
    """`wanted` follows what each lost write met: the minute that others are in, and at most half
    of what they left."""

    def __init__(self, client_id: str, wanted: Booked, quota: int) -> None:
        self._record = CallsRecord(*calls_key(client_id))
        self._wanted = wanted
        self._quota = quota

    def attempt(self) -> Booked:
        """Raises Contended where others were faster."""
        try:
            self._add()
        except ConditionFailed as lost:
            met = lost.old[0]
            if not isinstance(met, CallsRecord) or _minute(met) < self._wanted.minute:
                self._begin(met if isinstance(met, CallsRecord) else None)
            else:
                return self._yield_to(met)
        return self._wanted

    def _add(self) -> None:
        minute, count, item = self._wanted.minute, self._wanted.count, CallsRecord
        fits = (item.minute == minute) & (item.calls <= self._quota - count)
        counted = [item.calls.add(count), item.day_calls.add(count)]
        dynamo.apply(Write("Update", self._record, fits, counted))

    def _begin(self, met: CallsRecord | None) -> None:
        minute, count, item = self._wanted.minute, self._wanted.count, CallsRecord
        is_new_day = met is None or _minute(met) // DAY < minute // DAY
        of_day = item.day_calls.set(count) if is_new_day else item.day_calls.add(count)
        is_as_met = item.minute == _minute(met) if met else item.minute.does_not_exist()
        begun = [item.minute.set(minute), item.calls.set(count), of_day]
        try:
            dynamo.apply(Write("Update", self._record, is_as_met, begun))
        except ConditionFailed:
            raise Contended from None

    def _yield_to(self, met: CallsRecord) -> Booked:
        left = self._quota - (met.calls or 0)
        if left <= 0:
            return Booked(_minute(met), 0)
        self._wanted = Booked(_minute(met), min(self._wanted.count, max(1, left // 2)))
        raise Contended


def _minute(met: CallsRecord) -> int:
    return met.minute or 0
