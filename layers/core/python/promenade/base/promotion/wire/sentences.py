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
from promenade.base.promotion.model.effects import Remaining, Standing
from promenade.base.promotion.model.forfeited import forfeited_minor
from promenade.base.promotion.model.reasons import APPLIED
from promenade.base.promotion.model.telling import Counted
from promenade.base.promotion.wire.reasons import CHINESE, ENGLISH
from promenade.kit.currencies import money
from promenade.kit.values import Value

LANGUAGES = ("en", "zh")
"""The first is told to those who ask for none of them."""

_REASONS = {"en": ENGLISH, "zh": CHINESE}
_ACCEPTED = {"en": "It unlocks “{name}”.", "zh": "已使用“{name}”。"}
_OTHERS = {"en": "Others count instead.", "zh": "以其他优惠为准。"}
_GIFTS = {"en": "Comes with a gift.", "zh": "另送赠品。"}
_FORFEITED = {
    "en": "Another {forfeited} of it is forfeited: there is no more to take it off.",
    "zh": "其余{forfeited}因无可抵扣金额不予保留。",
}
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
_FALLS = {
    ("en", Remaining.STOCK): "{left} of {sku} are left: the price falls at {ahead}.",
    ("en", Remaining.DAYS): "{sku} has {left} days left: the price falls at {ahead}.",
    ("zh", Remaining.STOCK): "{sku}剩余{left}件，剩{ahead}件时降价。",
    ("zh", Remaining.DAYS): "{sku}距到期{left}天，剩{ahead}天时降价。",
}
_LOWEST = {
    ("en", Remaining.STOCK): "{left} of {sku} are left: the price falls no further.",
    ("en", Remaining.DAYS): "{sku} has {left} days left: the price falls no further.",
    ("zh", Remaining.STOCK): "{sku}剩余{left}件，已是最低档。",
    ("zh", Remaining.DAYS): "{sku}距到期{left}天，已是最低档。",
}
_ALLOWED = {
    "en": "{left} are left to you, the cart has {asked}.",
    "zh": "还可购{left}件，购物车中有{asked}件。",
}
_OWN_UNITS = {
    "en": "You have as many units as one buyer may have.",
    "zh": "您已达到每人限购数量。",
}
_OF_OWN_UNITS = frozenset({"sku_per_buyer", "units_per_buyer"})
_SUBSTITUTES = {
    "en": "The gift is {sku}, for {instead_of} is out of stock.",
    "zh": "赠品{instead_of}缺货，改送{sku}。",
}
_BETWEEN = {"en": " ", "zh": ""}
_GAP_IS_ALL = frozenset({Reason.BELOW_THRESHOLD, Reason.ABOVE_MAXIMUM})


class Teller(Value, frozen=True):
    """`promotions` are those that outcomes speak of, by id."""

    language: str
    currency: str
    promotions: Mapping[str, Promotion]

    def tell(self, outcome: Outcome) -> str:
        if outcome.gap is not None and outcome.reason in _GAP_IS_ALL:
            return self._gap(outcome.gap)
        told = self._saving(outcome) if outcome.applied else self._refusal(outcome)
        more = self._more(outcome)
        return _BETWEEN[self.language].join([told, *more]) if more else told

    def _refusal(self, outcome: Outcome) -> str:
        limit = outcome.shortage.limit if outcome.shortage else None
        if outcome.reason is Reason.BUYER_LIMIT_REACHED and limit in _OF_OWN_UNITS:
            return _OWN_UNITS[self.language]
        return self._why_not(outcome)

    def _more(self, outcome: Outcome) -> list[str]:
        """Of the SKUs of a clearance, the first."""
        told = []
        if forfeited := forfeited_minor(outcome):
            lost = money(forfeited, self.currency)
            told.append(_FORFEITED[self.language].format(forfeited=lost))
        if outcome.gap is not None:
            told.append(self._gap(outcome.gap))
        if outcome.shortage is not None and outcome.reason is Reason.TOO_MANY_UNITS:
            left, asked = outcome.shortage.left, outcome.shortage.asked
            told.append(_ALLOWED[self.language].format(left=left, asked=asked))
        if outcome.standings:
            told.append(self._standing(outcome.standings[0]))
        for gift in outcome.gifts:
            if gift.instead_of is not None:
                facts = {"sku": gift.sku, "instead_of": gift.instead_of}
                told.append(_SUBSTITUTES[self.language].format(**facts))
        return told

    def _standing(self, standing: Standing) -> str:
        sentences = _LOWEST if standing.next_at_most is None else _FALLS
        return sentences[self.language, standing.by].format(
            sku=standing.sku, left=standing.left, ahead=standing.next_at_most
        )

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
