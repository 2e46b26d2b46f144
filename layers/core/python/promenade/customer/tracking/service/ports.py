"""What the use cases of links and touches stand on."""

from collections.abc import Sequence
from typing import Protocol

from promenade.contracts.tracking import LinkSet
from promenade.customer.tracking.model.links import SentSet
from promenade.customer.tracking.model.touches import Touch
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value


class Whose(Value, frozen=True):
    """One person's links of a set."""

    set_key: str
    person: int


class Seen(Value, frozen=True):
    """A touch under the key that it is kept by: a link's first of each minute and doubt."""

    whose: Whose
    key: str
    touch: Touch


class LinkStore(Protocol):
    def keep(self, links: LinkSet, stamp: Stamp) -> SentSet:
        """Answers the set that is kept, which is another one's where that was faster. Raises
        Conflict where another request made it."""
        ...

    def place(self, links: LinkSet, stamp: Stamp) -> None:
        """Keeps of each of its people that they are in it."""
        ...

    def find_made(self, set_id: str, stamp: Stamp) -> SentSet | None:
        """Consistent; None where it was not made yet. Raises Conflict where another request made
        it."""
        ...

    def find_set(self, set_key: str) -> SentSet | None:
        """Eventually consistent: a set is older than its messages."""
        ...


class TouchStore(Protocol):
    def see(self, seen: Seen, stamp: Stamp) -> bool:
        """Whether it is the first of its key; another is counted, up to a thousand."""
        ...

    def touches(self, whose: Whose) -> Sequence[Seen]:
        """Consistent; at most the first 200."""
        ...

    def drop(self, whose: Whose) -> None:
        """All of them."""
        ...

    def judge(self, seen: Seen, stamp: Stamp) -> None:
        """Keeps the verdict, once, and tells of a human; again it changes nothing."""
        ...


class TouchQueue(Protocol):
    def send(self, bodies: Sequence[bytes], /) -> None: ...
