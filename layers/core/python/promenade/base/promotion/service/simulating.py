"""Simulations as staff see them: asked for, looked up, cancelled."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.assumptions import assumed
from promenade.base.promotion.model.lifecycle import require
from promenade.base.promotion.model.managed import UNENDED, ManagedPromotion
from promenade.base.promotion.model.simulation import Scope, Simulation, cancelled
from promenade.base.promotion.model.tally import Detail
from promenade.base.promotion.service.changing import PromotionStore, find
from promenade.kit.errors import Conflict, Fault, Invalid, NotFound, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.patience import patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

Pin = tuple[str, int]
"""A promotion's id, and the version that brought its terms."""


class SimulationStore(Protocol):
    def add(self, simulation: Simulation, stamp: Stamp) -> Simulation:
        """With the slot that it got. A repeated request answers as at first. Raises Conflict for
        another one, SimulationsBusy."""
        ...

    def find(self, simulation_id: str) -> Simulation | None: ...

    def list_newest(
        self, promotion_id: str, limit: int, after: Position | None
    ) -> Page[Simulation]: ...

    def put(
        self, simulation: Simulation, stamp: Stamp, *, pins: Sequence[Pin] = (), page: Detail | None
    ) -> None:
        """Over the version before, with the book that it goes by, or with a page's detail.
        Raises Stale."""
        ...

    def pins(self, simulation_id: str) -> Sequence[Pin]: ...

    def pages(self, simulation: Simulation) -> Iterator[Detail]: ...

    def terms_at(self, pins: Sequence[Pin]) -> Sequence[ManagedPromotion]:
        """As they were at these versions. Raises NotFound."""
        ...

    def release(self, simulation: Simulation) -> None:
        """Gives its slot to others, unless they have it."""
        ...


class Asked(Value, frozen=True):
    """`days` are whole days that are over, the last of them yesterday in `zone`: where nobody says,
    that of the promotion's window, as the currency is the promotion's."""

    id: str
    promotion_id: str
    stores: tuple[str, ...]
    days: int
    currency: str | None = None
    zone: str | None = None


def request(
    asked: Asked, stamp: Stamp, promotions: PromotionStore, simulations: SimulationStore
) -> Simulation:
    """Raises NotFound, StatusForbids, Invalid, Conflict, SimulationsBusy."""
    met = simulations.find(asked.id)
    if met is not None:
        return repeated(met, stamp)
    managed = find(asked.promotion_id, promotions).value
    require(managed, stamp.at, UNENDED, "simulate")
    terms = managed.terms
    simulation = Simulation(
        asked.id,
        asked.promotion_id,
        terms.version,
        _scope(asked, terms, stamp),
        assumed(terms),
        stamp.at,
        stamp.actor,
        stamp.fingerprint,
    )
    return simulations.add(simulation, stamp)


def repeated(met: Simulation, stamp: Stamp) -> Simulation:
    """Raises Conflict unless this very request made it."""
    if met.request != stamp.fingerprint:
        raise Conflict("This Idempotency-Key was used for another request.")
    return met.as_requested()


def get(promotion_id: str, simulation_id: str, simulations: SimulationStore) -> Simulation:
    """Raises NotFound."""
    found = simulations.find(simulation_id)
    if found is None or found.promotion_id != promotion_id:
        raise NotFound("There is no such simulation.")
    return found


def list_newest(
    promotion_id: str,
    limit: int,
    after: Position | None,
    promotions: PromotionStore,
    simulations: SimulationStore,
) -> Page[Simulation]:
    """Raises NotFound."""
    find(promotion_id, promotions)
    return simulations.list_newest(promotion_id, limit, after)


def cancel(
    promotion_id: str, simulation_id: str, stamp: Stamp, simulations: SimulationStore
) -> Simulation:
    """Whatever its version; once. Raises NotFound, SimulationOver."""

    def attempt() -> Simulation:
        found = get(promotion_id, simulation_id, simulations)
        if found.state == "CANCELLED":
            return found
        after = cancelled(found, stamp.at)
        simulations.put(after, stamp, page=None)
        return after

    after = patiently(attempt, Stale)
    simulations.release(after)
    return after


def latest_of(managed: ManagedPromotion, simulations: SimulationStore) -> Simulation | None:
    """The newest one of its latest terms that is done."""
    newest = simulations.list_newest(managed.id, _LOOKED_AT, None).items
    mine = (each for each in newest if each.terms_version == managed.terms.version)
    return next((each for each in mine if each.state == "DONE"), None)


_LOOKED_AT = 10


def _scope(asked: Asked, terms: Promotion, stamp: Stamp) -> Scope:
    zone = ZoneInfo(asked.zone or terms.window.zone)
    last_on = stamp.at.astimezone(zone).date() - timedelta(days=1)
    first_on = last_on - timedelta(days=asked.days - 1)
    return Scope(asked.stores, first_on, last_on, _currency(asked, terms))


def _currency(asked: Asked, terms: Promotion) -> str:
    mine = terms.currency or asked.currency
    if mine is None:
        told = "Say in which currency: the promotion is in none of its own."
        raise Invalid([Fault("/currency", "missing", told)])
    if asked.currency not in (None, mine):
        detail = "The promotion is in {currency}."
        raise Invalid([Fault("/currency", "other_currency", detail, facts={"currency": mine})])
    return mine
