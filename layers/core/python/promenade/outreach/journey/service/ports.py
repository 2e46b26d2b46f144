"""What the use cases stand on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from promenade.contracts.behaviour import Act
from promenade.contracts.deliveries import Handlings, SendRequest
from promenade.contracts.journeys import Journeys
from promenade.contracts.segments import Segments
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value
from promenade.outreach.journey.model.traveller import Done, Key, Traveller

Digest = Callable[[str], str]
"""What stands for a customer wherever consent is kept."""


class TravellerStore(Protocol):
    def find(self, key: Key) -> Traveller | None:
        """Consistent."""
        ...

    def last_entry(self, customer: str, campaign: str) -> datetime | None:
        """When what last took the customer in happened, where a cool-down counts from it.
        Consistent."""
        ...

    def start(self, way: Traveller, stamp: Stamp) -> Traveller | None:
        """Once: again, it answers the way as it is now. None where who it is is buried."""
        ...

    def start_alone(
        self, way: Traveller, last: datetime | None, pause: timedelta, stamp: Stamp
    ) -> Traveller | None:
        """The same where the last entry is still the one that was met; the pause counts from this
        one then. Raises Contended."""
        ...

    def move(self, met: Traveller, after: Traveller, stamp: Stamp) -> None:
        """Raises Contended where it is not as it was met any more."""
        ...

    def transfer(self, met: Traveller, ended: Traveller, after: Traveller, stamp: Stamp) -> None:
        """One ends, and the other one goes on in its place, unless there is one already, or who it
        is is buried. Raises Contended."""
        ...

    def remember(self, customer: str, done: Done) -> None:
        """For a day, unless something later of the kind is remembered."""
        ...

    def last_done(self, customer: str, act: Act) -> Done | None:
        """As it is remembered; consistent."""
        ...

    def carry_entries(self, customer: str, into: str) -> None:
        """When what last took one in happened counts for the other as well."""
        ...

    def bury(self, person: str) -> str:
        """No way of whom this stands for begins any more; answers the customer, empty where that is
        not known (any more)."""
        ...

    def forget_name(self, person: str) -> None:
        """Of one who is buried."""
        ...

    def look_again(self, way: Traveller, at: datetime) -> None:
        """Have it found by the minute then."""
        ...

    def ways_in(self, customer: str, campaign: str) -> Sequence[Traveller]:
        """All of the customer's in a campaign, ended ones too; consistent."""
        ...

    def under_way(self, customer: str) -> Sequence[Traveller]:
        """Those of all campaigns that have not ended; consistent."""
        ...

    def list_of(self, customer: str, limit: int, after: Position | None) -> Page[Traveller]:
        """By campaign and entry."""
        ...

    def list_in(self, campaign: str, limit: int, after: Position | None) -> Page[Traveller]:
        """Newest first; may lag behind."""
        ...

    def counts(self, campaign: str) -> Mapping[str, int]:
        """Of `started`, and of each place (see Traveller.place) where anybody ever was."""
        ...


class Requests(Protocol):
    def send(self, requests: Sequence[SendRequest]) -> None:
        """To the gate of all messages. Raises Unavailable; then some may be there."""
        ...


class Marks(Protocol):
    def swept_until(self) -> datetime | None: ...

    def due_in(self, minute: datetime) -> Sequence[str]: ...

    def forget(self, minute: datetime, names: Iterable[str]) -> None: ...

    def sweep(self, minute: datetime, names: Iterable[str]) -> None: ...


class Doors(Value, frozen=True):
    store: TravellerStore
    journeys: Journeys
    segments: Segments
    requests: Requests
    handlings: Handlings
