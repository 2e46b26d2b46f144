"""Items of the table of journeys, and how each is written.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| way | `CUSTOMER#<customer>` | `WAY#<campaign>#<entry>` | `CAMPAIGN#<campaign>` | by its start |
| when the customer was last taken in | `CUSTOMER#<customer>` | `LAST#<campaign>` | | |
| when the customer did something that is awaited | `CUSTOMER#<customer>` | `ACT#<act>` | | |
| whom a digest stands for, and that nobody shall know | `PERSON#<digest>` | `-` | | |
| how many are where, a part of them | `COUNT#<campaign>#<shard>` | `-` | | |
| when a way goes on (see `kit.due_marks`) | `DUE#<minute>` | `["<customer>",…]`, its key | | |
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
from pynamodb.attributes import BooleanAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from promenade.contracts.journeys import JourneyEnded, JourneyFact, JourneyStarted
from promenade.kit import clock
from promenade.kit.attributes import InstantAttribute
from promenade.kit.config import setting
from promenade.kit.due_marks import DueMarks
from promenade.kit.dynamo import Write
from promenade.kit.records import IndexedRecord, Record
from promenade.kit.shards import start_of
from promenade.kit.stamp import Stamp
from promenade.outreach.journey.model.traveller import Key, Traveller

SHARDS = 8
"""Of a campaign's counts: hundreds of its people move a second."""

KEPT_FOR = timedelta(days=400)
"""That a way has ended, and when the last entry was: longer than any cool-down in days."""

REMEMBERED_FOR = timedelta(days=2)
"""What people did: longer than a start is news."""

STARTED = "started"
WAY, LAST = "WAY#", "LAST#"
TABLE = setting("JOURNEY_TABLE")
way_of = msgspec.json.Decoder(Traveller)
_key = msgspec.json.Decoder(tuple[str, str, str])


class WayRecord(IndexedRecord):
    class Meta:
        table_name = TABLE


class LastRecord(Record):
    entered_at = InstantAttribute(null=True)

    class Meta:
        table_name = TABLE


class ActRecord(Record):
    done_at = InstantAttribute(null=True)

    class Meta:
        table_name = TABLE


class PersonRecord(Record):
    customer = UnicodeAttribute(null=True)
    is_buried = BooleanAttribute(null=True)

    class Meta:
        table_name = TABLE


marks = DueMarks(WayRecord)


def mark_name(key: Key) -> str:
    return msgspec.json.encode((key.customer, key.campaign, key.entry)).decode()


def key_of(mark: str) -> Key:
    """Raises ValueError for what is no name of ours."""
    return Key(*_key.decode(mark))


def way_key(key: Key) -> tuple[str, str]:
    return f"CUSTOMER#{key.customer}", f"{WAY}{key.campaign}#{key.entry}"


def last_key(customer: str, campaign: str) -> tuple[str, str]:
    return f"CUSTOMER#{customer}", f"{LAST}{campaign}"


def act_key(customer: str, act: str) -> tuple[str, str]:
    return f"CUSTOMER#{customer}", f"ACT#{act}"


def person_key(person: str) -> tuple[str, str]:
    return f"PERSON#{person}", "-"


def count_keys(campaign: str) -> list[tuple[str, str]]:
    return [(f"COUNT#{campaign}#{shard}", "-") for shard in range(SHARDS)]


def put(way: Traveller, stamp: Stamp, condition: Condition) -> Write:
    """With the fact that it states, at either end."""
    record = WayRecord(*way_key(way.key), version=way.version).stamped(stamp, _fact(way))
    record.body = msgspec.json.encode(way).decode()
    record.gsi1pk = f"CAMPAIGN#{way.campaign}"
    record.gsi1sk = f"{clock.to_wire(way.started_at)}#{way.entry}"
    if way.ended_at:
        record.expires_at = int((way.ended_at + KEPT_FOR).timestamp())
    return Write("Put", record, condition)


def entered(way: Traveller, last: datetime | None, pause: timedelta) -> Write:
    """Refused where another entry than `last` is the last one."""
    record = LastRecord(*last_key(way.customer, way.campaign), entered_at=way.happened_at)
    record.expires_at = int((way.happened_at + max(KEPT_FOR, pause)).timestamp())
    is_first = LastRecord.pk.does_not_exist()
    return Write("Put", record, is_first if last is None else LastRecord.entered_at == last)


def known(way: Traveller) -> Write:
    """Refused where who it is is buried."""
    record = PersonRecord(*person_key(way.person))
    is_here = PersonRecord.is_buried.does_not_exist()
    return Write("Update", record, is_here, [PersonRecord.customer.set(way.customer)])


def counted(way: Traveller, changes: Mapping[str, int]) -> Write:
    shard = start_of(way.customer, SHARDS)
    record = WayRecord(count_keys(way.campaign)[shard][0], "-")
    actions = [Path([name]).add(change) for name, change in changes.items() if change]
    return Write("Update", record, None, actions)


def moved(met: Traveller, after: Traveller) -> Counter[str]:
    changes = Counter({after.place: 1})
    changes.subtract({met.place: 1})
    return changes


def found_later(way: Traveller, stamp: Stamp) -> list[Write]:
    """Who is due at once goes on with the message that is sent of it."""
    if way.step is None or way.is_due(stamp.at):
        return []
    return [marks.mark(way.due_at, mark_name(way.key))]


def _fact(way: Traveller) -> type[JourneyFact] | None:
    if way.ended_at:
        return JourneyEnded
    return JourneyStarted if way.is_new else None
