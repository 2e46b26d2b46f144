"""What a person did: looked at, erased, and refused to be kept."""

from datetime import datetime
from typing import Protocol

from promenade.activity.behaviour.model.events import Event
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value


class Recorded(Value, frozen=True):
    """Events that came in one batch, in the order in which they were done."""

    received_at: datetime
    events: tuple[Event, ...]


class HistoryStore(Protocol):
    def page(self, customer: str, limit: int, after: Position | None) -> Page[Recorded]:
        """Those with the newest event first."""
        ...

    def is_refused(self, customer: str) -> bool:
        """Consistent."""
        ...

    def choose(self, customer: str, *, is_allowed: bool, stamp: Stamp) -> None:
        """Again, it does nothing."""
        ...

    def has_any(self, customer: str) -> bool:
        """What they did, or a visitor who was theirs. Consistent."""
        ...

    def leave_visitors(self, customer: str, *, are_forgotten: bool) -> None:
        """Erases what visitors of the customer left and was not moved. Who are forgotten are
        nobody's from then on; what others do stays refused."""
        ...

    def erase_page(self, customer: str) -> bool:
        """Whether there may be more."""
        ...

    def note_erased(self, customer: str, stamp: Stamp) -> None: ...


def choose(customer: str, *, is_allowed: bool, stamp: Stamp, store: HistoryStore) -> None:
    """Who refuses is refused first, so that nothing comes to lie where it is erased. Raises
    Unavailable."""
    store.choose(customer, is_allowed=is_allowed, stamp=stamp)
    if not is_allowed:
        _erase_all(customer, store, are_forgotten=False)


def erase(customer: str, stamp: Stamp, store: HistoryStore) -> None:
    """What comes later is kept. Raises Unavailable."""
    _erase_all(customer, store, are_forgotten=True)
    store.note_erased(customer, stamp)


def forget(customer: str, stamp: Stamp, store: HistoryStore) -> None:
    """As erased, of whom there is anything; it is told first, so that what breaks off is told when
    it comes again. Raises Unavailable."""
    if store.has_any(customer):
        store.note_erased(customer, stamp)
        _erase_all(customer, store, are_forgotten=True)


def _erase_all(customer: str, store: HistoryStore, *, are_forgotten: bool) -> None:
    """What visitors left goes first: nothing can be moved from there behind us."""
    store.leave_visitors(customer, are_forgotten=are_forgotten)
    while store.erase_page(customer):
        pass
