"""What use cases of segments stand on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from promenade.contracts.behaviour import Behaviour
from promenade.contracts.profiles import Scoring
from promenade.contracts.segments import SegmentFact
from promenade.kit.errors import DomainError
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value
from promenade.outreach.segment.model.following import Turned
from promenade.outreach.segment.model.person import Person
from promenade.outreach.segment.model.registry import Registry
from promenade.outreach.segment.model.run import PartDone, Run, Step
from promenade.outreach.segment.model.segment import Segment, Status


class PersonBuried(DomainError):
    """The person is to be forgotten, and never was known here."""


class SegmentStore(Protocol):
    """Reads are consistent but for lists."""

    def find(self, segment_id: str) -> Stored[Segment] | None: ...

    def find_many(self, ids: Sequence[str]) -> Mapping[str, Segment]:
        """Of at most 100."""
        ...

    def registry(self) -> Registry: ...

    def add(self, segment: Segment, registry: Registry | None, stamp: Stamp) -> Segment:
        """The same call again answers what it made; `registry` is written where it changed.
        Raises Conflict, and Contended where the registry is not as it was read."""
        ...

    def save(
        self,
        after: Segment,
        fact: type[SegmentFact],
        stamp: Stamp,
        registry: Registry | None,
        beside: Part | None = None,
    ) -> Segment:
        """Over the version before it, with what others write. Raises Stale, Contended."""
        ...

    def list_by_status(
        self, status: Status, limit: int, after: Position | None
    ) -> Page[Segment]: ...


class PersonStore(Protocol):
    def find(self, customer: str) -> Person | None:
        """Consistent."""
        ...

    def find_many(self, customers: Sequence[str]) -> Mapping[str, Person]:
        """Consistent; one round trip for a hundred."""
        ...

    def customer_of(self, digest: str) -> str | None:
        """By the digest that stands for a person; nothing of one whom nobody told of yet."""
        ...

    def bury(self, digest: str) -> None:
        """Whoever this stands for is never known here. Raises Contended where somebody was told of
        meanwhile."""
        ...

    def write(self, after: Person, turned: Sequence[Turned], stamp: Stamp, digest: str) -> None:
        """Over the turn before it, with what is told of it; the first one keeps what stands for the
        person. Raises Contended, PersonBuried."""
        ...

    def people(self, part: int, after: str | None, limit: int) -> tuple[list[Person], str | None]:
        """The next ones of a part, and the place of the last; None where nobody is further. One
        round trip, a megabyte at most."""
        ...


class RunStore(Protocol):
    def find(self, run_id: str) -> Run | None:
        """Consistent."""
        ...

    def begin(self, run: Run, segment: Segment | None, stamp: Stamp) -> None:
        """With the segment that it is told to. Raises Contended, also where it was begun before."""
        ...

    def part(self, run_id: str, number: int) -> PartDone:
        """Consistent."""
        ...

    def parts(self, run_id: str) -> Sequence[PartDone]:
        """Consistent; one round trip."""
        ...

    def step(self, run: Run, step: Step) -> None:
        """Over the version before it. Raises Contended where another worker was faster."""
        ...

    def finish(self, run: Run, segments: Sequence[Segment], stamp: Stamp) -> None:
        """With the segments that are told of it, each over the version before it; once. Raises
        Contended."""
        ...

    def page(self, run: Run, number: int) -> Sequence[str]:
        """Raises IndexError."""
        ...

    def page_of(self, run: Run, part: int, number: int) -> Sequence[str]:
        """The same, by where it lies."""
        ...

    def static(self) -> Iterator[Run]:
        """What static segments keep, or have kept; some of it a moment late."""
        ...

    def leave_out(self, run: Run, part: int, number: int, customer: str) -> None:
        """One name of a page. Raises Contended."""
        ...


class Doors(Value, frozen=True):
    segments: SegmentStore
    people: PersonStore
    runs: RunStore
    scoring: Scoring
    behaviour: Behaviour
