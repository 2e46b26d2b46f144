"""What others tell of people, into what is known of them here: each fact once, in any order.

A person and what is followed of him are one write, on condition that nothing came between.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from promenade.contracts.customers import CustomerId
from promenade.contracts.profiles import Figures, Judge, Standing
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace
from promenade.outreach.segment.model.following import Followed, Turned, followed
from promenade.outreach.segment.model.person import Person
from promenade.outreach.segment.service import setting
from promenade.outreach.segment.service.forgetting import forget
from promenade.outreach.segment.service.ports import Doors, PersonBuried

REMEMBERED = timedelta(seconds=30)
"""How long a worker goes by the segments that were followed then, where all are settled; a run
judges all people hourly and whenever a segment is followed anew."""


class Lesson(Value, frozen=True):
    """What a fact changes of a customer, or of the one for whom `digest` stands, whose name is to
    be forgotten."""

    learn: Callable[[Person], Person]
    customer: CustomerId = ""
    digest: str = ""


class Course(Value, frozen=True):
    """What people are judged by for a while."""

    since: datetime
    segments: list[Followed]
    judge: Judge

    def serves(self, now: datetime) -> bool:
        """Not where people are about to be told of who come into a segment."""
        return now - self.since <= REMEMBERED and not any(each.is_new for each in self.segments)


class Learner:
    """Made once per container. `digest` stands for a customer wherever consent is kept."""

    def __init__(self, doors: Doors, digest: Callable[[str], str]) -> None:
        self._doors = doors
        self._digest = digest
        self._course: Course | None = None

    def learn(self, lesson: Lesson, stamp: Stamp) -> bool:
        """Whether it was news. Raises Unavailable."""
        is_news = patiently(lambda: self._learn(lesson, stamp), Contended)
        if lesson.digest and (customer := self._doors.people.customer_of(lesson.digest)):
            forget(customer, stamp.at, self._doors.runs)
        return is_news

    def _learn(self, lesson: Lesson, stamp: Stamp) -> bool:
        customer = lesson.customer or self._doors.people.customer_of(lesson.digest)
        if not customer:
            self._doors.people.bury(lesson.digest)
            return False
        met = self._doors.people.find(customer) or Person(customer)
        learnt = lesson.learn(met)
        if met.is_closed or learnt == met:
            return False
        after, turned = judged(learnt, self._course_at(stamp.at), stamp.at, self._doors)
        try:
            self._doors.people.write(after, turned, stamp, self._digest(customer))
        except PersonBuried:
            return False
        return True

    def _course_at(self, now: datetime) -> Course:
        if self._course is None or not self._course.serves(now):
            self._course = course(now, self._doors)
        return self._course


def course(now: datetime, doors: Doors) -> Course:
    """Raises Unavailable."""
    segments = setting.followed(doors.segments)
    return Course(now, segments, doors.scoring.now() if segments else nobody)


def judged(person: Person, by: Course, now: datetime, doors: Doors) -> tuple[Person, list[Turned]]:
    """As a member of what is followed, in the person's next turn."""
    zones = {each.zone for each in by.segments}
    settings = setting.settings(zones, now, by.judge, doors.behaviour)
    after, turned = followed(person, by.segments, settings)
    return replace(after, turn=person.turn + 1), turned


def nobody(_figures: Figures, _at: datetime) -> Standing:
    """Where nothing is followed, nobody is scored."""
    raise AssertionError("nobody is judged")
