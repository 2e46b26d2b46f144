"""Who a visitor was: the customer's from then on, with what was done before."""

from typing import Protocol

from promenade.kit.errors import Conflict
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp


class PersonRefusesTracking(Conflict):
    """Nothing that this customer does may be kept, so no visitor can be theirs."""


class IdentityStore(Protocol):
    def owner_of(self, visitor: str) -> str | None:
        """Consistent."""
        ...

    def own(self, visitor: str, met: str | None, customer: str, stamp: Stamp) -> None:
        """Makes the visitor the customer's. Raises PersonRefusesTracking, or Contended where it
        was not `met`'s any more."""
        ...

    def move_page(self, visitor: str, customer: str, stamp: Stamp) -> bool:
        """Makes some of what the visitor did the customer's, or drops it where they refuse
        tracking; each once, whoever else does. Whether there may be more. Raises Contended."""
        ...


def identify(visitor: str, customer: str, stamp: Stamp, store: IdentityStore) -> str | None:
    """Whose the visitor was before, if anybody's. What was done before the first one is the first
    one's: nothing new comes to lie there while the visitor is somebody's, so it is moved before the
    visitor is another's. Again, it does nothing. Raises PersonRefusesTracking, Unavailable."""

    def attempt() -> str | None:
        owner = store.owner_of(visitor)
        if owner is not None:
            _move(visitor, owner, stamp, store)
        if owner != customer:
            store.own(visitor, owner, customer, stamp)
        if owner is None:
            _move(visitor, customer, stamp, store)
        return owner

    return patiently(attempt, Contended)


def _move(visitor: str, customer: str, stamp: Stamp, store: IdentityStore) -> None:
    while store.move_page(visitor, customer, stamp):
        pass
