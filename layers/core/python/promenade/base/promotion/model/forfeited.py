"""What is lost of a coupon's fixed amount where the cart has less than that to take it off."""

from promenade.base.promotion.model.answer import Outcome
from promenade.base.promotion.model.promotion import Limits, Promotion
from promenade.base.promotion.model.stage import Stage

_COUPONS = frozenset({Stage.STORE_COUPON, Stage.PLATFORM_COUPON})


def face_minor(promotion: Promotion) -> int | None:
    """The fixed amount of a coupon; None of all that saves otherwise, or within a budget."""
    if promotion.stage not in _COUPONS or promotion.limits != Limits():
        return None
    return promotion.effects[0].face_minor if len(promotion.effects) == 1 else None


def forfeited_minor(outcome: Outcome) -> int:
    face = face_minor(outcome.promotion) if outcome.applied else None
    return 0 if face is None else max(face - outcome.saving_minor, 0)
