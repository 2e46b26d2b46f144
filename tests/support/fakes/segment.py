"""Stores of segments, people and runs in memory, scores that are told, histories that are given."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from promenade.contracts.behaviour import Act, Days, Tally
from promenade.contracts.profiles import Figures, Judge, Standing
from promenade.contracts.segments import SegmentFact
from promenade.kit.errors import Conflict, NotFound, Stale
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp, Stored
from promenade.outreach.segment.model.following import Turned
from promenade.outreach.segment.model.person import Person
from promenade.outreach.segment.model.registry import Registry
from promenade.outreach.segment.model.run import PartDone, Run, Step, place_of
from promenade.outreach.segment.model.segment import Segment, Status
from promenade.outreach.segment.service.ports import PersonBuried


class FakeSegmentStore:
    def __init__(self) -> None:
        self.segments: dict[str, Stored[Segment]] = {}
        self.kept = Registry()

    def find(self, segment_id: str) -> Stored[Segment] | None:
        return self.segments.get(segment_id)

    def find_many(self, ids: Sequence[str]) -> Mapping[str, Segment]:
        return {id_: self.segments[id_].value for id_ in ids if id_ in self.segments}

    def registry(self) -> Registry:
        return self.kept

    def add(self, segment: Segment, registry: Registry | None, stamp: Stamp) -> Segment:
        if met := self.segments.get(segment.id):
            if met.fingerprint != stamp.fingerprint:
                raise Conflict("This already exists with other content.")
            return met.value
        self._register(registry)
        self.segments[segment.id] = Stored(segment, stamp.fingerprint)
        return segment

    def save(
        self,
        after: Segment,
        _fact: type[SegmentFact],
        stamp: Stamp,
        registry: Registry | None,
        _beside: Part | None = None,
    ) -> Segment:
        met = self.segments.get(after.id)
        if met is None:
            raise NotFound("There is no such thing here.")
        if met.value.version != after.version - 1:
            raise Stale("It has been changed since.", version=met.value.version)
        self._register(registry)
        self.segments[after.id] = Stored(after, stamp.fingerprint)
        return after

    def list_by_status(self, status: Status, limit: int, _after: Position | None) -> Page[Segment]:
        found = [each.value for each in self.segments.values() if each.value.status == status]
        return Page(tuple(sorted(found, key=lambda each: each.id, reverse=True)[:limit]), None)

    def put(self, after: Segment, stamp: Stamp) -> None:
        met = self.segments.get(after.id)
        if met is None or met.value.version != after.version - 1:
            raise Contended
        self.segments[after.id] = Stored(after, stamp.fingerprint)

    def _register(self, registry: Registry | None) -> None:
        if registry is None:
            return
        if registry.version != self.kept.version + 1:
            raise Contended
        self.kept = registry


class FakePersonStore:
    """`told` is what was told of people who came and went."""

    def __init__(self) -> None:
        self.known: dict[str, Person] = {}
        self.digests: dict[str, str] = {}
        self.told: list[tuple[str, Turned]] = []

    def find(self, customer: str) -> Person | None:
        return self.known.get(customer)

    def find_many(self, customers: Sequence[str]) -> Mapping[str, Person]:
        return {each: self.known[each] for each in customers if each in self.known}

    def customer_of(self, digest: str) -> str | None:
        return self.digests.get(digest) or None

    def bury(self, digest: str) -> None:
        if self.digests.setdefault(digest, ""):
            raise Contended

    def write(self, after: Person, turned: Sequence[Turned], _stamp: Stamp, digest: str) -> None:
        met = self.known.get(after.customer) or Person(after.customer)
        if met.turn != after.turn - 1:
            raise Contended
        if after.turn == 1 and digest in self.digests:
            raise PersonBuried("The person is to be forgotten.")
        self.known[after.customer] = after
        self.digests[digest] = after.customer
        self.told += [(after.customer, each) for each in turned]

    def people(self, part: int, after: str | None, limit: int) -> tuple[list[Person], str | None]:
        places = {place_of(each): each for each in self.known}
        behind = sorted(
            place for number, place in places if number == part and place > (after or "")
        )
        found = [self.known[places[part, place]] for place in behind[:limit]]
        return found, behind[limit - 1] if len(behind) > limit else None


class FakeRunStore:
    def __init__(self, segments: FakeSegmentStore) -> None:
        self._segments = segments
        self.runs: dict[str, Run] = {}
        self.done: dict[tuple[str, int], PartDone] = {}
        self.pages: dict[tuple[str, int, int], tuple[str, ...]] = {}

    def find(self, run_id: str) -> Run | None:
        return self.runs.get(run_id)

    def begin(self, run: Run, segment: Segment | None, stamp: Stamp) -> None:
        if run.id in self.runs:
            raise Contended
        if segment:
            self._segments.put(segment, stamp)
        self.runs[run.id] = run

    def part(self, run_id: str, number: int) -> PartDone:
        return self.done.get((run_id, number), PartDone(number))

    def parts(self, run_id: str) -> Sequence[PartDone]:
        return [part for (id_, _), part in self.done.items() if id_ == run_id]

    def step(self, run: Run, step: Step) -> None:
        if self.part(run.id, step.part.number).version != step.part.version - 1:
            raise Contended
        self.done[run.id, step.part.number] = step.part
        for number, people in step.pages:
            self.pages[run.id, step.part.number, number] = people

    def finish(self, run: Run, segments: Sequence[Segment], stamp: Stamp) -> None:
        if self.runs[run.id].version != run.version - 1:
            raise Contended
        for each in segments:
            self._segments.put(each, stamp)
        self.runs[run.id] = run

    def page(self, run: Run, number: int) -> Sequence[str]:
        return self.page_of(run, *run.place(number))

    def page_of(self, run: Run, part: int, number: int) -> Sequence[str]:
        return self.pages.get((run.id, part, number), ())

    def static(self) -> Iterator[Run]:
        yield from (each for each in self.runs.values() if each.is_static)

    def leave_out(self, run: Run, part: int, number: int, customer: str) -> None:
        people = self.page_of(run, part, number)
        self.pages[run.id, part, number] = tuple(each for each in people if each != customer)


class FakeScoring:
    """Everybody stands as is said here."""

    def __init__(self, standing: Standing | None = None) -> None:
        self.standing = standing or Standing("new", None, None, {})

    def now(self) -> Judge:
        def judge(_figures: Figures, _at: datetime) -> Standing:
            return self.standing

        return judge


class FakeBehaviour:
    """`asked` is whose history was asked for."""

    def __init__(self) -> None:
        self.given: dict[str, dict[Act, Tally]] = {}
        self.asked: list[tuple[str, Days]] = []

    def tallies(self, customer: str, days: Days) -> Mapping[Act, Tally]:
        self.asked.append((customer, days))
        return self.given.get(customer, {})


class NoUsers:
    """contracts.campaigns.SegmentUsers, where there are no campaigns."""

    def of(self, _segment_id: str) -> tuple[Sequence[str], Part]:
        return (), Part((), lambda _: None)


UNUSED = NoUsers()
