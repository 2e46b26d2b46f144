"""What who sends messages is given: contracts.tracking.Links, a set in one write, and SentLinks."""

from collections.abc import Callable, Iterable, Mapping

from promenade.contracts.tracking import PIXEL, LinkSet
from promenade.customer.tracking.model.links import MOST_LINKS, Place, SentSet, set_key
from promenade.customer.tracking.service.links import Marks
from promenade.customer.tracking.service.ports import LinkStore, Whose
from promenade.customer.tracking.store.links import DynamoLinkStore
from promenade.customer.tracking.store.touches import DynamoTouchStore
from promenade.kit.clock import Clock
from promenade.kit.digests import Digests
from promenade.kit.lookups import side_by_side
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace

ACTIONS: Mapping[str, frozenset[str]] = {
    "made": frozenset({"dynamodb:PutItem"}),
    "disown": frozenset({"dynamodb:BatchWriteItem", "dynamodb:UpdateItem"}),
}
"""What a function that is given them needs to do with the table of tracking."""


class DynamoLinks:
    """`base_url` is where the API is reached, without a slash at its end."""

    def __init__(
        self, marks: Marks, base_url: str, clock: Clock, store: LinkStore | None = None
    ) -> None:
        self._marks, self._base_url, self._clock = marks, base_url, clock
        self._store = store or DynamoLinkStore()

    def made(self, links: LinkSet) -> Callable[[str, str], str]:
        """The function raises ValueError for whom or what the set has not. Raises ValueError for
        more than 65,536 links."""
        if len(links.people) * len(links.targets) > MOST_LINKS:
            raise ValueError(f"more than {MOST_LINKS} links in one set")
        stamp = Stamp("system:tracking", self._clock(), links.id, "")
        kept = self._store.keep(_plain(links), stamp)
        return lambda customer, target: self._address(kept, customer, target)

    def _address(self, kept: SentSet, customer: str, target: str) -> str:
        place = Place(set_key(kept.id), kept.index(customer, target))
        door = "o" if target == PIXEL else "l"
        return f"{self._base_url}/{door}/{self._marks.token(place)}"


class DynamoSentLinks:
    """Touches are dropped before the set forgets whose they are, so that who breaks off finds them
    again, and once more for who came between."""

    def __init__(self) -> None:
        self._links, self._touches = DynamoLinkStore(), DynamoTouchStore()

    def disown(self, customer: str, set_ids: Iterable[str]) -> None:
        keys = [set_key(each) for each in sorted(set(set_ids))]
        side_by_side(lambda key: self._disown(key, customer), keys)

    def _disown(self, key: str, customer: str) -> None:
        if whose := self._whose(key, customer):
            self._touches.drop(whose)
            self._links.disown(whose, customer)
            self._touches.drop(whose)

    def _whose(self, key: str, customer: str) -> Whose | None:
        links = self._links.find_set(key)
        people = [each.customer for each in links.people] if links else []
        return Whose(key, people.index(customer)) if customer in people else None


def links_by(keys: Mapping[str, Digests], base_url: str, clock: Clock) -> DynamoLinks:
    """`keys` by their versions, as where links are read."""
    return DynamoLinks(Marks(keys), base_url, clock)


def _plain(links: LinkSet) -> LinkSet:
    """Each target once."""
    return replace(links, targets=tuple(dict.fromkeys(links.targets)))
