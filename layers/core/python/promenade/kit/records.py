"""Items of our tables, and where listings look for them.

An aggregate is one item, a Record: its keys, what conditions look at, and the value as one JSON
document. The fact that a write states rides in the same item, so state and event are one write:
the document has the fact's fields, under their names, and `kit.outbox` relays those from the
table's stream.
"""

from datetime import datetime
from typing import Any, Literal, Self

from pynamodb.attributes import UnicodeAttribute
from pynamodb.connection import TableConnection
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from promenade.kit import aws, clock
from promenade.kit.attributes import InstantAttribute, IntegerAttribute
from promenade.kit.facts import Fact
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

APPROVAL = "approval"
_KEYS = frozenset({"pk", "sk"})


class Record(Model):
    """An item of any of our tables. `fact` is the name of what its last write states.

    `expires_at` (seconds since 1970) is when the table may clean the item up, up to days later:
    who cares whether it has expired compares it with a clock."""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    version = IntegerAttribute(null=True)
    fact = UnicodeAttribute(null=True)
    body = UnicodeAttribute(null=True)
    actor = UnicodeAttribute(null=True)
    updated_at = InstantAttribute(null=True)
    correlation_id = UnicodeAttribute(null=True)
    fingerprint = UnicodeAttribute(null=True)
    expires_at = IntegerAttribute(null=True)

    @classmethod
    def _get_connection(cls) -> TableConnection:
        connection = super()._get_connection()
        connection.connection._client = aws.client("dynamodb")  # noqa: SLF001
        return connection

    def serialize(self, null_check: bool = True) -> dict[str, dict[str, Any]]:  # noqa: ARG002
        """What the item has. PynamoDB asks for whatever it could have, which takes a write a
        twelfth more CPU; an item without a key is refused by the table."""
        kinds, given = self.get_attributes(), self.attribute_values
        has = sorted(name for name, value in given.items() if value is not None)
        return {name: {kinds[name].attr_type: kinds[name].serialize(given[name])} for name in has}

    def stamped(self, stamp: Stamp, fact: type[Fact] | None = None) -> Self:
        """Says whose write this is and when, and the fact that it states, if any."""
        if fact:
            self.fact = fact.__name__
        self.actor, self.updated_at = stamp.actor, stamp.at
        self.correlation_id, self.fingerprint = stamp.correlation_id, stamp.fingerprint
        return self

    def changes(self) -> list[Action]:
        """What an update sets so that the item has all that this one has."""
        given = {name: getattr(self, name) for name in self.get_attributes()}
        given = {name: value for name, value in given.items() if value is not None}
        return [getattr(type(self), name).set(given[name]) for name in given if name not in _KEYS]


class _SecondOrder(GlobalSecondaryIndex["IndexedRecord"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "gsi1"
        projection = AllProjection()

    gsi1pk = UnicodeAttribute(hash_key=True)
    gsi1sk = UnicodeAttribute(range_key=True)


class IndexedRecord(Record):
    """An item of a table with `gsi1`; one without these two keys is not in the index."""

    gsi1pk = UnicodeAttribute(null=True)
    gsi1sk = UnicodeAttribute(null=True)
    gsi1 = _SecondOrder()


class _Waiting(GlobalSecondaryIndex["WaitingRecord"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "waiting"
        projection = AllProjection()

    waits_for = UnicodeAttribute(hash_key=True)
    waits_since = UnicodeAttribute(range_key=True)


class WaitingRecord(Record):
    """An item of a table with `waiting`, where what others have to approve lies, the longest first;
    one without these two keys waits for nobody."""

    waits_for = UnicodeAttribute(null=True)
    waits_since = UnicodeAttribute(null=True)
    waiting = _Waiting()

    def wait(self, since: datetime) -> None:
        """No two items have the same place, whatever their tables."""
        self.waits_for = APPROVAL
        self.waits_since = f"{clock.to_wire(since)}#{self.pk}#{self.sk}"


class Partition(Value, frozen=True):
    """Where a listing looks: in the table, or in an index of it (which may lag behind). It looks
    at as many items as a page may have, and shows those of them `where` this holds."""

    pk: str
    index: Literal["gsi1", "gsi2", "gsi3", "waiting"] | None = None
    newest_first: bool = False
    consistent: bool = False
    where: Condition | None = None
