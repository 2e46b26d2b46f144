"""What the use cases stand on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from promenade.contracts.channels import Channel
from promenade.contracts.consents import AddressFact, PersonFact
from promenade.contracts.profiles import Owners, Recipients
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value
from promenade.outreach.consent.model.person import Entry, Person
from promenade.outreach.consent.model.suppression import Suppression


class Turn(Value, frozen=True):
    """A person as met, and what follows; its `entry` and `fact`, where anything new is told."""

    before: Person
    after: Person
    entry: Entry | None = None
    fact: type[PersonFact] | None = None


class PersonStore(Protocol):
    """People by the keyed digest of their customer id."""

    def find(self, person: str) -> Person:
        """Consistent; one of version 0 of whom nothing is known."""
        ...

    def find_many(self, people: Sequence[str]) -> Mapping[str, Person]:
        """The same of many: one round trip per 100."""
        ...

    def write(self, turns: Sequence[Turn], stamp: Stamp) -> None:
        """All or none. Raises Contended where one is not as it was met any more."""
        ...

    def list_entries(self, person: str, limit: int, after: Position | None) -> Page[Entry]:
        """Newest first, consistent."""
        ...

    def forget_entries(self, person: str) -> None: ...


class SuppressionStore(Protocol):
    def find(self, channel: Channel, address: str) -> Suppression:
        """Consistent; one of version 0 where there is none."""
        ...

    def write(
        self, before: Suppression, after: Suppression, fact: type[AddressFact] | None, stamp: Stamp
    ) -> None:
        """Raises Contended."""
        ...

    def list_of(self, channel: Channel, limit: int, after: Position | None) -> Page[Suppression]:
        """Those in force, newest first; may lag behind."""
        ...


class Whereabouts(Value, frozen=True):
    """Where customers are reached, and what keeps messages from there. `digest` stands for an
    address where those are kept."""

    recipients: Recipients
    suppressions: SuppressionStore
    digest: Callable[[Channel, str], str]


class Doors(Value, frozen=True):
    """`digest` stands for a customer where people are kept."""

    people: PersonStore
    digest: Callable[[str], str]


class Ears(Value, frozen=True):
    """What is changed by who wants no more; `owners` tell whose an address is."""

    doors: Doors
    suppressions: SuppressionStore
    owners: Owners
