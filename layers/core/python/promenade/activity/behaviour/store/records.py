"""The items of behaviour, and what their keys are."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self

from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition

from promenade.activity.behaviour.model.counting import Day
from promenade.activity.behaviour.model.events import Person
from promenade.contracts.behaviour import MOST_DAYS
from promenade.kit import dynamo
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.dynamo import Write
from promenade.kit.paging import Page
from promenade.kit.records import Partition, Record

KEPT_FOR = timedelta(days=MOST_DAYS + 2)
"""Counts, heads: a zone's last day touches two UTC days."""

EVENTS_KEPT_FOR = timedelta(days=90)
"""Themselves, and that they have come: two months longer than any event is taken."""

HEAD, DAY, LOG, ANONYMOUS = "HEAD", "DAY#", "LOG#", "ANONYMOUS#"
LAST = "~"


class BehaviourRecord(Record):
    """`counts` are attributes of their own, so that several add to one item at once."""

    owner = UnicodeAttribute(null=True)
    refused = IntegerAttribute(null=True)
    batch = UnicodeAttribute(null=True)
    event_count = IntegerAttribute(null=True)
    counts: Mapping[str, int] = {}

    class Meta:
        table_name = setting("BEHAVIOUR_TABLE")

    @classmethod
    def from_raw_data(cls, data: dict[str, Any]) -> Self:
        made = super().from_raw_data(data)
        made.counts = {name: int(value["N"]) for name, value in data.items() if "@" in name}
        return made

    def serialize(self, null_check: bool = True) -> dict[str, dict[str, Any]]:
        counts = {name: {"N": str(count)} for name, count in self.counts.items()}
        return {**super().serialize(null_check), **counts}


def place_of(person: Person) -> str:
    return f"{person.kind.upper()}#{person.id}"


def customer_place(customer: str) -> str:
    return place_of(Person("customer", customer))


def visitor_place(visitor: str) -> str:
    return place_of(Person("visitor", visitor))


def is_kept() -> Condition:
    """Of a customer's head."""
    return BehaviourRecord.refused.does_not_exist()


def is_of(owner: str | None) -> Condition:
    """Of a visitor's head."""
    if owner is None:
        return BehaviourRecord.owner.does_not_exist()
    return BehaviourRecord.owner == owner


def head_write(place: str, condition: Condition, now: datetime) -> Write:
    """That it is as the condition says, in the transaction of what is on it."""
    later = BehaviourRecord.expires_at.set(seconds(now + KEPT_FOR))
    return Write("Update", BehaviourRecord(place, HEAD), condition, [later])


def day_ends(on: date) -> int:
    return seconds(datetime.combine(on, time(), UTC) + KEPT_FOR)


def day_of(record: BehaviourRecord) -> Day:
    return Day(date.fromisoformat(record.sk.split("#")[1]), record.counts)


def seconds(at: datetime) -> int:
    return int(at.timestamp())


def in_place(place: str, limit: int) -> Page[BehaviourRecord]:
    """The first days and logs of somebody, consistent."""
    partition, behind = Partition(place, consistent=True), BehaviourRecord.sk >= DAY
    found = dynamo.page(BehaviourRecord, partition, limit=limit + 1, after=None, sk=behind)
    items = tuple(each for each in found.items if each.sk != HEAD)
    return Page(items, found.next)


def drop(records: Iterable[BehaviourRecord]) -> None:
    dynamo.drop(BehaviourRecord, [(each.pk, each.sk) for each in records])
