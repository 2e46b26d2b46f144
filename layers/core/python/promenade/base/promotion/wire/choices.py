"""A customer's coupons for a cart on the wire: which of them to present, and why not the others."""

from promenade.base.promotion.model import Gap, Reason, Stage
from promenade.base.promotion.model.choosing import Alternative, Choice
from promenade.base.promotion.model.reasons import APPLIED
from promenade.base.promotion.service.coupons import Chosen
from promenade.base.promotion.wire.sentences import Teller
from promenade.kit.currencies import money
from promenade.kit.decoding import View

_BEST = {"en": "It is one of those to present.", "zh": "建议使用。"}
_DEARER = {
    "en": "With it the cart costs {payable} at the least, {more} more.",
    "zh": "使用它最低应付{payable}，多付{more}。",
}
_AS_GOOD = {
    "en": "With it the cart costs as little; the others end sooner, or are fewer.",
    "zh": "使用它应付金额相同；建议的券更早到期或张数更少。",
}


class CouponChoiceView(View, frozen=True):
    """`is_usable`: it takes something off this cart, `saving_minor` where it is presented alone.
    `reason` says why not, and `gap` how far it is. `payable_minor` is what the cart costs at the
    least with it, `costs_more_minor` how much more that is than with those that are `chosen`."""

    coupon_id: str
    name: str
    stage: Stage
    is_usable: bool
    is_chosen: bool
    reason: Reason
    explanation: str
    gap: Gap | None
    saving_minor: int
    payable_minor: int | None
    costs_more_minor: int | None


class ChoiceView(View, frozen=True):
    """`chosen` are the coupons with which the cart costs the least: `payable_minor`, instead of
    `without_minor`. Where too many help for all combinations to be tried, that `is_exact` no
    longer, and none comes below `bound_minor`. `are_all`: the customer has no others."""

    currency: str
    chosen: list[str]
    payable_minor: int
    without_minor: int
    saving_minor: int
    is_exact: bool
    bound_minor: int
    are_all: bool
    coupons: list[CouponChoiceView]


def show_choice(found: Chosen, language: str) -> ChoiceView:
    choice = found.choice
    teller = Teller(language, found.priced.quote.currency, found.promotions)
    payable = choice.best.payable_minor
    return ChoiceView(
        currency=teller.currency,
        chosen=sorted(choice.best.coupon_ids),
        payable_minor=payable,
        without_minor=choice.without_minor,
        saving_minor=choice.without_minor - payable,
        is_exact=choice.is_exact,
        bound_minor=choice.bound_minor,
        are_all=found.are_all,
        coupons=[_coupon(each, choice, teller) for each in choice.alternatives],
    )


def _coupon(each: Alternative, choice: Choice, teller: Teller) -> CouponChoiceView:
    alone, payable = each.alone, each.payable_minor
    is_chosen = alone.promotion_id in choice.best.coupon_ids
    return CouponChoiceView(
        coupon_id=alone.promotion_id,
        name=alone.promotion.name,
        stage=alone.promotion.stage,
        is_usable=alone.applied,
        is_chosen=is_chosen,
        reason=alone.reason if is_chosen or not alone.applied else Reason.LOST_TO,
        explanation=_explanation(each, choice, teller),
        gap=alone.gap,
        saving_minor=alone.saving_minor,
        payable_minor=payable,
        costs_more_minor=None if payable is None else payable - choice.best.payable_minor,
    )


def _explanation(each: Alternative, choice: Choice, teller: Teller) -> str:
    language, alone, best = teller.language, each.alone, choice.best
    if each.payable_minor is None or alone.reason is not APPLIED:
        return teller.tell(alone)
    if alone.promotion_id in best.coupon_ids:
        return _BEST[language]
    more = each.payable_minor - best.payable_minor
    sentence = _DEARER[language] if more else _AS_GOOD[language]
    payable = money(each.payable_minor, teller.currency)
    return sentence.format(payable=payable, more=money(more, teller.currency))
