"""What campaigns and journeys ask of segments: contracts.segments.Segments, Audiences."""

from collections.abc import Iterable, Mapping, Sequence

from promenade.contracts.behaviour import Behaviour
from promenade.contracts.profiles import Scoring
from promenade.contracts.segments import Audience, Segment, Snapshot
from promenade.kit.clock import Clock
from promenade.outreach.segment.model.judging import Setting
from promenade.outreach.segment.model.person import Person
from promenade.outreach.segment.model.run import Run, page_with
from promenade.outreach.segment.model.segment import Segment as Kept
from promenade.outreach.segment.service import looking, setting
from promenade.outreach.segment.service.ports import Doors
from promenade.outreach.segment.store.people import DynamoPersonStore
from promenade.outreach.segment.store.runs import DynamoRunStore
from promenade.outreach.segment.store.segments import DynamoSegmentStore

_MOST_REMEMBERED = 100


def segments_by(scoring: Scoring, behaviour: Behaviour, clock: Clock) -> "DynamoSegments":
    """For who asks about people beside whoever keeps segments."""
    return DynamoSegments(_doors(scoring, behaviour), clock)


def _doors(scoring: Scoring, behaviour: Behaviour) -> Doors:
    stores = DynamoSegmentStore(), DynamoPersonStore(), DynamoRunStore()
    return Doors(*stores, scoring, behaviour)


class DynamoSegments:
    def __init__(self, doors: Doors, clock: Clock) -> None:
        self._doors = doors
        self._clock = clock
        self._runs: dict[str, Run] = {}

    def find(self, segment_id: str) -> Segment | None:
        stored = self._doors.segments.find(segment_id)
        if stored is None or stored.value.status == "archived":
            return None
        kept = stored.value
        return Segment(
            id=kept.id,
            name=kept.name,
            version=kept.version,
            state=kept.state,
            size=kept.size,
            computed_at=kept.computed_at,
            is_followed=kept.terms.is_followed,
        )

    def terms_versions(self, segment_ids: Iterable[str]) -> Mapping[str, int]:
        return setting.terms_versions(segment_ids, self._doors.segments)

    def snapshot(self, snapshot_id: str) -> Snapshot | None:
        run = self._doors.runs.find(snapshot_id)
        if run is None:
            return None
        return Snapshot(
            id=run.id,
            segment_id=run.segment_id,
            segment_version=run.terms_version,
            count=run.count,
            page_count=run.page_count,
            taken_at=run.taken_at,
        )

    def page(self, snapshot_id: str, number: int) -> Sequence[str]:
        """Of one that was not taken yet, nobody. Raises IndexError."""
        run = self._taken(snapshot_id)
        return self._doors.runs.page(run, number) if run else ()

    def _taken(self, snapshot_id: str) -> Run | None:
        """It never changes again, so one who reads its pages looks once."""
        if snapshot_id not in self._runs:
            run = self._doors.runs.find(snapshot_id)
            if run is None or run.taken_at is None:
                return None
            if len(self._runs) == _MOST_REMEMBERED:
                self._runs.clear()
            self._runs[snapshot_id] = run
        return self._runs[snapshot_id]

    def has_taken(self, snapshot_id: str, customer: str) -> bool | None:
        run = self._taken(snapshot_id)
        return self._is_on(run, customer) if run else None

    def _is_on(self, run: Run, customer: str) -> bool:
        return page_with(run, customer, self._doors.runs.page_of) is not None

    def holds(self, segment_id: str, customer: str) -> bool:
        stored = self._doors.segments.find(segment_id)
        if stored is None or stored.value.status == "archived":
            return False
        if stored.value.terms.keeping == "static":
            return self._is_kept(stored.value, customer)
        return self._is_now(stored.value, customer)

    def _is_now(self, kept: Kept, customer: str) -> bool:
        person = self._doors.people.find(customer) or Person(customer)
        (definition,) = setting.compiled([kept.terms.definition], self._doors.segments)
        judge, tallies = self._doors.scoring.now(), self._doors.behaviour.tallies
        return definition.holds(person, Setting(self._clock(), kept.terms.zone, judge, tallies))

    def _is_kept(self, kept: Kept, customer: str) -> bool:
        run = self._doors.runs.find(kept.snapshot_id) if kept.snapshot_id else None
        person = self._doors.people.find(customer)
        if run is None or person is None or person.is_out:
            return False
        return self._is_on(run, customer)


class DynamoAudiences:
    """Sixteen queries of people at once, and what their definition asks of other rooms."""

    def __init__(self, scoring: Scoring, behaviour: Behaviour, clock: Clock) -> None:
        self._doors, self._clock = _doors(scoring, behaviour), clock

    def of(self, segment_id: str) -> Audience | None:
        return looking.audience(segment_id, self._clock, self._doors)
