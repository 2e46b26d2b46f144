"""What has to be said of a promotion before it may be published: by rules, then by others."""

from collections.abc import Iterable
from datetime import datetime

from promenade.base.promotion.model import Promotion, approving
from promenade.base.promotion.model.exposure import exposure_of
from promenade.base.promotion.model.lifecycle import ManagedPromotion, group_of
from promenade.base.promotion.model.overlap import overlapping
from promenade.base.promotion.model.readiness import (
    broken_promises,
    dearer_orders,
    obstacles,
    warnings,
)
from promenade.base.promotion.service.changing import Change, PromotionStore, find, make
from promenade.base.promotion.service.revisions import Revision
from promenade.contracts.promotions import (
    PromotionApproved,
    PromotionRejected,
    PromotionSubmitted,
)
from promenade.contracts.reviews import ApprovalPolicy, Review
from promenade.kit.errors import DomainError, Fault
from promenade.kit.values import Value


class NotReady(DomainError):
    """Its validation says what is missing."""


class Assessment(Value, frozen=True):
    """Of the latest terms. `exposure_minor` is the worst case in minor units of their currency,
    None where it has no bound; `rivals` are those of its group that it may meet on a line."""

    managed: ManagedPromotion
    obstacles: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    rivals: tuple[Promotion, ...]
    exposure_minor: int | None
    required_count: int


def assess(
    promotion_id: str, now: datetime, policy: ApprovalPolicy, store: PromotionStore
) -> Assessment:
    """Raises NotFound."""
    managed = find(promotion_id, store).value
    terms = managed.terms
    exposure = exposure_of(terms)
    return Assessment(
        managed,
        tuple(_obstacles(terms, now)),
        (*warnings(terms, now), *dearer_orders(terms, store.read_book(now).promotions)),
        _rivals(managed, now, store),
        exposure,
        policy.required(exposure, terms.currency),
    )


def submit(change: Change, policy: ApprovalPolicy, store: PromotionStore) -> ManagedPromotion:
    """Raises NotFound, Stale, StatusForbids, NothingProposed, NotReady."""

    def revise(managed: ManagedPromotion, now: datetime) -> Revision:
        _refuse_unready(managed.terms, now)
        exposure = exposure_of(managed.terms)
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
        told = " ".join(fault.said("en") for fault in found)
        raise NotReady(told, faults=",".join(f"{each.pointer} {each.code}" for each in found))


def _rivals(
    managed: ManagedPromotion, now: datetime, store: PromotionStore
) -> tuple[Promotion, ...]:
    group = group_of(managed.terms)
    return (
        () if group is None else overlapping(managed.terms, store.calendar(group, now).promotions)
    )
