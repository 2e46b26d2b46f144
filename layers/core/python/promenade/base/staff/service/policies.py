"""The shop's approval policy. What is under review keeps what it was submitted under."""

from typing import Protocol

from promenade.base.staff.model.giving import require_held
from promenade.base.staff.model.policy import POLICY_ID, STANDARD, Policies, Steps, faults, turned
from promenade.contracts.approvals import APPROVED_BY, ApprovalKind
from promenade.kit.errors import Invalid
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value


class PolicyStore(Protocol):
    """Consistent."""

    def find(self) -> Stored[Policies] | None: ...

    def put(self, after: Policies, stamp: Stamp) -> Policies:
        """Over the version before; a repeated call answers what it made. Raises Stale."""
        ...


class Change(Value, frozen=True):
    """Of the version `expected`, by who holds these permissions everywhere."""

    steps: Steps
    expected: int
    held: frozenset[str]


def get(store: PolicyStore) -> Policies:
    stored = store.find()
    return stored.value if stored else STANDARD


def change(asked: Change, stamp: Stamp, store: PolicyStore) -> Policies:
    """For what is submitted from now on. Raises Invalid, BeyondOwn, Stale."""
    steps, expected = asked.steps, asked.expected
    if found := list(faults(steps)):
        raise Invalid(found)
    stored = store.find() or Stored(STANDARD, "")
    if stored.is_done(expected, stamp):
        return stored.value
    wanted = [APPROVED_BY[ApprovalKind(kind)] for kind in turned(stored.value, steps)]
    require_held(wanted, asked.held)
    return store.put(Policies(POLICY_ID, expected + 1, steps), stamp)
