"""What use cases of profiles stand on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from promenade.customer.profile.model.figures import Counted, Ends
from promenade.customer.profile.model.listing import Stretch
from promenade.customer.profile.model.person import Claim, Person, Profile
from promenade.customer.profile.model.scoring import Boundaries, Rule
from promenade.kit.digests import Digests
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value


class OrderKey(Value, frozen=True):
    source: str
    number: str


class Move(Value, frozen=True):
    """A person from what was read to the next version of it; `before` is None for a new one."""

    before: Person | None
    after: Person


class Counting(Value, frozen=True):
    """An order from what was counted of it to what counts now."""

    order: OrderKey
    before: Counted | None
    after: Counted


class ProfileStore(Protocol):
    """All reads are consistent."""

    def find(self, customer: str) -> Person | None: ...

    def find_many(self, customers: Iterable[str]) -> Mapping[str, Person]:
        """A round trip for each 100."""
        ...

    def find_owner(self, claim: Claim) -> str | None: ...

    def find_owners(self, claims: Iterable[Claim]) -> Mapping[Claim, str]:
        """Of those that are somebody's; a round trip for each 100."""
        ...

    def find_counted(self, order: OrderKey) -> Counted | None: ...

    def first_made(self, stamp: Stamp) -> Profile | None:
        """What a call with this key made, as it was then. Raises Conflict where the key was sent
        with another request."""
        ...

    def ends(self, customer: str, besides: OrderKey) -> Ends:
        """Of the purchases that are counted for him, but for this order's."""
        ...

    def change(self, moves: Sequence[Move], stamp: Stamp, counting: Counting | None = None) -> None:
        """All in one write: the people, who has which address, the order, the population, and the
        lists of people.

        Raises IdentityTaken, or Contended where something is not as it was read."""
        ...


class Listed(Value, frozen=True):
    """`place` tells where in its order somebody stands; the newest has the greatest."""

    customer: str
    place: str


class PeopleList(Protocol):
    """At most `count` people, the newest first, who stand behind the place `after`. It may lag, and
    has those whose profiles were merged since."""

    def by_purchase(
        self, stretches: Sequence[Stretch], count: int, after: str | None
    ) -> list[Listed]:
        """By the last purchase; who bought nothing comes last."""
        ...

    def by_tag(self, tag: str, count: int, after: str | None) -> list[Listed]:
        """By when it was said of them."""
        ...


class ScoringStore(Protocol):
    def rule(self) -> Stored[Rule]:
        """The usual one, version 0, as long as nobody made one. Consistent."""
        ...

    def replace_rule(self, rule: Rule, stamp: Stamp) -> None:
        """Raises Stale."""
        ...

    def boundaries(self) -> Boundaries:
        """Version 0 as long as none were drawn; may lag behind."""
        ...

    def replace_boundaries(self, boundaries: Boundaries) -> None:
        """Over the version before it. Raises Contended."""
        ...

    def population(self) -> Mapping[str, Mapping[int, int]]:
        """People by measure and bucket. Who changes buckets meanwhile may be missed or counted in
        both: the next time he is not."""
        ...


class Sealer(Protocol):
    def seal(self, content: bytes, context: Mapping[str, str]) -> bytes: ...


class Opener(Protocol):
    def open(self, sealed: bytes, context: Mapping[str, str]) -> bytes: ...


class Safe(Sealer, Opener, Protocol):
    pass


class Doors(Value, frozen=True):
    store: ProfileStore
    vault: Safe
    digests: Digests


Note = Callable[[], None]
"""Puts on record that personal data are opened. Raises Unavailable."""
