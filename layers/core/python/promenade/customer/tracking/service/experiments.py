"""Experiments whose outcomes are brought in by hand: each person counts once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, Protocol

from promenade.customer.tracking.model.experiments import Experiment, Outcome, Tally, result
from promenade.customer.tracking.model.experiments import Result as Found
from promenade.kit.errors import Fault, NotFound
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

CHUNK = 80
MOST_ARMS = 10
_FULL = Fault("/subject", "too_late", "All planned people are counted: nobody is added to them.")
Result = Literal["counted", "known", "differs", "rejected"]


class Row(Value, frozen=True):
    """A row of a file. Without an outcome there are faults, `more_count` beside those told."""

    line: int
    subject: str
    outcome: Outcome | None
    faults: tuple[Fault, ...] = ()
    more_count: int = 0


class Imported(Value, frozen=True):
    """Who `differs` was counted before with another outcome, which stands."""

    row: Row
    result: Result


class ExperimentStore(Protocol):
    """Subjects are keyed digests."""

    def add(self, experiment: Experiment, stamp: Stamp) -> Experiment:
        """Answers what a replay stored. Raises Conflict."""
        ...

    def find(self, id_: str) -> Experiment | None:
        """Consistent."""
        ...

    def outcomes(self, id_: str, subjects: Sequence[str]) -> Mapping[str, Outcome]:
        """Of those of at most 100 that were counted; consistent."""
        ...

    def count(self, id_: str, outcomes: Mapping[str, Outcome], before: int) -> None:
        """At most CHUNK people and their arms' sums in one write. Raises Contended where there
        are not just so many people `before` them."""
        ...

    def tallies(self, id_: str) -> Mapping[str, Tally]:
        """By arm; consistent."""
        ...


class Doors(Value, frozen=True):
    """`digest` stands for a subject where it is kept."""

    store: ExperimentStore
    digest: Callable[[str], str]


def get_experiment(id_: str, store: ExperimentStore) -> Experiment:
    """Raises NotFound."""
    found = store.find(id_)
    if found is None:
        raise NotFound("There is no such experiment.")
    return found


def results(id_: str, store: ExperimentStore) -> tuple[Experiment, Found]:
    """Raises NotFound."""
    experiment = get_experiment(id_, store)
    return experiment, result(experiment, store.tallies(id_))


def import_outcomes(
    id_: str, rows: Sequence[Row], doors: Doors, *, dry_run: bool
) -> list[Imported]:
    """Raises NotFound; what of the file was counted before it was cut off stays counted, and the
    file may be sent again. Once the planned people are in nobody more is counted."""
    experiment = get_experiment(id_, doors.store)
    arms = {each.name for each in experiment.arms}
    checked = [_of_arms(row, arms) for row in rows]
    done: list[Imported] = []
    for start in range(0, len(checked), CHUNK):
        chunk = checked[start : start + CHUNK]
        ahead = sum(each.result == "counted" for each in done) if dry_run else None
        done += patiently(lambda: _count(experiment, chunk, doors, ahead), Contended)  # noqa: B023
    return done


def _of_arms(row: Row, arms: Iterable[str]) -> Row:
    if row.outcome is None or row.outcome.arm in arms:
        return row
    fault = Fault("/arm", "unknown_arm", "The experiment has no such arm.")
    return replace(row, outcome=None, faults=(fault,))


def _count(
    experiment: Experiment, rows: Sequence[Row], doors: Doors, ahead: int | None
) -> list[Imported]:
    """A dry run tells how many it would have counted ahead of these."""
    subjects = {row.line: doors.digest(row.subject) for row in rows if row.outcome}
    if not subjects:
        return [Imported(row, "rejected") for row in rows]
    before = sum(each.people for each in doors.store.tallies(experiment.id).values())
    known = dict(doors.store.outcomes(experiment.id, sorted(set(subjects.values()))))
    room = experiment.planned_count - before - (ahead or 0)
    new: dict[str, Outcome] = {}
    done = list(_settled(rows, subjects, known, new, room))
    if new and ahead is None:
        doors.store.count(experiment.id, new, before)
    return done


def _settled(
    rows: Sequence[Row],
    subjects: Mapping[int, str],
    known: dict[str, Outcome],
    new: dict[str, Outcome],
    room: int,
) -> Iterator[Imported]:
    """Puts who is counted now into `new`; the first row of somebody counts."""
    for row in rows:
        if row.outcome is None:
            yield Imported(row, "rejected")
            continue
        subject = subjects[row.line]
        if subject not in known and len(new) >= room:
            yield Imported(replace(row, outcome=None, faults=(_FULL,)), "rejected")
        elif subject not in known:
            known[subject] = new[subject] = row.outcome
            yield Imported(row, "counted")
        else:
            yield Imported(row, "known" if known[subject] == row.outcome else "differs")
