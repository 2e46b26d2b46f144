"""Use cases of reservations for who is no capability of ours: one holding an order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from promenade.base.stock.model import ReservationState, due_at
from promenade.base.stock.model.holdings import Holding, give_back, turn
from promenade.contracts.stock import ReservationConflict, StockHolds, Units
from promenade.kit.errors import NotFound, Stale
from promenade.kit.holds import Part, Refused, join
from promenade.kit.patience import patiently
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value

_AT_FIRST = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


class HoldingStore(Protocol):
    def find(self, holder: str) -> Stored[Holding] | None: ...

    def opening(self, holding: Holding, stamp: Stamp) -> Part:
        """Refused as AlreadyHeld."""
        ...

    def holding_made(self, stamp: Stamp) -> Holding | None:
        """What this very call held, as it was then. Raises Conflict where its key was sent with
        another request."""
        ...

    def turning(self, holding: Holding, stamp: Stamp) -> Part:
        """Over the version before it. Refused as Stale."""
        ...

    def returning(self, id_: str, holding: Holding, stamp: Stamp) -> Part:
        """The same, once under this id. Refused as Conflict or Stale."""
        ...

    def find_return(self, id_: str, stamp: Stamp) -> Holding | None:
        """What this id stored before. Raises Conflict when that was another request."""
        ...

    def swept_until(self) -> datetime | None: ...

    def due_in(self, minute: datetime) -> Sequence[str]:
        """Holders whose time is over within this minute."""
        ...

    def sweep(self, minute: datetime, holders: Iterable[str]) -> None:
        """All of this minute is done with."""
        ...


class Doors(Value, frozen=True):
    """What the use cases are given: the holdings, and stock as others join it."""

    store: HoldingStore
    stock: StockHolds


def hold_units(holder: str, units: Units, minutes: int, stamp: Stamp, doors: Doors) -> Holding:
    """A repeated request answers as at first. Raises OutOfStock or Refused, AlreadyHeld, Conflict,
    or Unavailable."""
    return made_once(
        lambda: _hold(holder, units, minutes, stamp, doors),
        lambda: doors.store.holding_made(stamp),
    )


def _hold(holder: str, units: Units, minutes: int, stamp: Stamp, doors: Doors) -> Holding:
    stored = doors.store.find(holder)
    if stored and stored.fingerprint == stamp.fingerprint:
        return stored.value
    holding = Holding(holder, dict(units), due_at(stamp.at, minutes))
    own = doors.store.opening(holding, stamp)
    _join(own, lambda: doors.stock.hold(holder, units, minutes, stamp))
    return holding


def commit_units(holder: str, stamp: Stamp, doors: Doors) -> Holding:
    """Raises NotFound, ReservationConflict or Unavailable, as all that follows."""
    return _end(holder, "committed", stamp, doors)


def release_units(holder: str, stamp: Stamp, doors: Doors) -> Holding:
    return _end(holder, "released", stamp, doors)


def return_units(id_: str, holder: str, units: Units, stamp: Stamp, doors: Doors) -> Holding:
    """Some or all of what was committed; also Conflict."""
    return patiently(lambda: _return(id_, holder, units, stamp, doors), Stale)


def expire_holdings(stamp: Stamp, doors: Doors) -> int:
    """Ends what is over, minute by minute since the last time; how many holdings did. Holds are
    over by the clock of who looks: this only gives back what nobody asked for since."""
    expired = 0
    minute = doors.store.swept_until() or _floor(stamp.at - _AT_FIRST)
    while minute + _MINUTE <= stamp.at:
        holders = doors.store.due_in(minute)
        expired += sum(_expire(holder, stamp, doors) for holder in holders)
        doors.store.sweep(minute, holders)
        minute += _MINUTE
    return expired


def get_holding(holder: str, doors: Doors) -> Holding:
    """Raises NotFound."""
    return _get(holder, doors).value


def _expire(holder: str, stamp: Stamp, doors: Doors) -> bool:
    stored = doors.store.find(holder)
    if stored is None or stored.value.state != "held":
        return False
    try:
        _end(holder, "expired", stamp, doors)
    except ReservationConflict:
        return False
    return True


def _end(holder: str, state: ReservationState, stamp: Stamp, doors: Doors) -> Holding:
    return patiently(lambda: _end_once(holder, state, stamp, doors), Stale)


def _end_once(holder: str, state: ReservationState, stamp: Stamp, doors: Doors) -> Holding:
    stored = _get(holder, doors)
    if stored.value.state == state and stored.fingerprint == stamp.fingerprint:
        return stored.value
    after = turn(stored.value, state)
    ends: Mapping[str, Callable[[str, Units, Stamp], Sequence[Part]]] = {
        "committed": doors.stock.commit,
        "released": doors.stock.release,
        "expired": doors.stock.expire,
    }
    own = doors.store.turning(after, stamp)
    _join(own, lambda: ends[state](holder, after.units, stamp))
    return after


def _return(id_: str, holder: str, units: Units, stamp: Stamp, doors: Doors) -> Holding:
    done = doors.store.find_return(id_, stamp)
    if done:
        return done
    after = give_back(_get(holder, doors).value, units)
    own = doors.store.returning(id_, after, stamp)
    _join(own, lambda: doors.stock.take_back(holder, units, stamp))
    return after


def _get(holder: str, doors: Doors) -> Stored[Holding]:
    stored = doors.store.find(holder)
    if stored is None:
        told = (
            "No order from elsewhere has a reservation of this name. Of an order placed here, a "
            "refund puts back what was not sent; receive what was sent and came back as stock."
        )
        raise NotFound(told, holder=holder)
    return stored


def _join(own: Part, offers: Callable[[], Sequence[Part]]) -> None:
    """One refusal is told as it is."""
    try:
        join(own, offers)
    except Refused as refused:
        if len(refused.refusals) > 1:
            raise
        raise refused.refusals[0] from None


def _floor(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)
