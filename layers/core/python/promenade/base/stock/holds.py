"""Units of stock in transactions of others: contracts.stock.StockHolds.

To hold units and to end a hold nothing is looked up: the writes are the check. What changes what
is on hand looks the levels up first, because the ledger says what was left.
"""

from collections.abc import Mapping, Sequence
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
    MoveStock,
    Reservation,
    ReservationState,
    due_at,
    record,
)
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.records import StockRecord
from promenade.contracts.stock import OutOfStock, ReservationConflict, Units
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import DomainError
from promenade.kit.holds import Part
from promenade.kit.ids import keyed_id
from promenade.kit.ledger import Step
from promenade.kit.stamp import Stamp

_UPDATE = frozenset({"dynamodb:UpdateItem"})
_LEDGER = _UPDATE | {"dynamodb:BatchGetItem", "dynamodb:PutItem"}
ACTIONS: Mapping[str, frozenset[str]] = {
    "hold": _UPDATE | {"dynamodb:PutItem"},
    "commit": _LEDGER,
    "release": _UPDATE,
    "expire": _UPDATE,
    "take_back": _LEDGER,
}
"""What a function that joins them needs to do with the table of stock."""

_MOVES: Mapping[ReservationState, tuple[EntryKind, int]] = {
    "committed": ("sale", -1),
    "returned": ("return", 1),
}

_store = DynamoStockStore()


class DynamoStockHolds:
    def hold(self, holder: str, units: Units, minutes: int, stamp: Stamp) -> Sequence[Part]:
        until = due_at(stamp.at, minutes)
        return [_hold(each, until, stamp) for each in _reservations(holder, units)]

    def commit(self, holder: str, units: Units, stamp: Stamp) -> Sequence[Part]:
        levels = _store.levels(units)
        reservations = _reservations(holder, units)
        return [_move(each, "committed", levels.get(each.sku), stamp) for each in reservations]

    def release(self, holder: str, units: Units, stamp: Stamp) -> Sequence[Part]:
        reservations = _reservations(holder, units)
        return [_end(each, _turn(each, "released", stamp)) for each in reservations]

    def expire(self, holder: str, units: Units, stamp: Stamp) -> Sequence[Part]:
        is_due = StockRecord.due_at <= stamp.at
        reservations = _reservations(holder, units)
        return [_end(each, _turn(each, "expired", stamp, is_due)) for each in reservations]

    def take_back(self, holder: str, units: Units, stamp: Stamp) -> Sequence[Part]:
        levels = _store.levels(units)
        reservations = _reservations(holder, units)
        return [_move(each, "returned", levels.get(each.sku), stamp) for each in reservations]


def _reservations(holder: str, units: Units) -> list[Reservation]:
    return [Reservation(holder, sku, count) for sku, count in units.items()]


def _hold(reservation: Reservation, until: datetime, stamp: Stamp) -> Part:
    held = _item(reservation, "held", stamp)
    held.due_at = until
    is_there = StockRecord.available_count >= reservation.count
    writes = (
        Write("Put", held, StockRecord.pk.does_not_exist()),
        Write("Update", _level(reservation), is_there, _reserve(reservation.count)),
    )
    return Part(writes, partial(_not_held, reservation))


def _end(reservation: Reservation, turn: Write) -> Part:
    """The units are available again."""
    given_back = Write("Update", _level(reservation), None, _reserve(-reservation.count))
    return Part((turn, given_back), partial(_not_turned, reservation))


def _move(
    reservation: Reservation, state: ReservationState, level: Level | None, stamp: Stamp
) -> Part:
    """Through the ledger; the reservation itself is the guard."""
    (kind, sign), sku = _MOVES[state], reservation.sku
    id_ = keyed_id("movement", _key(reservation), f"{sku} {kind}")
    command = MoveStock(id_, sku, kind, sign * reservation.count, reservation.holder)
    after, movement = record(level, command, stamp)
    moved = _store.writes(Step(sku, level, after, movement), stamp)
    return Part((_turn(reservation, state, stamp), *moved), partial(_not_turned, reservation))


def _turn(
    reservation: Reservation, state: ReservationState, stamp: Stamp, *more: Condition
) -> Write:
    turned = _item(reservation, state, stamp)
    is_before = StockRecord.state == STATE_BEFORE[state]
    is_these = StockRecord.amount == reservation.count
    return Write("Update", turned, reduce(and_, more, is_before & is_these), turned.changes())


def _item(reservation: Reservation, state: ReservationState, stamp: Stamp) -> StockRecord:
    item = StockRecord(_key(reservation), reservation.sku, state=state)
    item.amount = reservation.count
    return item.stamped(stamp)


def _key(reservation: Reservation) -> str:
    return f"RESERVATION#{reservation.holder}"


def _level(reservation: Reservation) -> StockRecord:
    return StockRecord(_store.owner(reservation.sku), _store.names.aggregate)


def _reserve(count: int) -> list[Action]:
    return [StockRecord.available_count.add(-count), StockRecord.reserved_count.add(count)]


def _not_held(reservation: Reservation, lost: ConditionFailed) -> DomainError:
    if lost.failed[0]:
        return _conflict(reservation, lost.old[0])
    level: Any = lost.old[1]
    available = level.available_count if level and level.available_count else 0
    return OutOfStock(
        f"{reservation.count} of {reservation.sku} are asked for, {available} available.",
        sku=reservation.sku,
        asked_count=reservation.count,
        available_count=available,
    )


def _not_turned(reservation: Reservation, lost: ConditionFailed) -> DomainError | None:
    """Where the level alone has changed since, there is no refusal."""
    return _conflict(reservation, lost.old[0]) if lost.failed[0] else None


def _conflict(reservation: Reservation, met: Any) -> ReservationConflict:
    state = met.state if met else None
    return ReservationConflict(
        f"{reservation.sku} is {state or 'not held'} for {reservation.holder}.",
        sku=reservation.sku,
        state=state,
    )
