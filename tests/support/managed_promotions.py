"""Promotions as staff manage them, and SKU facts, for tests."""

from datetime import UTC, datetime
from typing import Any

from promenade.base.promotion.model import Limits, Promotion, Stage
from promenade.base.promotion.model.effects import (
    Amount,
    OrderOff,
    Percent,
    UnitOff,
)
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.service import reviewing
from promenade.base.promotion.service.changing import Change, PromotionStore
from promenade.contracts.catalogue import SkuFacts
from promenade.contracts.reviews import STANDARD_POLICY, Approval, Review
from promenade.kit.values import replace
from tests.support.fakes.claims import NOTHING_SOLD
from tests.support.stamps import NOON, stamp


def ten_off(promotion_id: str = "ten-off", **other: Any) -> Promotion:
    """10.00 off the order, for a thousand orders."""
    given: dict[str, Any] = {"effects": (OrderOff(Amount(1_000)),), "limits": Limits(1_000)}
    given |= {"stage": Stage.ORDER, "currency": "CNY"}
    return _promotion(promotion_id, given | other)


def half_price(promotion_id: str = "half-price", **other: Any) -> Promotion:
    """Half the unit price."""
    given: dict[str, Any] = {"effects": (UnitOff(Percent(5_000)),), "stage": Stage.UNIT}
    return _promotion(promotion_id, given | other)


def _promotion(promotion_id: str, given: dict[str, Any]) -> Promotion:
    named: dict[str, Any] = {"id": promotion_id, "name": promotion_id, "version": 1}
    return Promotion(**named | given)


def managed(promotion: Promotion | None = None, **other: Any) -> ManagedPromotion:
    given: dict[str, Any] = {
        "promotion": promotion or ten_off(),
        "created_at": NOON,
        "request": "request-1",
        "authors": ("staff:maria",),
    }
    return ManagedPromotion(**given | other)


def approved(promotion: Promotion | None = None, **other: Any) -> ManagedPromotion:
    """Written by maria, submitted by her, approved by olga."""
    approvals = (Approval("staff:olga", NOON, 2),)
    review = Review("staff:maria", NOON, 1, 10_000, approvals)
    return managed(promotion, review=review, **other)


def approve(store: PromotionStore, promotion_id: str, version: int) -> None:
    """Maria submits this version and olga approves it: two more."""
    submitted = Change(promotion_id, version, stamp(f"submit {promotion_id} {version}"))
    reviewing.submit(submitted, STANDARD_POLICY, store, NOTHING_SOLD)
    agreed = replace(stamp(f"approve {promotion_id} {version}"), actor="staff:olga")
    reviewing.approve(Change(promotion_id, version + 1, agreed), store)


def published(promotion: Promotion | None = None, **other: Any) -> ManagedPromotion:
    return managed(promotion, is_published=True, **other)


def at_version(value: ManagedPromotion, version: int, **other: Any) -> ManagedPromotion:
    promotion = replace(value.promotion, version=version, **other)
    return replace(value, promotion=promotion, version=version)


def facts(sku: str, price_minor: int = 10_000, **other: Any) -> SkuFacts:
    given: dict[str, Any] = {
        "sku": sku,
        "product_id": "P",
        "title": sku.title(),
        "currency": "CNY",
        "list_price_minor": price_minor,
        "sale_price_minor": price_minor,
        "floor_price_minor": None,
        "categories": frozenset({"home"}),
        "brand": None,
        "tags": frozenset(),
        "is_sellable": True,
    }
    return SkuFacts(**given | other)


def day(number: int) -> datetime:
    """Midnight UTC of a day in March 2026; NOON is on the first."""
    return datetime(2026, 3, number, tzinfo=UTC)
