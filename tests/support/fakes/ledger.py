"""A ledger in memory."""

from typing import Generic

from promenade.kit.errors import Conflict, Stale
from promenade.kit.ledger import A, E, Step
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from tests.support.fakes.pages import page


class FakeLedger(Generic[A, E]):
    def __init__(self) -> None:
        self.aggregates: dict[str, Stored[A]] = {}
        self._entries: dict[str, tuple[Step[A, E], str]] = {}

    def find(self, key: str) -> Stored[A] | None:
        return self.aggregates.get(key)

    def find_entry(self, entry_id: str, stamp: Stamp) -> E | None:
        if entry_id not in self._entries:
            return None
        step, fingerprint = self._entries[entry_id]
        if fingerprint != stamp.fingerprint:
            raise Conflict("This Idempotency-Key was used for another request.")
        return step.entry

    def append(self, step: Step[A, E], stamp: Stamp) -> E:
        if done := self.find_entry(step.entry.id, stamp):
            return done
        stored = self.find(step.key)
        if (stored.value.version if stored else 0) != (step.before.version if step.before else 0):
            raise Stale("It has been changed since.")
        self.aggregates[step.key] = Stored(step.after, stamp.fingerprint)
        self._entries[step.entry.id] = (step, stamp.fingerprint)
        return step.entry

    def list_entries(self, key: str, limit: int, after: Position | None) -> Page[E]:
        steps = [step for step, _ in self._entries.values() if step.key == key]
        steps.sort(key=lambda step: step.after.version)
        return page([step.entry for step in steps], limit, after)
