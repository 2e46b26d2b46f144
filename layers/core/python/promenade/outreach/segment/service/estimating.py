"""How many people definitions hold of, at once: exactly where few are known, else by a sample.

People lie in their parts by a hash, so the first ones of each are a sample of all.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations

from promenade.kit.clock import Clock
from promenade.kit.errors import Fault, Invalid
from promenade.kit.lookups import side_by_side
from promenade.kit.sampling import Estimate, estimated
from promenade.kit.values import Value
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.model.judging import Definition, Setting
from promenade.outreach.segment.model.person import Person
from promenade.outreach.segment.model.run import PARTS, place_of, share_until
from promenade.outreach.segment.service import setting
from promenade.outreach.segment.service.managing import check
from promenade.outreach.segment.service.ports import Doors

PER_PART = 1_000
MOST_SHOWN = 20
MOST_TIME = timedelta(seconds=4)


class Asked(Value, frozen=True):
    condition: d.Condition
    zone: str


class Match(Value, frozen=True):
    """`grounds` are where in the definition the conditions stand that hold of the person."""

    person: Person
    grounds: Sequence[str]


class Found(Value, frozen=True):
    """`population` is how many people are known; `sample` some of those who match."""

    estimate: Estimate
    population: Estimate
    sample: Sequence[Match]


class Overlap(Value, frozen=True):
    """How many are in all of these segments at once, whatever else they are in."""

    segment_ids: tuple[str, ...]
    estimate: Estimate


def estimate(asked: Asked, clock: Clock, doors: Doors) -> Found:
    """Within 5 seconds. Raises Invalid, Unavailable."""
    check(asked.condition, doors.segments)
    (definition,) = setting.compiled([asked.condition], doors.segments)
    at = Setting(clock(), asked.zone, doors.scoring.now(), doors.behaviour.tallies)
    sample = Sample(doors, clock)
    matching = [each for each in sample.people() if definition.holds(each, at)]
    shown = [Match(each, definition.grounds(each, at)) for each in matching[:MOST_SHOWN]]
    return Found(sample.scaled(len(matching)), sample.scaled(sample.read), shown)


def overlaps(ids: Sequence[str], clock: Clock, doors: Doors) -> list[Overlap]:
    """Of each segment, and of every set of them, by their definitions. Raises Invalid,
    Unavailable."""
    segments = _segments(ids, doors)
    definitions = setting.compiled([asked.condition for _, asked in segments], doors.segments)
    now, judge = clock(), doors.scoring.now()
    zones = setting.settings({asked.zone for _, asked in segments}, now, judge, doors.behaviour)
    tests = [
        (id_, definition, zones[asked.zone])
        for (id_, asked), definition in zip(segments, definitions, strict=True)
    ]
    sample = Sample(doors, clock)
    found = [_memberships(each, tests) for each in sample.people()]
    sets = [each for size in range(1, len(ids) + 1) for each in combinations(ids, size)]
    return [Overlap(each, sample.scaled(sum(set(each) <= mine for mine in found))) for each in sets]


def _segments(ids: Sequence[str], doors: Doors) -> list[tuple[str, Asked]]:
    known = doors.segments.find_many(ids)
    unknown = [place for place, each in enumerate(ids) if each not in known]
    if unknown:
        detail = "There is no such segment."
        raise Invalid([Fault(f"/segments/{place}", "unknown_segment", detail) for place in unknown])
    terms = [(each, known[each].terms) for each in ids]
    return [(id_, Asked(each.definition, each.zone)) for id_, each in terms]


def _memberships(
    person: Person, tests: Sequence[tuple[str, Definition, Setting]]
) -> frozenset[str]:
    return frozenset(id_ for id_, definition, at in tests if definition.holds(person, at))


class Sample:
    """The first people of all parts, in turn, as long as there is time."""

    def __init__(self, doors: Doors, clock: Clock) -> None:
        self._until, self._clock = clock() + MOST_TIME, clock
        self._parts = side_by_side(lambda n: doors.people.people(n, None, PER_PART), range(PARTS))
        self._reached = [0] * PARTS
        self.read = 0

    def people(self) -> Iterator[Person]:
        """Those who are gone are passed over, and count for nothing."""
        longest = max(len(people) for people, _ in self._parts)
        for place in range(longest):
            if place and self._clock() > self._until:
                return
            for part, (people, _) in enumerate(self._parts):
                if place < len(people):
                    self._reached[part] = place + 1
                    if not people[place].is_out:
                        self.read += 1
                        yield people[place]

    def scaled(self, hits: int) -> Estimate:
        """Of all people, as far as those who were read tell."""
        return estimated(hits, self.share)

    @property
    def share(self) -> float:
        """Of all places, those that were looked at."""
        return sum(map(self._share, range(PARTS))) / PARTS

    def _share(self, part: int) -> float:
        people, after = self._parts[part]
        reached = self._reached[part]
        if reached == len(people) and after is None:
            return 1
        return share_until(place_of(people[reached - 1].customer)[1]) if reached else 0
