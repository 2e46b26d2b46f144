"""One version of a promotion after another, and what the change depends on."""

from datetime import datetime

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.lifecycle import ManagedPromotion
from promenade.base.promotion.model.overlap import overlapping
from promenade.contracts.promotions import PromotionFact
from promenade.kit.errors import Conflict
from promenade.kit.values import Value


class CodeTaken(Conflict):
    """Another promotion that has not ended has this code, as codes are compared."""


class PromotionsOverlap(Conflict):
    """Another promotion of its exclusion group may meet it on a line at the same time."""


class Calendar(Value, frozen=True):
    """The published promotions of an exclusion group that have not ended, at a version: 0 before
    the first of them."""

    group: str
    version: int = 0
    promotions: tuple[Promotion, ...] = ()

    def refuse_overlaps(self, promotion: Promotion) -> None:
        """Raises PromotionsOverlap."""
        met = overlapping(promotion, self.promotions)
        if met:
            raise PromotionsOverlap(
                f"It may meet {len(met)} of its exclusion group {promotion.exclusion_group}.",
                promotion_ids=",".join(other.id for other in met),
                exclusion_group=promotion.exclusion_group,
                count=len(met),
            )


class Version(Value, frozen=True):
    """A promotion as of one of its versions, and who made it so, when, doing what."""

    managed: ManagedPromotion
    actor: str
    at: datetime
    fact: str


class Revision(Value, frozen=True):
    """`calendar` is the one it enters, as it was read."""

    before: ManagedPromotion
    after: ManagedPromotion
    fact: type[PromotionFact]
    calendar: Calendar | None = None
