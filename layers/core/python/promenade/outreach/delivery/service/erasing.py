"""Whose profile is anonymised is forgotten here: what was in the inbox, and what was sent."""

from typing import Protocol

MOST_AT_ONCE = 100


class ErasureStore(Protocol):
    def drop(self, customer: str, most: int) -> int:
        """How many of the customer's items are gone now, at most so many; 0 once there are none.
        Raises Unavailable."""
        ...


def erase(customer: str, store: ErasureStore) -> int:
    """How many items there were; again, it finds none. What requests came to keeps the id, which
    leads to nobody. Raises Unavailable."""
    count = 0
    while dropped := store.drop(customer, MOST_AT_ONCE):
        count += dropped
    return count
