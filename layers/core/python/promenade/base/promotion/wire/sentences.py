"""What became of a promotion, in a sentence for people."""

from collections.abc import Mapping

from promenade.base.promotion.model import (
    CodeOutcome,
    Gap,
    Measure,
    Outcome,
    Promotion,
    Reason,
)
from promenade.base.promotion.model.currencies import currencies_of
from promenade.base.promotion.model.reasons import APPLIED
from promenade.base.promotion.model.telling import Counted
from promenade.kit.currencies import money
from promenade.kit.values import Value

LANGUAGES = ("en", "zh")
"""The first is told to those who ask for none of them."""

_ENGLISH: dict[Reason, str] = {
    APPLIED: "Saves {saving}.",
    Reason.PAUSED: "It is paused.",
    Reason.NOT_STARTED: "It has not started yet.",
    Reason.ENDED: "It has ended.",
    Reason.OUTSIDE_SLOT: "It is not on at this hour.",
    Reason.WRONG_CHANNEL: "It does not count in this channel.",
    Reason.WRONG_AUDIENCE: "It is meant for other customers.",
    Reason.COUPON_REQUIRED: "It needs its code.",
    Reason.COUPON_NOT_STARTED: "The code is not valid yet.",
    Reason.COUPON_EXPIRED: "The code has expired.",
    Reason.COUPON_LIMIT_REACHED: "The code has been used up.",
    Reason.COUPON_BUYER_LIMIT_REACHED: "You have used this code as often as it allows.",
    Reason.COUPON_UNKNOWN: "This code is not valid.",
    Reason.OTHER_CURRENCY: "It is for carts in {currency}.",
    Reason.LIMIT_REACHED: "It has been used up.",
    Reason.BUYER_LIMIT_REACHED: "You have used it as often as it allows.",
    Reason.BUDGET_EXHAUSTED: "It has been used up.",
    Reason.CUSTOMER_UNKNOWN: "It is meant for certain customers: sign in.",
    Reason.WRONG_DESTINATION: "It is not for this delivery address.",
    Reason.DESTINATION_UNKNOWN: "It depends on the country of delivery: say which.",
    Reason.POSTCODE_UNKNOWN: "It depends on the postcode of delivery: say which.",
    Reason.WRONG_CARRIER: "It is not for this way of delivery.",
    Reason.CARRIER_UNKNOWN: "It depends on the way of delivery: choose one.",
    Reason.WRONG_PAYMENT_METHOD: "It is not for this way to pay.",
    Reason.PAYMENT_METHOD_UNKNOWN: "It depends on the way to pay: choose one.",
    Reason.BUDGET_INSUFFICIENT: "What is left of it does not cover this cart.",
    Reason.NO_MATCHING_LINE: "Nothing in the cart belongs to it.",
    Reason.ORDER_TYPE_BARS: "It does not combine with the special price of these items.",
    Reason.BELOW_THRESHOLD: "Not reached yet.",
    Reason.ABOVE_MAXIMUM: "It is for less than that.",
    Reason.WEIGHT_UNKNOWN: "It depends on the weight, and that of an item is not known.",
    Reason.EXCLUDED_ITEM: "An item in the cart does not go with it.",
    Reason.INCOMPLETE_SET: "A complete set is not in the cart yet.",
    Reason.NOTHING_TO_GIVE: "It gives nothing on this cart.",
    Reason.NO_HEADROOM: "There is nothing left to take off.",
    Reason.FLOOR_REACHED: "These items are at their lowest price already.",
    Reason.NOT_CHEAPER: "The price is as good already.",
    Reason.LOST_TO: "“{rival}” saves more.",
    Reason.EXCLUSIVE_WINS: "“{rival}” does not combine with others.",
    Reason.NOT_WITH: "It does not combine with “{rival}”.",
    Reason.STOPPED: "After “{rival}” nothing else counts.",
}
_CHINESE: dict[Reason, str] = {
    APPLIED: "已优惠{saving}。",
    Reason.PAUSED: "活动已暂停。",
    Reason.NOT_STARTED: "活动尚未开始。",
    Reason.ENDED: "活动已结束。",
    Reason.OUTSIDE_SLOT: "当前时段不可用。",
    Reason.WRONG_CHANNEL: "当前渠道不可用。",
    Reason.WRONG_AUDIENCE: "仅限指定用户。",
    Reason.COUPON_REQUIRED: "需要输入优惠码。",
    Reason.COUPON_NOT_STARTED: "优惠码尚未生效。",
    Reason.COUPON_EXPIRED: "优惠码已过期。",
    Reason.COUPON_LIMIT_REACHED: "优惠码已被用完。",
    Reason.COUPON_BUYER_LIMIT_REACHED: "您使用该优惠码的次数已达上限。",
    Reason.COUPON_UNKNOWN: "优惠码无效。",
    Reason.OTHER_CURRENCY: "仅限以{currency}结算的订单。",
    Reason.LIMIT_REACHED: "活动名额已用完。",
    Reason.BUYER_LIMIT_REACHED: "您参加该活动的次数已达上限。",
    Reason.BUDGET_EXHAUSTED: "活动名额已用完。",
    Reason.CUSTOMER_UNKNOWN: "仅限指定用户，请先登录。",
    Reason.WRONG_DESTINATION: "此收货地址不可用。",
    Reason.DESTINATION_UNKNOWN: "与收货国家有关，请先填写。",
    Reason.POSTCODE_UNKNOWN: "与收货邮编有关，请先填写。",
    Reason.WRONG_CARRIER: "此配送方式不可用。",
    Reason.CARRIER_UNKNOWN: "与配送方式有关，请先选择。",
    Reason.WRONG_PAYMENT_METHOD: "此支付方式不可用。",
    Reason.PAYMENT_METHOD_UNKNOWN: "与支付方式有关，请先选择。",
    Reason.BUDGET_INSUFFICIENT: "活动余额不足以抵扣本单。",
    Reason.NO_MATCHING_LINE: "购物车中没有活动商品。",
    Reason.ORDER_TYPE_BARS: "特价商品不可叠加此优惠。",
    Reason.BELOW_THRESHOLD: "尚未达到门槛。",
    Reason.ABOVE_MAXIMUM: "超出了适用范围。",
    Reason.WEIGHT_UNKNOWN: "与重量有关，而有商品的重量未知。",
    Reason.EXCLUDED_ITEM: "购物车中有不可同享的商品。",
    Reason.INCOMPLETE_SET: "尚未凑成一套。",
    Reason.NOTHING_TO_GIVE: "本单没有可优惠的内容。",
    Reason.NO_HEADROOM: "已没有可以优惠的金额。",
    Reason.FLOOR_REACHED: "相关商品已是最低价。",
    Reason.NOT_CHEAPER: "当前价格已同样优惠。",
    Reason.LOST_TO: "“{rival}”更优惠。",
    Reason.EXCLUSIVE_WINS: "“{rival}”不与其他优惠叠加。",
    Reason.NOT_WITH: "不与“{rival}”同享。",
    Reason.STOPPED: "“{rival}”之后不再叠加其他优惠。",
}
_REASONS = {"en": _ENGLISH, "zh": _CHINESE}
_ACCEPTED = {"en": "It unlocks “{name}”.", "zh": "已使用“{name}”。"}
_OTHERS = {"en": "Others count instead.", "zh": "以其他优惠为准。"}
_GIFTS = {"en": "Comes with a gift.", "zh": "另送赠品。"}
_GAPS = {
    ("en", Measure.AMOUNT): "Add {missing} to reach {threshold}.",
    ("en", Measure.QUANTITY): "Add {missing} more to reach {threshold} items.",
    ("en", Measure.WEIGHT): "Add {missing} g to reach {threshold} g.",
    ("zh", Measure.AMOUNT): "再买{missing}即满{threshold}。",
    ("zh", Measure.QUANTITY): "再买{missing}件即满{threshold}件。",
    ("zh", Measure.WEIGHT): "再加{missing}克即满{threshold}克。",
}
_EXCESSES = {
    ("en", Measure.AMOUNT): "It is for at most {threshold}: {missing} too much.",
    ("en", Measure.QUANTITY): "It is for at most {threshold} items: {missing} too many.",
    ("en", Measure.WEIGHT): "It is for at most {threshold} g: {missing} g too much.",
    ("zh", Measure.AMOUNT): "最多{threshold}，已超出{missing}。",
    ("zh", Measure.QUANTITY): "最多{threshold}件，已超出{missing}件。",
    ("zh", Measure.WEIGHT): "最多{threshold}克，已超出{missing}克。",
}
_GAP_IS_ALL = frozenset({Reason.BELOW_THRESHOLD, Reason.ABOVE_MAXIMUM})


class Teller(Value, frozen=True):
    """`promotions` are those that outcomes speak of, by id."""

    language: str
    currency: str
    promotions: Mapping[str, Promotion]

    def tell(self, outcome: Outcome) -> str:
        told = self._saving(outcome) if outcome.applied else self._why_not(outcome)
        if outcome.gap is None:
            return told
        gap = self._gap(outcome.gap)
        if outcome.reason in _GAP_IS_ALL:
            return gap
        return f"{told}{gap}" if self.language == "zh" else f"{told} {gap}"

    def tell_code(self, outcome: CodeOutcome) -> str:
        if outcome.accepted and outcome.promotion_id is not None:
            name = self.promotions[outcome.promotion_id].name
            return _ACCEPTED[self.language].format(name=name)
        return self._why_not(outcome)

    def tell_count(self, counted: Counted) -> str:
        """Of several promotions: rivals and currencies differ."""
        if counted.reason is APPLIED:
            return _REASONS[self.language][APPLIED].format(
                saving=money(counted.saving_minor, self.currency)
            )
        sentence = _REASONS[self.language][counted.reason]
        return _OTHERS[self.language] if "{" in sentence else sentence

    def _saving(self, outcome: Outcome) -> str:
        saving = outcome.saving_minor
        if outcome.gifts and not saving:
            return _GIFTS[self.language]
        return _REASONS[self.language][APPLIED].format(saving=money(saving, self.currency))

    def _why_not(self, outcome: Outcome | CodeOutcome) -> str:
        sentence = _REASONS[self.language][outcome.reason]
        if "{" not in sentence:
            return sentence
        rival = self.promotions.get(outcome.rival or "")
        mine = self.promotions.get(outcome.promotion_id or "")
        return sentence.format(rival=rival and rival.name, currency=mine and _served(mine))

    def _gap(self, gap: Gap) -> str:
        sentences = _GAPS if gap.missing > 0 else _EXCESSES
        missing, threshold = str(abs(gap.missing)), str(gap.threshold)
        if gap.of is Measure.AMOUNT:
            missing = money(abs(gap.missing), self.currency)
            threshold = money(gap.threshold, self.currency)
        return sentences[self.language, gap.of].format(missing=missing, threshold=threshold)


def _served(promotion: Promotion) -> str:
    return " / ".join(sorted(currencies_of(promotion) or ()))
