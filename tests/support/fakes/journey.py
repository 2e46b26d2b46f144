"""Journeys in memory: ways, the terms there are, segments, the gate's queue and marks."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from promenade.contracts.behaviour import Act
from promenade.contracts.deliveries import Handled, SendRequest
from promenade.contracts.journeys import JourneyTerms
from promenade.contracts.segments import Segment, Snapshot
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp
from promenade.outreach.journey.model.traveller import Done, Key, Traveller
from promenade.outreach.journey.store.records import mark_name


class FakeTravellerStore:
    def __init__(self) -> None:
        self.kept: dict[Key, Traveller] = {}
        self.last: dict[tuple[str, str], datetime] = {}
        self.counted: dict[str, Counter[str]] = {}
        self.due: list[tuple[datetime, str]] = []
        self.names: dict[str, str] = {}
        self.buried: set[str] = set()
        self.done: dict[tuple[str, Act], Done] = {}

    def find(self, key: Key) -> Traveller | None:
        return self.kept.get(key)

    def last_entry(self, customer: str, campaign: str) -> datetime | None:
        return self.last.get((customer, campaign))

    def start_alone(
        self, way: Traveller, last: datetime | None, _pause: timedelta, stamp: Stamp
    ) -> Traveller | None:
        if way.key not in self.kept and self.last_entry(way.customer, way.campaign) != last:
            raise Contended
        begun = self.start(way, stamp)
        if begun is way:
            self.last[way.customer, way.campaign] = way.happened_at
        return begun

    def start(self, way: Traveller, stamp: Stamp) -> Traveller | None:
        if way.key in self.kept:
            return self.kept[way.key]
        if way.person in self.buried:
            return None
        self.names[way.person] = way.customer
        self._count(way.campaign, {"started": 1, way.place: 1})
        self._keep(way, stamp)
        return way

    def move(self, met: Traveller, after: Traveller, stamp: Stamp) -> None:
        if self.kept[met.key].version != met.version:
            raise Contended
        self._count(met.campaign, {met.place: -1})
        self._count(met.campaign, {after.place: 1})
        self._keep(after, stamp)

    def transfer(self, met: Traveller, ended: Traveller, after: Traveller, stamp: Stamp) -> None:
        self.move(met, ended, stamp)
        if after.key not in self.kept and after.person not in self.buried:
            self.names[after.person] = after.customer
            self._count(after.campaign, {"started": 1, after.place: 1})
            self._keep(after, stamp)

    def remember(self, customer: str, done: Done) -> None:
        met = self.done.setdefault((customer, done.act), done)
        self.done[customer, done.act] = max(met, done, key=lambda each: each.at)

    def last_done(self, customer: str, act: Act) -> Done | None:
        return self.done.get((customer, act))

    def carry_entries(self, customer: str, into: str) -> None:
        for (name, campaign), at in [*self.last.items()]:
            if name == customer:
                self.last[into, campaign] = max(at, self.last.get((into, campaign), at))

    def bury(self, person: str) -> str:
        self.buried.add(person)
        return self.names.get(person, "")

    def forget_name(self, person: str) -> None:
        self.names.pop(person, None)

    def look_again(self, way: Traveller, at: datetime) -> None:
        self.due.append((at, mark_name(way.key)))

    def ways_in(self, customer: str, campaign: str) -> Sequence[Traveller]:
        return [each for each in self._of(customer) if each.campaign == campaign]

    def under_way(self, customer: str) -> Sequence[Traveller]:
        return [each for each in self._of(customer) if each.step is not None]

    def list_of(self, customer: str, limit: int, _after: Position | None) -> Page[Traveller]:
        return Page(tuple(self._of(customer)[:limit]), None)

    def list_in(self, campaign: str, limit: int, _after: Position | None) -> Page[Traveller]:
        found = [each for each in self.kept.values() if each.campaign == campaign]
        found.sort(key=lambda each: (each.started_at, each.entry), reverse=True)
        return Page(tuple(found[:limit]), None)

    def counts(self, campaign: str) -> Mapping[str, int]:
        return self.counted.get(campaign, Counter())

    def _of(self, customer: str) -> list[Traveller]:
        found = [each for each in self.kept.values() if each.customer == customer]
        return sorted(found, key=lambda each: (each.campaign, each.entry))

    def _keep(self, way: Traveller, stamp: Stamp) -> None:
        self.kept[way.key] = way
        if way.step is not None and not way.is_due(stamp.at):
            self.due.append((way.due_at, mark_name(way.key)))

    def _count(self, campaign: str, changes: Mapping[str, int]) -> None:
        self.counted.setdefault(campaign, Counter()).update(changes)


class FakeJourneys:
    """contracts.journeys.Journeys."""

    def __init__(self, *terms: JourneyTerms) -> None:
        self.now = {each.campaign: each for each in terms}
        self.reads = 0

    def running(self) -> tuple[JourneyTerms, ...]:
        self.reads += 1
        return tuple(each for each in self.now.values() if not each.is_over)

    def find(self, campaign: str) -> JourneyTerms | None:
        return self.now.get(campaign)


class FakeSegments:
    """contracts.segments.Segments: who is in which."""

    def __init__(self, *members: tuple[str, str]) -> None:
        self.members = set(members)

    def find(self, segment_id: str) -> Segment | None:
        raise NotImplementedError

    def terms_versions(self, segment_ids: Iterable[str]) -> Mapping[str, int]:
        raise NotImplementedError

    def snapshot(self, snapshot_id: str) -> Snapshot | None:
        raise NotImplementedError

    def page(self, snapshot_id: str, number: int) -> Sequence[str]:
        raise NotImplementedError

    def has_taken(self, snapshot_id: str, customer: str) -> bool | None:
        raise NotImplementedError

    def holds(self, segment_id: str, customer: str) -> bool:
        return (segment_id, customer) in self.members


class FakeRequests:
    """The gate's queue; `breaks` is what the next call raises once it has been sent."""

    def __init__(self) -> None:
        self.sent: list[SendRequest] = []
        self.breaks: Exception | None = None

    def send(self, requests: Sequence[SendRequest]) -> None:
        self.sent += requests
        if broken := self.breaks:
            self.breaks = None
            raise broken


class FakeHandlings:
    """contracts.deliveries.Handlings: `standing` is how the gate has each message, and it has
    decided all at once unless a test says otherwise."""

    def __init__(self) -> None:
        self.standing: Handled | None = Handled(datetime.min.replace(tzinfo=UTC))
        self.asked: list[tuple[str, str]] = []

    def of(self, campaign: str, request_id: str) -> Handled | None:
        self.asked.append((campaign, request_id))
        return self.standing


class FakeMarks:
    def __init__(self, due: Iterable[tuple[datetime, str]] = ()) -> None:
        self.due = list(due)
        self.until: datetime | None = None

    def swept_until(self) -> datetime | None:
        return self.until

    def due_in(self, minute: datetime) -> Sequence[str]:
        return [name for at, name in self.due if minute <= at < minute + timedelta(minutes=1)]

    def forget(self, _minute: datetime, names: Iterable[str]) -> None:
        gone = set(names)
        self.due = [each for each in self.due if each[1] not in gone]

    def sweep(self, minute: datetime, names: Iterable[str]) -> None:
        self.forget(minute, names)
        self.until = minute + timedelta(minutes=1)
