"""People, segments and the doors to them, for tests."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from promenade.contracts.profiles import ProfileChanged
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.model.judging import Definition, Setting
from promenade.outreach.segment.model.person import Person, with_profile
from promenade.outreach.segment.model.segment import Segment, Terms
from promenade.outreach.segment.service import computing, managing
from promenade.outreach.segment.service.learning import Learner, Lesson
from promenade.outreach.segment.service.ports import Doors
from promenade.outreach.segment.store.people import DynamoPersonStore
from promenade.outreach.segment.store.runs import DynamoRunStore
from promenade.outreach.segment.store.segments import DynamoSegmentStore
from tests.support.fakes.segment import (
    FakeBehaviour,
    FakePersonStore,
    FakeRunStore,
    FakeScoring,
    FakeSegmentStore,
)
from tests.support.stamps import NOON, stamp

ZONE = "Asia/Shanghai"
CHINESE = d.Field("language", "eq", ("zh-CN",))


def fakes() -> Doors:
    segments = FakeSegmentStore()
    runs = FakeRunStore(segments)
    return Doors(segments, FakePersonStore(), runs, FakeScoring(), FakeBehaviour())


def real() -> Doors:
    stores = DynamoSegmentStore(), DynamoPersonStore(), DynamoRunStore()
    return Doors(*stores, FakeScoring(), FakeBehaviour())


def digest(customer: str) -> str:
    return f"digest of {customer}"


def holds(
    condition: d.Condition,
    person: Person,
    *,
    at: datetime = NOON,
    zone: str = ZONE,
    scoring: FakeScoring | None = None,
    behaviour: FakeBehaviour | None = None,
) -> bool:
    behaviour = behaviour or FakeBehaviour()
    setting = Setting(at, zone, (scoring or FakeScoring()).now(), behaviour.tallies)
    return Definition(condition, {}).holds(person, setting)


def told(customer: str, version: int = 1, **fields: Any) -> Lesson:
    """What a profile says of somebody."""
    fact = ProfileChanged(customer, version, **{"language": "zh-CN", **fields})

    def learn(person: Person) -> Person:
        return with_profile(person, fact)

    return Lesson(learn, customer)


def learn(doors: Doors, *lessons: Lesson) -> list[bool]:
    """Which of them were news, to a container that has just started."""
    learner = Learner(doors, digest)
    return [learner.learn(each, stamp(str(each))) for each in lessons]


def drafted(doors: Doors, id_: str, condition: d.Condition = CHINESE, **terms: Any) -> Segment:
    return managing.draft(id_, Terms(id_, condition, ZONE, **terms), stamp(id_), doors.segments)


def edited(doors: Doors, id_: str, condition: d.Condition, **terms: Any) -> Segment:
    stored = doors.segments.find(id_)
    assert stored
    change = managing.Change(id_, stored.value.version, stamp(f"edit of {id_} {condition}"))
    return managing.edit(change, Terms(id_, condition, ZONE, **terms), doors.segments)


def worked(doors: Doors, run_id: str, clock: Callable[[], datetime] = lambda: NOON) -> None:
    """All of a run, by workers that each come once more for nothing."""
    ahead = computing.carry_out(computing.Begun(run_id), stamp(), clock, doors)
    while ahead:
        ahead = [
            again
            for each in [*ahead, ahead[0]]
            for again in computing.carry_out(each, stamp(), clock, doors)
        ]


def people_of(doors: Doors, run_id: str) -> list[str]:
    run = doors.runs.find(run_id)
    assert run
    return [each for page in range(run.page_count) for each in doors.runs.page(run, page)]
