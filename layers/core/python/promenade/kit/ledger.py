"""Ledgers: an aggregate, and entries, appended and never altered, that say why it is as it is.

A capability of this form (stock, points, budgets) brings its rule. What is the same for all is
here: a race that is lost is run again, and a request repeated is answered what it first stored,
even where the rule would refuse it now. `kit.dynamo_ledger` stores them.
"""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from promenade.kit.errors import DomainError, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp, Stored, Versioned
from promenade.kit.values import Value


class Entry(Protocol):
    """`id` is that of the request, so that it is made once."""

    @property
    def id(self) -> str: ...


A = TypeVar("A", bound=Versioned)
E = TypeVar("E", bound=Entry)

Rule = Callable[[A | None], tuple[A, E]]
"""From an aggregate (None before its first entry) to the one of the next version, and the entry
that says why. Refuses by raising a DomainError."""


class Step(Value, Generic[A, E], frozen=True):
    """`entry` made `after` of the aggregate `key`."""

    key: str
    before: A | None
    after: A
    entry: E


class Ledger(Protocol[A, E]):
    def find(self, key: str) -> Stored[A] | None: ...

    def find_entry(self, entry_id: str, stamp: Stamp) -> E | None:
        """What this id stored before. Raises Conflict when that was another request."""
        ...

    def append(self, step: Step[A, E], stamp: Stamp) -> E:
        """Guard, aggregate and entry in one write, if the aggregate still is the one before. A
        repeated entry id answers what it first stored.

        Raises Stale or Contended, or Conflict for another request under the same id."""
        ...


class ListedLedger(Ledger[A, E], Protocol[A, E]):
    def list_entries(self, key: str, limit: int, after: Position | None) -> Page[E]:
        """Oldest first."""
        ...


def post(ledger: Ledger[A, E], key: str, entry_id: str, rule: Rule[A, E], stamp: Stamp) -> E:
    """Raises what the rule does, Conflict, or Unavailable when others keep changing the
    aggregate."""
    return patiently(lambda: _post(ledger, key, entry_id, rule, stamp), Stale, Contended)


def _post(ledger: Ledger[A, E], key: str, entry_id: str, rule: Rule[A, E], stamp: Stamp) -> E:
    stored = ledger.find(key)
    before = stored.value if stored else None
    try:
        after, entry = rule(before)
    except DomainError:
        done = ledger.find_entry(entry_id, stamp)
        if done is None:
            raise
        return done
    return ledger.append(Step(key, before, after, entry), stamp)


class Rehearsal(Generic[A, E]):
    """Answers as `ledger` would, and keeps to itself what it is asked to append."""

    def __init__(self, ledger: Ledger[A, E]) -> None:
        self._ledger = ledger
        self._found: dict[str, Stored[A] | None] = {}

    def find(self, key: str) -> Stored[A] | None:
        if key not in self._found:
            self._found[key] = self._ledger.find(key)
        return self._found[key]

    def find_entry(self, entry_id: str, stamp: Stamp) -> E | None:
        return self._ledger.find_entry(entry_id, stamp)

    def append(self, step: Step[A, E], stamp: Stamp) -> E:
        if done := self.find_entry(step.entry.id, stamp):
            return done
        self._found[step.key] = Stored(step.after, stamp.fingerprint)
        return step.entry
