"""Simulations of drafts over past orders, on the wire."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from promenade.base.promotion.model.assumptions import SAID
from promenade.base.promotion.model.simulation import Simulation, State
from promenade.base.promotion.service.simulating import Asked
from promenade.base.promotion.wire.estimates import (
    EstimateView,
    RankingView,
    show_estimate,
    show_ranking,
)
from promenade.base.promotion.wire.reviews import FindingView
from promenade.contracts.promotion_facts import SimulationFact
from promenade.contracts.references import Reference
from promenade.kit import facts
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page
from promenade.kit.zones import is_zone


class PromotionSimulationBody(Strict, frozen=True):
    """The orders of these stores of the last `days` days that are over. Which day is the last is
    said by `zone` (IANA; the promotion's where it is left out), in which day an order was placed
    by the order's own. `currency` is needed where the promotion is in none of its own."""

    stores: Annotated[tuple[Reference, ...], Meta(min_length=1, max_length=10)]
    days: Annotated[int, Meta(ge=1, le=365)]
    currency: Currency | None = None
    zone: Annotated[str, Meta(min_length=1, max_length=64)] | None = None


class ProgressView(View, frozen=True):
    """`order_count` is null until all orders are counted; each counts once in `orders_done`,
    whatever becomes of it. A day counts for each store."""

    orders_done: int
    order_count: int | None
    days_done: int
    day_count: int


class PromotionSimulationView(View, frozen=True):
    """`terms_version` is the version that brought the terms it is about; both days are included.
    `assumptions` say what is taken for granted: `pointer` is into the promotion."""

    id: str
    promotion_id: str
    terms_version: int
    state: State
    stores: list[str]
    first_on: date = msgspec.field(name="from")
    last_on: date = msgspec.field(name="to")
    currency: str
    requested_at: datetime
    requested_by: str
    finished_at: datetime | None
    failure: str | None
    progress: ProgressView
    estimate: EstimateView
    ranking: RankingView | None
    assumptions: list[FindingView]


class PromotionSimulationPage(View, frozen=True):
    items: list[PromotionSimulationView]
    next: str | None


def read_asked(call: Call[PromotionSimulationBody, None]) -> Asked:
    """Raises Invalid."""
    body = call.body
    found = []
    if body.zone is not None and not is_zone(body.zone):
        found.append(Fault("/zone", "unknown_zone", "Send an IANA name such as Asia/Shanghai."))
    if len(set(body.stores)) < len(body.stores):
        found.append(Fault("/stores", "repeated", "Name each store once."))
    if found:
        raise Invalid(found)
    id_, promotion_id = call.new_id("simulation"), call.path["promotion_id"]
    return Asked(id_, promotion_id, body.stores, body.days, body.currency, body.zone)


def read_step(message: bytes) -> tuple[str, int, str]:
    """(simulation, version, correlation id) of a fact that asks for a page: SimulationRequested,
    SimulationAdvanced. Raises Invalid or UnknownSchema."""
    event = facts.read(message, SimulationFact)
    return event.data.id, event.data.version, event.correlation_id


def path_of(simulation: Simulation) -> str:
    return f"/promotions/{simulation.promotion_id}/simulations/{simulation.id}"


def show_simulation(found: Simulation, language: str) -> PromotionSimulationView:
    return PromotionSimulationView(
        id=found.id,
        promotion_id=found.promotion_id,
        terms_version=found.terms_version,
        state=found.state,
        stores=list(found.scope.stores),
        first_on=found.scope.first_on,
        last_on=found.scope.last_on,
        currency=found.scope.currency,
        requested_at=found.requested_at,
        requested_by=found.requested_by,
        finished_at=found.finished_at,
        failure=found.failure,
        progress=_progress(found),
        estimate=show_estimate(found.tally),
        ranking=None if found.ranking is None else show_ranking(found.ranking),
        assumptions=[_assumption(SAID[each], language) for each in found.assumed],
    )


def show_simulations(
    page: Page[Simulation], cursor: str | None, language: str
) -> PromotionSimulationPage:
    items = [show_simulation(each, language) for each in page.items]
    return PromotionSimulationPage(items=items, next=cursor)


def _progress(found: Simulation) -> ProgressView:
    is_counted = found.phase == "replaying"
    return ProgressView(
        orders_done=found.tally.read_count,
        order_count=found.order_count if is_counted else None,
        days_done=found.place.cell if is_counted else 0,
        day_count=found.scope.cell_count,
    )


def _assumption(said: Fault, language: str) -> FindingView:
    return FindingView(pointer=said.pointer, code=said.code, detail=said.said(language))
