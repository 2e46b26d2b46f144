"""The shop's approval policy. What is under review keeps what it was submitted under."""

from typing import Protocol

from promenade.base.staff.model.policy import POLICY_ID, STANDARD, Policies, Steps, faults
from promenade.kit.errors import Invalid
from promenade.kit.stamp import Stamp, Stored


class PolicyStore(Protocol):
    """Consistent."""

    def find(self) -> Stored[Policies] | None: ...

    def put(self, after: Policies, stamp: Stamp) -> Policies:
        """Over the version before; a repeated call answers what it made. Raises Stale."""
        ...


def get(store: PolicyStore) -> Policies:
    stored = store.find()
    return stored.value if stored else STANDARD


def change(steps: Steps, expected: int, stamp: Stamp, store: PolicyStore) -> Policies:
    """For what is submitted from now on. Raises Invalid, Stale."""
    if found := list(faults(steps)):
        raise Invalid(found)
    stored = store.find() or Stored(STANDARD, "")
    if stored.is_done(expected, stamp):
        return stored.value
    return store.put(Policies(POLICY_ID, expected + 1, steps), stamp)
