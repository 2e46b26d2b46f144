"""Runs over all people: asked for, then carried out part by part by whoever is handed one, from
wherever it stopped.

What a worker made of some people is one write with how far the part is, so that a page is kept
once; who was slower does it for nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from promenade.kit.clock import Clock
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace
from promenade.outreach.segment.model import segment as life
from promenade.outreach.segment.model.judging import Setting
from promenade.outreach.segment.model.person import Person
from promenade.outreach.segment.model.run import FOLLOWED, PARTS, PartDone, Run, stepped
from promenade.outreach.segment.model.segment import Computed, Segment
from promenade.outreach.segment.service import learning, setting
from promenade.outreach.segment.service.ports import Doors

AT_ONCE = 500
"""People of one step."""

MOST_TIME = timedelta(seconds=20)
"""Of one worker at one part; then the next one goes on."""


class Task(Value, frozen=True):
    """Some of a run, for one worker."""

    run_id: str
    part: int


class Begun(Value, frozen=True):
    """A run of which all parts are to be worked at."""

    run_id: str


class Changed(Value, frozen=True):
    """A segment whose people may have to be judged before anybody comes into it."""

    segment_id: str
    version: int


Work = Task | Begun | Changed


def carry_out(asked: Work, stamp: Stamp, clock: Clock, doors: Doors) -> list[Task]:
    """What is to be done next. Raises NotFound, Unavailable."""
    match asked:
        case Begun(run_id):
            return [Task(run_id, part) for part in range(PARTS)]
        case Changed(segment_id, version):
            stored = doors.segments.find(segment_id)
            if stored and stored.value.terms.is_followed and not stored.value.is_settled:
                follow(f"run_{segment_id}-{version}"[:64], stamp, doors)
            return []
        case Task():
            return [] if work(asked, stamp, clock, doors) else [asked]


def follow_hourly(now: datetime, doors: Doors) -> Run | None:
    """One run an hour, however often it is asked for. Raises Unavailable."""
    run_id = f"run_{now:%Y%m%dT%H}"
    return follow(run_id, Stamp("system:segment", now, run_id, run_id), doors)


def compute(segment_id: str, run_id: str, stamp: Stamp, doors: Doors) -> Run:
    """As it was asked for; again, it does nothing. Raises NotFound, SegmentArchivedBefore,
    Conflict where the run is of another segment, Unavailable."""

    def attempt() -> Run:
        if made := doors.runs.find(run_id):
            return _of_segment(made, segment_id)
        stored = doors.segments.find(segment_id)
        if stored is None:
            raise NotFound("There is no such segment.", segment_id=segment_id)
        after = life.begun(stored.value, run_id)
        run = Run(run_id, segment_id, stamp.at, after.terms, after.terms_version)
        doors.runs.begin(run, after, stamp)
        return run

    return patiently(attempt, Contended)


def _of_segment(made: Run, segment_id: str) -> Run:
    if made.segment_id != segment_id:
        raise Conflict("This Idempotency-Key was used for another request.")
    return made.asked


def follow(run_id: str, stamp: Stamp, doors: Doors) -> Run | None:
    """Judges all people by what is followed; None where nothing is. Again, it does nothing. Raises
    Unavailable."""

    def attempt() -> Run | None:
        if made := doors.runs.find(run_id):
            return made
        segments = setting.followed(doors.segments)
        settled = tuple(each.segment_id for each in segments if each.is_new)
        run = Run(run_id, FOLLOWED, stamp.at, settled=settled)
        if segments:
            doors.runs.begin(run, None, stamp)
        return run if segments else None

    return patiently(attempt, Contended)


def get(segment_id: str, run_id: str, doors: Doors) -> tuple[Run, Sequence[PartDone]]:
    """With its parts, while it goes on. Raises NotFound."""
    run = doors.runs.find(run_id)
    if run is None or run.segment_id != segment_id:
        raise NotFound("There is no such run of the segment.", run_id=run_id)
    return run, () if run.taken_at else doors.runs.parts(run_id)


class Members(Value, frozen=True):
    """Some of those whom the run that ended last found; `next_page` is None after the last page."""

    run: Run | None
    customers: Sequence[str] = ()
    next_page: int | None = None


def members(
    segment_id: str, number: int, run_id: str | None, now: datetime, doors: Doors
) -> Members:
    """Page `number` of `run_id`, or of the run that ended last; of one that has expired, nobody.
    Raises NotFound."""
    stored = doors.segments.find(segment_id)
    if stored is None:
        raise NotFound("There is no such segment.", segment_id=segment_id)
    found = run_id or stored.value.snapshot_id
    run = doors.runs.find(found) if found else None
    if run is None or run.expires_at <= now:
        return Members(None)
    if number >= run.page_count:
        return Members(run)
    is_last = number + 1 == run.page_count
    return Members(run, doors.runs.page(run, number), None if is_last else number + 1)


def work(task: Task, stamp: Stamp, clock: Clock, doors: Doors) -> bool:
    """Whether the part is done; else somebody goes on with it. Raises NotFound, Unavailable."""
    run = doors.runs.find(task.run_id)
    if run is None:
        raise NotFound("There is no such run.", run_id=task.run_id)
    if run.taken_at is not None:
        return True
    part = _worked(run, task.part, clock, doors)
    if part.is_done:
        patiently(lambda: _finish(task.run_id, stamp, doors), Contended)
    return part.is_done


def _worked(run: Run, number: int, clock: Clock, doors: Doors) -> PartDone:
    part = doors.runs.part(run.id, number)
    judge = _judging(run, number, clock, doors)
    begun = clock()
    while not part.is_done and clock() - begun < MOST_TIME:
        people, after = doors.people.people(number, part.after, AT_ONCE)
        step = stepped(part, len(people), judge(people), after)
        try:
            doors.runs.step(run, step)
            part = step.part
        except Contended:
            part = doors.runs.part(run.id, number)
    return part


def _judging(
    run: Run, number: int, clock: Clock, doors: Doors
) -> Callable[[list[Person]], list[str]]:
    """Who of some people of a part is to be kept."""
    if run.kept_run_id is not None:
        kept = _kept(run.kept_run_id, number, doors)
        return lambda people: [
            each.customer for each in people if not each.is_out and each.customer in kept
        ]
    if run.terms is None:
        return lambda people: _followed(people, clock(), doors)
    (definition,) = setting.compiled([run.terms.definition], doors.segments)
    judge, tallies = doors.scoring.now(), doors.behaviour.tallies
    at = Setting(run.asked_at, run.terms.zone, judge, tallies)
    return lambda people: [each.customer for each in people if definition.holds(each, at)]


def _kept(run_id: str, number: int, doors: Doors) -> frozenset[str]:
    """Whom a run found in a part: a sixteenth of all people at most."""
    run = doors.runs.find(run_id)
    pages = range(run.page_counts[number] if run else 0)
    return frozenset(
        each for page in pages if run for each in doors.runs.page_of(run, number, page)
    )


def _followed(people: list[Person], now: datetime, doors: Doors) -> list[str]:
    """Writes who came or went; who changed meanwhile was judged by that write. Of what is put away
    nobody is a member."""
    by = learning.course(now, doors)
    followed = {each.segment_id for each in by.segments}
    others = {id_ for person in people for id_ in person.memberships} - followed
    gone = setting.archived(others, doors.segments)
    for person in people:
        left = {id_: each for id_, each in person.memberships.items() if id_ not in gone}
        after, turned = learning.judged(replace(person, memberships=left), by, now, doors)
        if after.memberships != person.memberships:
            stamp = Stamp("system:segment", now, "", "")
            try:
                doors.people.write(after, turned, stamp, "")
            except Contended:
                continue
    return []


def _finish(run_id: str, stamp: Stamp, doors: Doors) -> None:
    """By whoever finds that all parts are done."""
    run = doors.runs.find(run_id)
    parts = doors.runs.parts(run_id)
    if run is None or run.taken_at or sum(each.is_done for each in parts) < PARTS:
        return
    after = replace(
        run,
        version=run.version + 1,
        count=sum(each.count for each in parts),
        judged_count=sum(each.judged_count for each in parts),
        page_counts=tuple(each.page_count for each in sorted(parts, key=lambda each: each.number)),
        taken_at=stamp.at,
    )
    doors.runs.finish(after, _told(after, stamp.at, doors), stamp)


def _told(run: Run, at: datetime, doors: Doors) -> list[Segment]:
    ids = [run.segment_id] if run.is_own and run.segment_id else run.settled
    stored = (doors.segments.find(each) for each in ids)
    segments = [each.value for each in stored if each]
    if run.segment_id != FOLLOWED:
        computed = Computed(run.id, run.terms_version, run.count, at)
        return [life.computed(each, computed) for each in segments if each.run_id == run.id]
    left = [each for each in segments if each.terms.is_followed and not each.is_settled]
    return [replace(each, version=each.version + 1, is_settled=True) for each in left]
