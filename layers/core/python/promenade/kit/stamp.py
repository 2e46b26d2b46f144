"""Who changes something, when and in answer to which request: every write carries one."""

from datetime import datetime
from typing import Generic, Protocol, TypeVar

from promenade.kit.errors import Stale
from promenade.kit.values import Value


class Stamp(Value, frozen=True):
    """`actor` is `kind:id` of the caller; `fingerprint` tells a replay from another request,
    `request` is the id of the caller's idempotency key, empty where a call takes none."""

    actor: str
    at: datetime
    correlation_id: str
    fingerprint: str
    request: str = ""


class Versioned(Protocol):
    @property
    def version(self) -> int: ...


V = TypeVar("V", bound=Versioned)


class Stored(Value, Generic[V], frozen=True):
    """A value as it was read, with the fingerprint of the request that made it."""

    value: V
    fingerprint: str

    def is_done(self, expected: int, stamp: Stamp) -> bool:
        """True when this very request already made the value. Raises Stale when another did
        since version `expected`; ask before any rule that the change itself would now break."""
        if self.value.version == expected + 1 and self.fingerprint == stamp.fingerprint:
            return True
        if self.value.version != expected:
            raise Stale("It has been changed since.", version=self.value.version)
        return False
