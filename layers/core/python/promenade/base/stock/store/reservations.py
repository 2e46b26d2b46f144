"""Reservations of a level's own units, as parts of transactions.

The reservation is written first: its condition is the guard of all else in a part.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial, reduce
from operator import and_
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from promenade.base.stock.model import (
    STATE_BEFORE,
    EntryKind,
    Level,
    Movement,
    MoveStock,
    Reservation,
    ReservationState,
    record,
)
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.claims import not_in_state
from promenade.base.stock.store.pool_items import turned
from promenade.base.stock.store.records import StockRecord
from promenade.base.stock.store.warehouses import refused_by_gate
from promenade.contracts.stock import parts_of, place
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import DomainError
from promenade.kit.holds import Part
from promenade.kit.ids import keyed_id
from promenade.kit.ledger import Step
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

_store = DynamoStockStore()
_UNLISTED = (StockRecord.gsi1pk.remove(), StockRecord.gsi1sk.remove())
NotHeld = Callable[[Any], DomainError | None]


class Found(Value, frozen=True):
    """Reservations by place, and levels by theirs: those that there are."""

    reservations: Mapping[str, StockRecord]
    levels: Mapping[str, Level]

    def level(self, where: str) -> Level | None:
        return self.levels.get(level_of(where))

    def is_claimed(self, where: str) -> bool:
        """From a pool, as its draws tell."""
        reservation = self.reservations.get(where)
        return bool(reservation and reservation.body)


def look(holder: str, places: Iterable[str]) -> Found:
    """One round trip per 50."""
    wanted = list(places)
    levels = {(_store.owner(level_of(each)), _store.names.aggregate) for each in wanted}
    keys = [*((_key(holder), each) for each in wanted), *levels]
    found = dynamo.find_many(StockRecord, keys, consistent=True)
    known = [_store.decode(each) for each in found if each.sk == _store.names.aggregate]
    return Found(
        {each.sk: each for each in found if each.pk == _key(holder)},
        {place(level.sku, level.warehouse): level for level in known},
    )


def held_of(level: str) -> str:
    """Where the index has what is held of a level's own units."""
    return f"HELD#{level}"


def find(holder: str, places: Iterable[str]) -> list[StockRecord]:
    """Those that there are, in one round trip per 100."""
    keys = ((_key(holder), each) for each in places)
    return dynamo.find_many(StockRecord, keys, consistent=True)


def level_of(where: str) -> str:
    sku, warehouse, _ = parts_of(where)
    return place(sku, warehouse)


def hold_part(reservation: Reservation, until: datetime, not_held: NotHeld, stamp: Stamp) -> Part:
    """`not_held` is told the level that has too few."""
    held = item(reservation, "held", stamp)
    held.due_at, held.returned = until, 0
    held.gsi1pk, held.gsi1sk = held_of(reservation.sku), reservation.holder
    is_there = StockRecord.available_count >= reservation.count
    writes = (
        Write("Put", held, StockRecord.pk.does_not_exist()),
        Write("Update", _level(reservation), is_there, _reserve(reservation.count, stamp)),
    )

    def refuse(lost: ConditionFailed) -> DomainError | None:
        if lost.failed[0]:
            return _conflict(reservation, lost.old[0])
        return not_held(lost.old[1])

    return Part(writes, refuse)


def end_part(
    reservation: Reservation, state: ReservationState, stamp: Stamp, *more: Condition
) -> Part:
    """The units are available again."""
    turn = _turn(reservation, state, stamp, *more)
    given_back = Write("Update", _level(reservation), None, _reserve(-reservation.count, stamp))
    return Part((turn, given_back), partial(_not_turned, reservation))


def sale_part(reservation: Reservation, level: Level | None, stamp: Stamp) -> Part:
    """Through the ledger."""
    turn = _turn(reservation, "committed", stamp)
    step = _step(reservation, level, "sale", reservation.sku, stamp)
    return _ledger_part([reservation], [turn], step, stamp)


def return_part(reservations: Sequence[Reservation], found: Found, stamp: Stamp) -> Part:
    """Some or all of what was sold of one level, through the ledger; whatever pools it was of."""
    first = reservations[0]
    met = [found.reservations.get(each.sku) for each in reservations]
    before = [(each.returned or 0) if each else 0 for each in met]
    whole = Reservation(first.holder, level_of(first.sku), sum(each.count for each in reservations))
    told = " ".join(f"{each.sku} {n}" for each, n in zip(reservations, before, strict=True))
    step = _step(whole, found.level(first.sku), "return", told, stamp)
    turns = [_return(*each, stamp) for each in zip(reservations, met, strict=True)]
    return _ledger_part(reservations, turns, step, stamp)


def _return(reservation: Reservation, met: StockRecord | None, stamp: Stamp) -> Write:
    before = (met.returned or 0) if met else 0
    after = before + reservation.count
    is_all = bool(met and met.amount == after)
    turned_ = item(reservation, "returned" if is_all else "committed", stamp)
    turned_.amount, turned_.returned = None, after
    is_sold = (StockRecord.state == "committed") & (StockRecord.amount >= after)
    return Write("Update", turned_, is_sold & _has_returned(before), turned_.changes())


def item(reservation: Reservation, state: ReservationState, stamp: Stamp) -> StockRecord:
    found = StockRecord(_key(reservation.holder), reservation.sku, state=state)
    found.amount = reservation.count
    return found.stamped(stamp)


def _has_returned(count: int) -> Condition:
    is_same: Condition = StockRecord.returned == count
    return is_same if count else is_same | StockRecord.returned.does_not_exist()


def _step(
    reservation: Reservation, level: Level | None, kind: EntryKind, told: str, stamp: Stamp
) -> Step[Level, Movement]:
    sku, warehouse, _ = parts_of(reservation.sku)
    id_ = keyed_id("movement", _key(reservation.holder), f"{kind} {told}")
    delta = -reservation.count if kind == "sale" else reservation.count
    command = MoveStock(id_, sku, kind, delta, reservation.holder, warehouse)
    after, movement = record(level, command, stamp)
    return Step(place(sku, warehouse), level, after, movement)


def _ledger_part(
    reservations: Sequence[Reservation],
    turns: Sequence[Write],
    step: Step[Level, Movement],
    stamp: Stamp,
) -> Part:
    moved, count = _store.writes(step, stamp), len(turns)

    def refuse(lost: ConditionFailed) -> DomainError | None:
        for number, reservation in enumerate(reservations):
            if lost.failed[number]:
                return _conflict(reservation, lost.old[number])
        is_gate = not any(lost.failed[: count + 2])
        return refused_by_gate(step.after.warehouse, lost.old[count + 2]) if is_gate else None

    return Part((*turns, *moved), refuse)


def _turn(
    reservation: Reservation, state: ReservationState, stamp: Stamp, *more: Condition
) -> Write:
    """A `body` tells that the units are claimed from a pool."""
    record_ = item(reservation, state, stamp)
    is_before = StockRecord.state == STATE_BEFORE[state]
    is_these = StockRecord.amount == reservation.count
    is_own = StockRecord.body.does_not_exist()
    condition = reduce(and_, more, is_before & is_these & is_own)
    return Write("Update", record_, condition, [*record_.changes(), *_UNLISTED])


def _key(holder: str) -> str:
    return f"RESERVATION#{holder}"


def _level(reservation: Reservation) -> StockRecord:
    return StockRecord(_store.owner(reservation.sku), _store.names.aggregate)


def _reserve(count: int, stamp: Stamp) -> list[Action]:
    counts = [StockRecord.available_count.add(-count), StockRecord.reserved_count.add(count)]
    return [*counts, *turned(stamp)]


def _not_turned(reservation: Reservation, lost: ConditionFailed) -> DomainError | None:
    """Where the level alone has changed since, there is no refusal."""
    return _conflict(reservation, lost.old[0]) if lost.failed[0] else None


def _conflict(reservation: Reservation, met: Any) -> DomainError:
    return not_in_state(reservation.holder, reservation.sku, met.state if met else None)
