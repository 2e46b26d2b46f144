"""A simulation: a draft over the orders of past days, page by page."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Literal

import msgspec

from promenade.base.promotion.model.tally import Detail, Shift, SoldSku, Tally
from promenade.contracts.orders import StoreDay
from promenade.kit.errors import Conflict, TooMany
from promenade.kit.messages.words import worded
from promenade.kit.values import Document, Value, replace

State = Literal["QUEUED", "RUNNING", "DONE", "FAILED", "CANCELLED"]
OVER = frozenset({"DONE", "FAILED", "CANCELLED"})

MOST_SHOWN = 20
"""SKUs and promotions in a result: those that count for most."""


class SimulationOver(Conflict):
    """The simulation is done, has failed or was cancelled already."""


class SimulationsBusy(TooMany):
    """As many simulations run as may at once."""


class Scope(Document, frozen=True):
    """Whose orders, of which days (both included, in the zone that orders name), in which
    currency."""

    stores: tuple[str, ...]
    first_on: date
    last_on: date
    currency: str

    @property
    def day_count(self) -> int:
        return (self.last_on - self.first_on).days + 1

    @property
    def cell_count(self) -> int:
        return len(self.stores) * self.day_count

    def cell(self, place: int) -> StoreDay:
        """Store by store, day by day."""
        store, day = divmod(place, self.day_count)
        return StoreDay(self.stores[store], self.first_on + timedelta(days=day))


class Place(Document, frozen=True):
    """Where it goes on: in which cell of the scope, after which order's key."""

    cell: int = 0
    after: dict[str, str] | None = None

    def moved(self, after: dict[str, str] | None) -> "Place":
        """Past what was read: further in the cell, or into the next one."""
        return Place(self.cell, after) if after else Place(self.cell + 1)


class Ranking(Document, frozen=True):
    """What counts for most of a whole run, and how many there are of it."""

    skus: tuple[tuple[str, SoldSku], ...] = ()
    sku_count: int = 0
    costed_sku_count: int = 0
    shifts: tuple[tuple[str, Shift], ...] = ()
    shift_count: int = 0


class Simulation(Value, frozen=True):
    """`terms_version` is the version that brought the terms which are simulated, whatever becomes
    of the promotion meanwhile; `assumed` names what is taken for granted; `request` is the
    fingerprint of the request; `slot` is its place among those that run at once. Orders are
    counted first (`order_count`) and replayed then; `page_count` pages hold what is too large for
    here."""

    id: str
    promotion_id: str
    terms_version: int
    scope: Scope
    assumed: tuple[str, ...]
    requested_at: datetime
    requested_by: str
    request: str
    slot: int = 0
    state: State = "QUEUED"
    version: int = 1
    phase: Literal["counting", "replaying"] = "counting"
    place: Place = Place()
    order_count: int = 0
    page_count: int = 0
    tally: Tally = msgspec.field(default_factory=Tally)
    ranking: Ranking | None = None
    finished_at: datetime | None = None
    failure: str | None = None

    def as_requested(self) -> "Simulation":
        return Simulation(
            self.id,
            self.promotion_id,
            self.terms_version,
            self.scope,
            self.assumed,
            self.requested_at,
            self.requested_by,
            self.request,
            self.slot,
        )

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def is_read(self) -> bool:
        """Nothing is left to read in this phase."""
        return self.place.cell >= self.scope.cell_count


class PageDone(Value, frozen=True):
    """What a page comes to: up to where it read, and the sums of what it read."""

    place: Place
    tally: Tally
    detail: Detail


def counted(simulation: Simulation, more: int, place: Place) -> Simulation:
    """Once all orders are counted, they are replayed from the start."""
    after = _next(simulation, order_count=simulation.order_count + more, place=place)
    return replace(after, phase="replaying", place=Place()) if after.is_read else after


def replayed(simulation: Simulation, page: PageDone) -> Simulation:
    tally = Tally()
    for each in (simulation.tally, page.tally):
        tally.add(each)
    pages = simulation.page_count + 1
    return _next(simulation, place=page.place, tally=tally, page_count=pages)


def done(simulation: Simulation, details: Iterable[Detail], at: datetime) -> Simulation:
    """`details` are of all its pages."""
    whole = Detail()
    for each in details:
        whole.add(each)
    return replace(simulation, state="DONE", finished_at=at, ranking=ranked(whole))


def failed(simulation: Simulation, failure: str, at: datetime) -> Simulation:
    return _next(simulation, state="FAILED", failure=failure, finished_at=at)


def cancelled(simulation: Simulation, at: datetime) -> Simulation:
    """Raises SimulationOver."""
    if simulation.is_over:
        raise SimulationOver(
            f"The simulation is {worded(simulation.state)}.", state=simulation.state
        )
    return _next(simulation, state="CANCELLED", finished_at=at)


def ranked(whole: Detail) -> Ranking:
    """By how much they change, either way; of equal ones by name."""
    skus = sorted(whole.skus.items(), key=lambda each: (-abs(each[1].cost_minor), each[0]))
    shifts = sorted(whole.shifts.items(), key=lambda each: (-abs(_change(each[1])), each[0]))
    return Ranking(
        tuple(skus[:MOST_SHOWN]),
        len(skus),
        sum(each.is_costed for _, each in skus),
        tuple(shifts[:MOST_SHOWN]),
        len(shifts),
    )


def _change(shift: Shift) -> int:
    return shift.with_minor - shift.without_minor


def _next(simulation: Simulation, **changes: Any) -> Simulation:
    after = replace(simulation, state="RUNNING", version=simulation.version + 1)
    return replace(after, **changes)
