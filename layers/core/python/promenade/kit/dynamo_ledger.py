"""Ledgers in DynamoDB (see `kit.ledger`).

| item | pk | sk |
|---|---|---|
| aggregate | `<owner>#<key>` | `<aggregate>` |
| entry, in order | `<owner>#<key>` | `<entry>#<version of the aggregate, 12 digits>` |
| guard: what an id stored | `<entry>#<id>` | `-` |
"""

from datetime import datetime, timedelta
from typing import Any, Generic

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Conflict, DomainError, Stale
from promenade.kit.facts import Fact
from promenade.kit.ledger import A, E, Step
from promenade.kit.paging import Page, Position
from promenade.kit.records import Record
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value


class Names(Value, frozen=True):
    """Of the keys above."""

    owner: str
    aggregate: str
    entry: str


class DynamoLedger(Generic[A, E]):
    """A subclass says what is stored where, and the fact that each entry states.

    `guards_last`: for how long a repeated request is known as such; for ever where it is None."""

    kind: type[Record]
    names: Names
    aggregate: type[A]
    entry: type[E]
    fact: type[Fact]
    guards_last: timedelta | None = None

    def find(self, key: str) -> Stored[A] | None:
        record = dynamo.find(self.kind, self.owner(key), self.names.aggregate, consistent=True)
        return Stored(self.decode(record), record.fingerprint) if record else None

    def find_entry(self, entry_id: str, stamp: Stamp) -> E | None:
        guard = dynamo.find(self.kind, f"{self.names.entry}#{entry_id}", "-", consistent=True)
        if guard is None or _has_expired(guard, stamp):
            return None
        return self._first(guard, stamp)

    def append(self, step: Step[A, E], stamp: Stamp) -> E:
        try:
            dynamo.transact_once([self._guard(step.entry, stamp), *self.writes(step, stamp)])
        except ConditionFailed as lost:
            met = lost.old[0]
            if met is None:
                raise self.refusal(step, lost) from None
            return self._first(met, stamp)
        return step.entry

    def refusal(self, _step: Step[A, E], _lost: ConditionFailed, /) -> DomainError:
        """Of the guard and `writes`, where the guard was free."""
        return Stale("It has been changed since.")

    def list_entries(self, key: str, limit: int, after: Position | None) -> Page[E]:
        """Oldest first."""
        entries = self.kind.sk.startswith(f"{self.names.entry}#")
        found = dynamo.page(self.kind, self.owner(key), limit=limit, after=after, sk=entries)
        items = (msgspec.json.decode(each.body, type=self.entry) for each in found.items)
        return Page(tuple(items), found.next)

    def writes(self, step: Step[A, E], stamp: Stamp) -> tuple[Write, ...]:
        """Aggregate and entry, for a transaction whose own conditions are the guard."""
        place = f"{self.names.entry}#{step.after.version:012d}"
        entry = self._record(self.owner(step.key), place, step.entry, stamp)
        return self.change(step, stamp), Write("Put", entry)

    def change(self, step: Step[A, E], stamp: Stamp) -> Write:
        """The aggregate, if it still is the one before."""
        return Write("Put", self.record(step.key, step.after, self.fact, stamp), follows(step))

    def decode(self, record: Any) -> A:
        return msgspec.json.decode(record.body, type=self.aggregate)

    def record(self, key: str, after: A, fact: type[Fact], stamp: Stamp) -> Record:
        record = self._record(self.owner(key), self.names.aggregate, after, stamp)
        record.version = after.version
        return record.stamped(stamp, fact)

    def owner(self, key: str) -> str:
        return f"{self.names.owner}#{key}"

    def _guard(self, entry: E, stamp: Stamp) -> Write:
        guard = self._record(f"{self.names.entry}#{entry.id}", "-", entry, stamp)
        is_free = Record.pk.does_not_exist()
        if self.guards_last:
            guard.expires_at = _seconds(stamp.at + self.guards_last)
            is_free |= Record.expires_at <= _seconds(stamp.at)
        return Write("Put", guard, is_free)

    def _first(self, met: Record, stamp: Stamp) -> E:
        if met.fingerprint != stamp.fingerprint:
            raise Conflict("This Idempotency-Key was used for another request.")
        return msgspec.json.decode(met.body, type=self.entry)

    def _record(self, pk: str, sk: str, value: object, stamp: Stamp) -> Record:
        return self.kind(pk, sk, body=msgspec.json.encode(value).decode()).stamped(stamp)


def follows(step: Step[A, E]) -> Condition:
    """That the aggregate still is the one before the step."""
    if step.before is None:
        return Record.pk.does_not_exist()
    return Record.version == step.before.version


def _has_expired(guard: Record, stamp: Stamp) -> bool:
    return guard.expires_at is not None and guard.expires_at <= _seconds(stamp.at)


def _seconds(instant: datetime) -> int:
    return int(instant.timestamp())
