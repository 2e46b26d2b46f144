"""One version of a promotion after another, and what the change depends on."""

from collections.abc import Sequence
from datetime import datetime

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.model.overlap import overlapping
from promenade.contracts.promotion_facts import PromotionFact
from promenade.kit.clock import to_wire
from promenade.kit.errors import Conflict
from promenade.kit.values import Value

_MOST_TOLD = 20


class CodeTaken(Conflict):
    """A coupon, or another promotion that has not ended, has this code, as codes are compared."""


class PromotionsOverlap(Conflict):
    """Other promotions of its exclusion group may meet it on a line at the same time: the first
    of them are told with their names and windows."""

    def __init__(self, promotion: Promotion, met: Sequence[Promotion]) -> None:
        first, count = met[0], len(met)
        told = (
            f"It may meet {count} of its exclusion group {promotion.exclusion_group}, the first is "
            f"“{first.name}” ({first.id}): change its window, its goods or its group."
        )
        super().__init__(
            told,
            promotion_ids=",".join(other.id for other in met),
            exclusion_group=promotion.exclusion_group,
            count=count,
            name=first.name,
            promotion_id=first.id,
        )
        self.attached = {"met": [_named(each) for each in met[:_MOST_TOLD]]}


def _named(promotion: Promotion) -> dict[str, str | None]:
    window = promotion.window
    return {
        "promotion_id": promotion.id,
        "name": promotion.name,
        "start": to_wire(window.start) if window.start else None,
        "end": to_wire(window.end) if window.end else None,
    }


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
            raise PromotionsOverlap(promotion, met)


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
