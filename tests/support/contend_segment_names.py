"""Two who change what segments name at the same moment, again and again:
`python -m tests.support.contend_segment_names SEED COUNT`.

COUNT times one has the first segment name the second while the other has the second name the first;
and COUNT times one puts a segment away while the other has another name it. Prints as JSON how each
ended, by what was told to both.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from promenade.kit.errors import DomainError, Unavailable
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.service import managing
from tests.support.fakes.segment import UNUSED
from tests.support.segments import CHINESE, drafted, edited, real
from tests.support.stamps import stamp

doors = real()


def circles(count: int) -> Counter[str]:
    ended = Counter[str]()
    for number in range(count):
        one, other = _two(f"circle-{number}")
        ended[_at_once(_names(one, other), _names(other, one))] += 1
        for each in (one, other):
            _insist(partial(edited, doors, each, CHINESE))
    return ended


def archives(count: int) -> Counter[str]:
    ended = Counter[str]()
    for number in range(count):
        one, other = _two(f"away-{number}")
        archive = partial(_archive, one)
        told = _at_once(archive, _names(other, one))
        is_named = one in d.references(managing.get(other, doors.segments).terms.definition)
        is_away = managing.get(one, doors.segments).status == "archived"
        assert is_named is not is_away
        ended[told] += 1
    return ended


def _two(name: str) -> tuple[str, str]:
    one, other = f"{name}-one", f"{name}-other"
    for each in (one, other):
        drafted(doors, each)
    return one, other


def _names(user: str, named: str) -> Callable[[], object]:
    return partial(edited, doors, user, d.InSegment(named))


def _archive(segment_id: str) -> object:
    away = managing.Change(segment_id, 1, stamp("away"))
    return managing.archive(away, doors.segments, UNUSED)


def _at_once(one: Callable[[], object], other: Callable[[], object]) -> str:
    start = Barrier(2)

    def told(act: Callable[[], object]) -> str:
        start.wait()
        try:
            _insist(act)
        except DomainError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return " / ".join(sorted(pool.map(told, (one, other))))


def _insist(act: Callable[[], object]) -> None:
    """As a caller does who is told to come again."""
    while True:
        try:
            act()
        except Unavailable:
            continue
        return


if __name__ == "__main__":
    asked_count = int(sys.argv[2])
    json.dump({"circles": circles(asked_count), "archives": archives(asked_count)}, sys.stdout)
