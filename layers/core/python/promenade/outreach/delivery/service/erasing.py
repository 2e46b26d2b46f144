"""Whose profile is anonymised is forgotten here: what was in the inbox, what was sent, and whose
the links in it were."""

from collections.abc import Sequence
from typing import Protocol

from promenade.contracts.tracking import SentLinks
from promenade.kit.lookups import Key
from promenade.kit.values import Value
from promenade.outreach.delivery.model.progress import lineage

MOST_AT_ONCE = 100


class Item(Value, frozen=True):
    """What is kept of a customer, and which requests to send it tells of."""

    key: Key
    request_ids: Sequence[str]


class ErasureStore(Protocol):
    def first(self, customer: str, most: int) -> Sequence[Item]:
        """At most so many; none once all are gone. Raises Unavailable."""
        ...

    def drop(self, items: Sequence[Item]) -> None:
        """Raises Unavailable."""
        ...


def erase(customer: str, store: ErasureStore, links: SentLinks) -> int:
    """How many items there were; again, it finds none. What requests came to keeps the id, which
    leads to nobody. Raises Unavailable; the same call again does the rest."""
    count = 0
    while items := store.first(customer, MOST_AT_ONCE):
        asked = {each for item in items for id_ in item.request_ids for each in lineage(id_)}
        links.disown(customer, asked)
        store.drop(items)
        count += len(items)
    return count
