"""What waits for others, of a table with the index `waiting`."""

from typing import TypeVar

from promenade.kit import dynamo
from promenade.kit.paging import Page, Position
from promenade.kit.records import APPROVAL, Partition, WaitingRecord

W = TypeVar("W", bound=WaitingRecord)


def longest(kind: type[W], limit: int, after: Position | None) -> Page[W]:
    """The first of those after a place, `since`, which may be of another table. One round trip."""
    later = kind.waits_since > after["since"] if after else None
    place = Partition(APPROVAL, index="waiting")
    found = dynamo.page(kind, place, limit=limit, after=None, sk=later)
    return Page(found.items, {"since": found.items[-1].waits_since} if found.next else None)
