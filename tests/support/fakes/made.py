"""What a store in memory knows of the calls that made something."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from promenade.kit.errors import Conflict, Stale
from promenade.kit.stamp import Stamp, Stored


class Versioned(Protocol):
    @property
    def version(self) -> int: ...


@dataclass
class Made:
    _by_request: dict[str, Stored[Any]] = field(default_factory=dict)

    def first(self, stamp: Stamp) -> Any:
        """What the call made before, None if nothing. Raises Conflict for another request."""
        made = self._by_request.get(stamp.request)
        if made and made.fingerprint != stamp.fingerprint:
            raise Conflict("This Idempotency-Key was used for another request.")
        return made.value if made else None

    def create(self, after: object, stamp: Stamp) -> None:
        """Raises Conflict where the call made something before."""
        if not stamp.request:
            return
        if stamp.request in self._by_request:
            raise Conflict("This key has created something before.")
        self._by_request[stamp.request] = Stored(after, stamp.fingerprint)


def is_done(
    stored: Stored[Any] | None, before: Versioned | None, after: Versioned, stamp: Stamp
) -> bool:
    """Raises Stale unless `before` is what is stored."""
    same_version = stored is not None and stored.value.version == after.version
    if stored is not None and same_version and stored.fingerprint == stamp.fingerprint:
        return True
    if (stored.value.version if stored else 0) != (before.version if before else 0):
        raise Stale("It has been changed since.", version=stored.value.version if stored else None)
    return False
