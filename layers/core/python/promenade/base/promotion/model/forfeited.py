"""What is lost of a coupon's fixed amount where the cart has less than that to take it off."""

from promenade.base.promotion.model.answer import Outcome
from promenade.base.promotion.model.effects.off import Amount
from promenade.base.promotion.model.effects.order_off import OrderOff
from promenade.base.promotion.model.promotion import Limits, Promotion
from promenade.base.promotion.model.stage import Stage

_COUPONS = frozenset({Stage.STORE_COUPON, Stage.PLATFORM_COUPON})


def face_minor(promotion: Promotion) -> int | None:
    """The fixed amount of a coupon; None of all that saves otherwise, or within a budget."""
    if promotion.stage not in _COUPONS or promotion.limits != Limits():
        return None
    effect = promotion.effects[0] if len(promotion.effects) == 1 else None
    if not isinstance(effect, OrderOff) or not isinstance(effect.off, Amount) or effect.every_minor:
        return None
    return effect.most_minor


def forfeited_minor(outcome: Outcome) -> int:
    face = face_minor(outcome.promotion) if outcome.applied else None
    return max((face or 0) - outcome.saving_minor, 0)
