"""What has to be said of a promotion before it may be published: by rules, then by others."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from promenade.base.promotion.model import Promotion, approving
from promenade.base.promotion.model.exposure import Bound, bounds_of, exposure_of
from promenade.base.promotion.model.lifecycle import NothingProposed, StatusForbids
from promenade.base.promotion.model.managed import ManagedPromotion, group_of
from promenade.base.promotion.model.overlap import overlapping
from promenade.base.promotion.model.readiness import (
    broken_promises,
    dearer_orders,
    obstacles,
    warnings,
)
from promenade.base.promotion.model.references import references
from promenade.base.promotion.service.changing import Change, PromotionStore, find, make
from promenade.base.promotion.service.old_prices import (
    OldPrices,
    false_claims,
    unjudged_claims,
)
from promenade.base.promotion.service.revisions import Revision
from promenade.contracts.catalogue import CatalogueReader
from promenade.contracts.claims import ClaimFalse, refuse_false
from promenade.contracts.promotion_facts import (
    PromotionApproved,
    PromotionRejected,
    PromotionSubmitted,
)
from promenade.contracts.reviews import Approving, NotReady, Review
from promenade.kit.errors import Fault, NotFound, Stale
from promenade.kit.values import Value

UNFIT = (NotFound, Stale, StatusForbids, NothingProposed)
"""What refuses each step."""

UNREADY = (*UNFIT, NotReady, ClaimFalse)
"""What refuses to submit."""


class Assessment(Value, frozen=True):
    """Of the latest terms. `exposure_minor` is the worst case in minor units of their currency, the
    least of its `bounds`, None where it has no bound; `rivals` are those of its group that it may
    meet on a line."""

    managed: ManagedPromotion
    obstacles: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    rivals: tuple[Promotion, ...]
    exposure_minor: int | None
    bounds: tuple[Bound, ...]
    required_count: int


def assess(
    promotion_id: str,
    now: datetime,
    policy: Approving,
    store: PromotionStore,
    old_prices: OldPrices,
) -> Assessment:
    """Raises NotFound."""
    managed = find(promotion_id, store).value
    terms, judged = managed.terms, old_prices.judge(managed, now)
    exposure = exposure_of(terms, judged.unit_savings)
    return Assessment(
        managed,
        (*_obstacles(terms, now), *false_claims(judged)),
        (
            *warnings(terms, now, exposure),
            *unjudged_claims(judged),
            *dearer_orders(terms, store.read_book(now).promotions),
            *_unknown(terms, old_prices.catalogue),
        ),
        _rivals(managed, now, store),
        exposure,
        bounds_of(terms, judged.unit_savings),
        policy.required(exposure, terms.currency),
    )


def submit(
    change: Change, policy: Approving, store: PromotionStore, old_prices: OldPrices
) -> ManagedPromotion:
    """Raises NotFound, Stale, StatusForbids, NothingProposed, NotReady, ClaimFalse."""

    def revise(managed: ManagedPromotion, now: datetime) -> Revision:
        _refuse_unready(managed.terms, now)
        judged = old_prices.judge(managed, now)
        refuse_false(judged.verdicts)
        exposure = exposure_of(managed.terms, judged.unit_savings)
        required = policy.required(exposure, managed.terms.currency)
        review = Review(change.stamp.actor, now, required, exposure)
        return Revision(managed, approving.submit(managed, review), PromotionSubmitted)

    return make(change, store, revise)


def approve(change: Change, store: PromotionStore) -> ManagedPromotion:
    """Raises NotFound, Stale, StatusForbids, NothingProposed, SelfApproval, ApprovedBefore."""

    def revise(managed: ManagedPromotion, _: datetime) -> Revision:
        return Revision(managed, approving.approve(managed, change.stamp), PromotionApproved)

    return make(change, store, revise)


def reject(change: Change, reason: str, store: PromotionStore) -> ManagedPromotion:
    """Raises NotFound, Stale, StatusForbids, NothingProposed."""

    def revise(managed: ManagedPromotion, _: datetime) -> Revision:
        rejected = approving.reject(managed, reason, change.stamp)
        return Revision(managed, rejected, PromotionRejected)

    return make(change, store, revise)


def _unknown(terms: Promotion, catalogue: CatalogueReader) -> Iterator[Fault]:
    """It may be about what the catalogue is still to get."""
    named = list(references(terms))
    unknown = catalogue.unknown({(each.kind, each.name) for each in named})
    for each in named:
        if (each.kind, each.name) in unknown:
            facts = {"name": each.name}
            detail = "The catalogue has no “{name}”."
            yield Fault(each.pointer, "unknown_reference", detail, facts=facts)


def _refuse_unready(terms: Promotion, now: datetime) -> None:
    _refuse(_obstacles(terms, now))


def refuse_broken(terms: Promotion) -> None:
    """The engine may be another one than when they were submitted. Raises NotReady."""
    _refuse(broken_promises(terms))


def _obstacles(terms: Promotion, now: datetime) -> list[Fault]:
    """Carts are made up for terms that make sense alone."""
    return list(obstacles(terms, now)) or list(broken_promises(terms))


def _refuse(faults: Iterable[Fault]) -> None:
    found = list(faults)
    if found:
        raise NotReady(found)


def _rivals(
    managed: ManagedPromotion, now: datetime, store: PromotionStore
) -> tuple[Promotion, ...]:
    group = group_of(managed.terms)
    return (
        () if group is None else overlapping(managed.terms, store.calendar(group, now).promotions)
    )
