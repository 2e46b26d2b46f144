"""Pieces (`kit.pieces`) whose shards note who took them: one write takes them, keeps a taker within
a limit and knows a request that comes again by its ticket.

A taker meets the shards in an order of his own, the same on any machine, lot by lot, and goes on
from one only when it can give him nothing more: it is full, or he passed it by for good, which it
notes. What he has there can then only become less, so that what is behind him counts in the
condition of the next write: however many requests of his run at once, he has no more than he may.

What is given back never comes back into its shard: it is let again as a lot of its own, behind all
others. So a full shard stays full, and is remembered with its notes.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat
from math import gcd

from promenade.kit.errors import Conflict, DomainError
from promenade.kit.pieces import Pieces
from promenade.kit.shards import start_of
from promenade.kit.values import Value

_FEW, _MANY = (8, 32), 100
"""Shards that are read at the first looks and at later ones, as many as go into one call."""

Place = tuple[Pieces, int]
"""A lot and the number of one of its shards."""


class TakerLimitReached(DomainError):
    """The taker would have more than one may."""


class TooFewLeft(DomainError):
    """Some are left, and nowhere so many together."""


class SetClosed(DomainError):
    """Nothing is given any more."""


class TicketUsed(Conflict):
    """The ticket took something else before."""


class Taking(Value, frozen=True):
    """`count` pieces for `taker`, who has at most `most` of them at once."""

    ticket: str
    taker: str
    count: int
    most: int


class Notes(Value, frozen=True):
    """What a shard says. `taken` never falls; of it `returned` were given back, and `relet` of
    those are in a later lot. A ticket that gave back what it took is below 0."""

    taken: int = 0
    returned: int = 0
    relet: int = 0
    is_closed: bool = False
    takers: Mapping[str, int] = {}
    tickets: Mapping[str, int] = {}
    passed: frozenset[str] = frozenset()

    @property
    def held(self) -> int:
        """How many are somebody's."""
        return self.taken - self.returned


class FullShards:
    """What a container remembers of one set: the shards that it found full."""

    def __init__(self) -> None:
        self._notes: dict[Place, Notes] = {}
        self._tickets: dict[str, int] = {}

    def add(self, place: Place, notes: Notes) -> bool:
        """Whether the shard is full."""
        is_full = notes.taken >= place[0].part(place[1])
        if is_full:
            self._notes[place] = notes
            self._tickets.update(notes.tickets)
        return is_full

    def find(self, place: Place) -> Notes | None:
        return self._notes.get(place)

    def took(self, ticket: str) -> int:
        """What a ticket took from any of them."""
        return abs(self._tickets.get(ticket, 0))

    def are_all(self, lots: Sequence[Pieces]) -> bool:
        return len(self._notes) == sum(lot.shard_count for lot in lots)

    def are_many(self, lots: Sequence[Pieces]) -> bool:
        return 32 * len(self._notes) > sum(lot.shard_count for lot in lots)

    def unknown(self, places: Iterator[Place], most: int) -> list[Place]:
        """At most so many of the places that may have pieces."""
        found: list[Place] = []
        for place in places:
            if place not in self._notes:
                found.append(place)
                if len(found) == most:
                    break
        return found


class Walk:
    """The way of one request. `behind` is what its taker has in the shards that it left."""

    def __init__(self, taking: Taking, lots: Sequence[Pieces], full: FullShards) -> None:
        self.taking = taking
        self._lots, self._full = lots, full
        self._left: dict[Place, int] = {}
        self._way = way_of(taking.taker, lots)
        self._at = next(self._way, None)
        self._looks = chain(_FEW, repeat(_MANY))
        self._has_missed = False

    @property
    def behind(self) -> int:
        return sum(self._left.values())

    @property
    def may(self) -> int:
        """How many the taker may have beside those."""
        return self.taking.most - self.behind

    def next(self) -> Place | None:
        """The first shard ahead that may have pieces for the taker, until it is left; None where
        there is none."""
        while self._at is not None:
            notes = self._full.find(self._at)
            if notes is None and self._at not in self._left:
                return self._at
            if notes is not None:
                self.leave(self._at, notes)
            self._at = next(self._way, None)
        return None

    def leave(self, place: Place, notes: Notes) -> None:
        """It gives the taker nothing more."""
        self._left[place] = notes.takers.get(self.taking.taker, 0)

    def missed(self, place: Place, notes: Notes) -> None:
        """It is full, or was passed by."""
        self._full.add(place, notes)
        self.leave(place, notes)
        self._has_missed = True

    def look(self) -> list[Place]:
        """What to read before the next write: more each time, and nothing while nearly all may
        have pieces, for a write that fails costs more than to read some."""
        is_wary = self._has_missed or self._full.are_many(self._lots)
        return self.ahead(next(self._looks)) if is_wary else []

    def saw(self, notes: Mapping[Place, Notes]) -> None:
        for place, each in notes.items():
            self._full.add(place, each)

    def where_held(self) -> list[Place]:
        """The shards behind where the taker has something, unless it was given back since."""
        return [place for place, count in self._left.items() if count]

    def ahead(self, most: int) -> list[Place]:
        """At most so many shards that may have pieces, and were not left."""
        way = way_of(self.taking.taker, self._lots)
        return self._full.unknown((place for place in way if place not in self._left), most)


def way_of(taker: str, lots: Sequence[Pieces]) -> Iterator[Place]:
    """All places, each once. Steps of his own length keep takers who start together apart."""
    for lot in lots:
        count = lot.shard_count
        place, step = start_of(f"{taker} {lot.key}", count), _step(taker, count)
        for _ in range(count):
            yield lot, place
            place = (place + step) % count


def faults(lots: Sequence[Pieces], notes: Mapping[Place, Notes], total: int) -> list[str]:
    """What contradicts the promise, of all shards as they were at one instant: what is held, left
    or given back and not let again is `total`, at any time."""
    found = [told for place, each in notes.items() for told in _faults_of(place, each)]
    shards = notes.values()
    held, back = (
        sum(each.held for each in shards),
        sum(each.returned - each.relet for each in shards),
    )
    left = sum(lot.total for lot in lots) - sum(each.taken for each in shards)
    if held + left + back != total:
        found.append(f"{held} held, {left} left and {back} given back are not {total}")
    return found


def _faults_of(place: Place, notes: Notes) -> Iterator[str]:
    lot, shard = place
    where = f"shard {shard} of {lot.key}"
    if not notes.relet <= notes.returned <= notes.taken <= lot.part(shard):
        yield f"{where} gave {notes.taken} of {lot.part(shard)}, got {notes.returned} back"
    if sum(notes.takers.values()) != notes.held or min(notes.takers.values(), default=0) < 0:
        yield f"takers of {where} do not have the {notes.held} that it gave"
    if sum(max(count, 0) for count in notes.tickets.values()) != notes.held:
        yield f"tickets of {where} did not take the {notes.held} that it gave"


def _step(taker: str, count: int) -> int:
    """Without a divisor in common with the count, so that no shard is left out."""
    step = 1 + start_of(f"{taker} step", count)
    while gcd(step, count) > 1:
        step += 1
    return step
