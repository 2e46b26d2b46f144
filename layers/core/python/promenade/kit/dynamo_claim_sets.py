"""Claim sets in DynamoDB (see `kit.claim_sets`).

| item | pk | sk |
|---|---|---|
| shard | `PIECES#<lot>#<number>` | `-` |

Beside its counts a shard has an attribute for each taker (how many he has), for each ticket (how
many it took) and for who passed it by. It is made by whoever takes from it first. Each taking and
each return is its next version, and states a fact.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from promenade.kit.claim_sets import (
    FullShards,
    Notes,
    Place,
    SetClosed,
    TakerLimitReached,
    Taking,
    TicketUsed,
    TooFewLeft,
    Walk,
    way_of,
)
from promenade.kit.dynamo import Write
from promenade.kit.errors import NotFound
from promenade.kit.lookups import KEYS
from promenade.kit.patience import Contended, patiently
from promenade.kit.pieces import MOST_SHARDS, AllTaken, Pieces
from promenade.kit.set_items import Lost, SetItems, SetRecord, Told

_MOST_REMEMBERED = 20

Teller = Callable[[Place], Told]
"""What a write at this place tells."""


class DynamoClaimSets:
    """Made once per container, which remembers the shards that it found full. A set is known by
    the key of its first lot."""

    def __init__(self, kind: type[SetRecord]) -> None:
        self._items = SetItems(kind)
        self._full: dict[str, FullShards] = {}

    def take(self, lots: Sequence[Pieces], taking: Taking, tell: Teller) -> bool:
        """One write as a rule, and no call where all is known to be taken. Whether the ticket had
        not taken it before. Raises AllTaken, TooFewLeft, TakerLimitReached, SetClosed, TicketUsed,
        and Unavailable at once where the table is busy."""
        return patiently(lambda: self._take(lots, taking, tell), Contended)

    def has_taken(self, lots: Sequence[Pieces], taking: Taking) -> bool:
        """Whether the ticket took so many, without taking any: one round trip as a rule. Raises
        TicketUsed where it took another number."""
        way, full = way_of(taking.taker, lots), self._of(lots)
        while places := [*islice(way, KEYS)]:
            notes = self._items.read(places, is_consistent=True)
            for place in places:
                if took := notes[place].tickets.get(taking.ticket):
                    _known(taking, abs(took))
                    return True
                is_left = full.add(place, notes[place]) or taking.taker in notes[place].passed
                if not is_left:
                    return False
        return False

    def give_back(self, place: Place, taking: Taking, told: Told) -> bool:
        """What the ticket took there. Whether it had not given it back before. Raises NotFound
        where it took something else, or nothing."""
        return patiently(lambda: self._give_back(place, taking, told), Contended)

    def notes(self, lots: Sequence[Pieces]) -> dict[Place, Notes]:
        """Of all shards, read one after the other: exact only while nobody takes any."""
        return self._items.read(way_of("", lots), is_consistent=True)

    def are_all_taken(self, lots: Sequence[Pieces]) -> bool:
        """As far as was seen; one round trip as a rule, none where it is known."""
        full = self._of(lots)
        while places := full.unknown(way_of("", lots), KEYS):
            notes = self._items.read(places, is_consistent=False)
            if sum(full.add(place, each) for place, each in notes.items()) < len(notes):
                return False
        return True

    def close(self, lots: Sequence[Pieces]) -> dict[Place, Notes]:
        """Nothing is taken any more; less than they say can be held later, and no more."""
        return {place: self._close(place) for place in way_of("", lots)}

    def let_again(self, notes: Mapping[Place, Notes]) -> list[Write]:
        """What was given back to these shards and not let again: for a lot of as many, which the
        same transaction makes. They lose where others were faster."""
        return [self._items.let_again(place, each) for place, each in notes.items()]

    def _take(self, lots: Sequence[Pieces], taking: Taking, tell: Teller) -> bool:
        full = self._of(lots)
        if took := full.took(taking.ticket):
            return _known(taking, took)
        if full.are_all(lots):
            raise AllTaken("No piece is left.", key=lots[0].key)
        return _Request(self._items, Walk(taking, lots, full), full, tell).run()

    def _give_back(self, place: Place, taking: Taking, told: Told) -> bool:
        try:
            self._items.give_back(place, taking, told)
        except Lost as lost:
            if lost.notes.tickets.get(taking.ticket) != -taking.count:
                raise NotFound("The ticket took nothing there.") from None
            return False
        return True

    def _close(self, place: Place) -> Notes:
        return patiently(lambda: self._items.close(place), Contended)

    def _of(self, lots: Sequence[Pieces]) -> FullShards:
        key = lots[0].key
        if key not in self._full:
            if len(self._full) >= _MOST_REMEMBERED:
                self._full.clear()
            self._full[key] = FullShards()
        return self._full[key]


class _Request:
    """One taking, from shard to shard."""

    def __init__(self, items: SetItems, walk: Walk, full: FullShards, tell: Teller) -> None:
        self._items, self._walk, self._full, self._tell = items, walk, full, tell

    def run(self) -> bool:
        """Raises Contended where it is to be tried anew."""
        taking, walk = self._walk.taking, self._walk
        while (place := self._next()) is not None and not self._full.took(taking.ticket):
            if walk.may < taking.count:
                self._refuse_who_has_enough()
            try:
                self._items.take(place, taking, walk.may, self._tell(place))
            except Lost as lost:
                if taking.ticket in lost.notes.tickets:
                    return _known(taking, abs(lost.notes.tickets[taking.ticket]))
                self._go_on(place, lost.notes)
            else:
                return True
        if took := self._full.took(taking.ticket):
            return _known(taking, took)
        raise AllTaken("No piece is left.")

    def _next(self) -> Place | None:
        while (place := self._walk.next()) is not None:
            places = self._walk.look()
            self._walk.saw(self._items.read(places, is_consistent=False))
            if self._walk.next() == place:
                break
        return place

    def _go_on(self, place: Place, notes: Notes) -> None:
        """From a shard that gave nothing."""
        taking = self._walk.taking
        is_full = notes.taken >= place[0].part(place[1])
        if notes.is_closed:
            raise SetClosed("Nothing is given any more.")
        if is_full or taking.taker in notes.passed:
            self._walk.missed(place, notes)
        elif notes.takers.get(taking.taker, 0) + taking.count > self._walk.may:
            self._refuse_who_has_enough()
        else:
            self._pass_by(place)

    def _pass_by(self, place: Place) -> None:
        """It has too few for the taker: only if another has enough."""
        count = self._walk.taking.count
        others = [each for each in self._walk.ahead(MOST_SHARDS) if each != place]
        notes = self._items.read(others, is_consistent=False)
        if all(each[0].part(each[1]) - notes[each].taken < count for each in others):
            raise TooFewLeft("Fewer are left together than that.", asked_count=count)
        self._walk.leave(place, self._items.pass_by(place, self._walk.taking.taker))

    def _refuse_who_has_enough(self) -> None:
        """Unless something was given back since. Raises TakerLimitReached or Contended."""
        taking, behind = self._walk.taking, self._walk.behind
        fresh = self._items.read(self._walk.where_held(), is_consistent=True)
        for place, notes in fresh.items():
            self._full.add(place, notes)
        if sum(notes.takers.get(taking.taker, 0) for notes in fresh.values()) < behind:
            raise Contended
        told = f"One may have {taking.most} at most."
        raise TakerLimitReached(told, most_count=taking.most, asked_count=taking.count)


def _known(taking: Taking, took: int) -> bool:
    if took != taking.count:
        raise TicketUsed("This was used for another number before.", taken_count=took)
    return False
