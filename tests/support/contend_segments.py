"""One of several who work on the same runs, any of which may be killed at any time:
`python -m tests.support.contend_segments SEED COUNT`.

Two runs of one segment and one of what is followed, of COUNT people who meanwhile come into the
followed one and leave it; each goes through all of it in an order of its own until nothing is left.
With SEED -2 it brings the people and asks for the runs, with -1 it tells what they came to.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import count as numbers

from promenade.kit.errors import Unavailable
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.model.run import PARTS
from promenade.outreach.segment.service import computing
from promenade.outreach.segment.service.computing import Task
from promenade.outreach.segment.service.learning import Learner, Lesson
from tests.support.segments import digest, drafted, people_of, real, told
from tests.support.stamps import NOON, stamp

RUNS = ("run-1", "run-2", "followed")
VERSIONS = 4
WANTED = d.Field("country", "eq", ("CN",))
SPEAKS = {True: "zh-CN", False: "en"}
doors = real()


def name_of(number: int) -> str:
    return f"customer-{number}"


def is_wanted(number: int) -> bool:
    return number % 3 > 0


def speaks_chinese(number: int, version: int) -> bool:
    """They come and go with every version."""
    return (number + version) % 2 == 0


def lay_out(count: int) -> None:
    learner = Learner(doors, digest)
    for number in range(count):
        learner.learn(_said(number, 1), stamp(f"first of {number}"))
    drafted(doors, "wanted", WANTED)
    drafted(doors, "chinese", is_followed=True)
    for run_id in RUNS[:2]:
        computing.compute("wanted", run_id, stamp(run_id), doors)
    computing.follow(RUNS[2], stamp(), doors)


def work(seed: int, count: int) -> None:
    computing.AT_ONCE = 5
    rng = random.Random(seed)
    ahead = [*_tasks(), *_lessons(Learner(doors, digest), count)]
    rng.shuffle(ahead)
    for each in ahead:
        _insist(each)


def _tasks() -> Iterator[Callable[[], object]]:
    for run_id in RUNS:
        for part in range(PARTS):
            yield partial(_carry_out, Task(run_id, part))


def _carry_out(task: Task) -> None:
    """A worker's time is over after each step."""
    times = (NOON + timedelta(seconds=15 * each) for each in numbers())
    clock = partial(next, times)
    while not computing.work(task, stamp(), clock, doors):
        continue


def _lessons(learner: Learner, count: int) -> Iterator[Callable[[], object]]:
    for number in range(count):
        for version in range(2, VERSIONS + 1):
            lesson = _said(number, version)
            yield partial(learner.learn, lesson, stamp(f"{number} {version}"))


def _said(number: int, version: int) -> Lesson:
    country = "CN" if is_wanted(number) else "FR"
    language = SPEAKS[speaks_chinese(number, version)]
    return told(name_of(number), version, country=country, language=language)


def _insist(attempt: Callable[[], object]) -> None:
    """As the queue does, which brings again what a busy table refused."""
    while True:
        try:
            attempt()
        except Unavailable:
            continue
        return


def look(count: int) -> dict[str, object]:
    """The run of an hour later finds nobody who came or went untold."""
    later = NOON + timedelta(hours=1)
    again = computing.follow_hourly(later, doors)
    assert again
    for part in range(PARTS):
        assert computing.work(Task(again.id, part), stamp(), lambda: later, doors)
    people = [doors.people.find(name_of(number)) for number in range(count)]
    inside = {each.customer: each.memberships.get("chinese") for each in people if each}
    return {
        "pages": {run_id: people_of(doors, run_id) for run_id in RUNS[:2]},
        "inside": {name: held.is_inside for name, held in inside.items() if held},
        "turns": {name: held.turns for name, held in inside.items() if held},
    }


if __name__ == "__main__":
    asked_seed, asked_count = map(int, sys.argv[1:])
    if asked_seed == -1:
        json.dump(look(asked_count), sys.stdout)
    elif asked_seed == -2:
        lay_out(asked_count)
    else:
        work(asked_seed, asked_count)
