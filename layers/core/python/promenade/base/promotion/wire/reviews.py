"""Reviews on the wire: what is to be said of a promotion before it is published."""

from datetime import datetime

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.bounds import Words
from promenade.base.promotion.model.exposure import Bound
from promenade.base.promotion.model.managed import Status
from promenade.base.promotion.model.simulation import Simulation
from promenade.base.promotion.service.reviewing import Assessment
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault


class RejectionBody(Strict, frozen=True):
    reason: Words


class FindingView(View, frozen=True):
    """`pointer` is into the promotion as it is shown."""

    pointer: str
    code: str
    detail: str


class RivalView(View, frozen=True):
    """One of its exclusion group that may meet it on a line, from `starts_at` until `ends_at`;
    `skus` are those that both name, none where they name none."""

    promotion_id: str
    name: str
    version: int
    starts_at: datetime | None
    ends_at: datetime | None
    skus: list[str]


class ValidationView(View, frozen=True):
    """Of its latest terms. `is_ready` says that nothing keeps them from being submitted;
    `exposure_minor` is their worst case in their currency, null where nothing bounds it, and
    `exposure_bounds` how it is reckoned, at the prices of now;
    `simulation_id` is the newest simulation of them that is done, null where there is none."""

    promotion_id: str
    version: int
    status: Status
    is_ready: bool
    obstacles: list[FindingView]
    warnings: list[FindingView]
    conflicts: list[RivalView]
    currency: str | None
    exposure_minor: int | None
    exposure_bounds: list[Bound]
    required_count: int
    simulation_id: str | None


def show_assessment(
    found: Assessment, simulated: Simulation | None, now: datetime, language: str
) -> ValidationView:
    managed, terms = found.managed, found.managed.terms
    return ValidationView(
        promotion_id=managed.id,
        version=managed.version,
        status=managed.status(now),
        is_ready=not found.obstacles,
        obstacles=[_finding(fault, language) for fault in found.obstacles],
        warnings=[_finding(fault, language) for fault in found.warnings],
        conflicts=[_rival(terms, rival) for rival in found.rivals],
        currency=terms.currency,
        exposure_minor=found.exposure_minor,
        exposure_bounds=list(found.bounds),
        required_count=found.required_count,
        simulation_id=simulated.id if simulated else None,
    )


def _finding(fault: Fault, language: str) -> FindingView:
    return FindingView(pointer=fault.pointer, code=fault.code, detail=fault.said(language))


def _rival(terms: Promotion, rival: Promotion) -> RivalView:
    starts = [each.window.start for each in (terms, rival) if each.window.start is not None]
    ends = [each.window.end for each in (terms, rival) if each.window.end is not None]
    return RivalView(
        promotion_id=rival.id,
        name=rival.name,
        version=rival.version,
        starts_at=max(starts, default=None),
        ends_at=min(ends, default=None),
        skus=sorted(_skus(terms) & _skus(rival)),
    )


def _skus(terms: Promotion) -> set[str]:
    return {sku for selector in terms.scope.include for sku in selector.skus}
