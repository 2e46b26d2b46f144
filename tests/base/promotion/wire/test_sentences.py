from typing import Any

import pytest

from promenade.base.promotion.model import (
    CodeOutcome,
    Gap,
    GrantedGift,
    Measure,
    Outcome,
    Reason,
)
from promenade.base.promotion.model.effects import Remaining, Standing
from promenade.base.promotion.model.shortages import Shortage
from promenade.base.promotion.wire.sentences import LANGUAGES, Teller
from promenade.kit.values import replace
from tests.support.promotions import promotion

PROMOTIONS = {
    "p": replace(promotion("p"), name="满200减30", currency="USD"),
    "q": replace(promotion("q"), name="Member price"),
}


def outcome(reason: Reason, **other: Any) -> Outcome:
    return Outcome(promotion("p"), reason, **other)


def tell(language: str, told: Outcome) -> str:
    return Teller(language, "CNY", PROMOTIONS).tell(told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence_in_every_language(language: str, reason: Reason) -> None:
    sentence = tell(language, outcome(reason, rival="q"))
    assert sentence.endswith("." if language == "en" else "。")
    assert "{" not in sentence


def test_a_saving_is_told_in_money_and_with_what_the_next_step_takes() -> None:
    gap = Gap(Measure.AMOUNT, 5_050, 30_000)
    applied = outcome(Reason.APPLIED, saving_minor=3_000, gap=gap)
    assert tell("en", applied) == "Saves ¥30.00. Add ¥50.50 to reach ¥300.00."
    assert tell("zh", applied) == "已优惠¥30.00。再买¥50.50即满¥300.00。"


def test_below_a_threshold_the_gap_is_the_sentence() -> None:
    below = outcome(Reason.BELOW_THRESHOLD, gap=Gap(Measure.QUANTITY, 2, 3))
    assert tell("en", below) == "Add 2 more to reach 3 items."
    assert tell("zh", below) == "再买2件即满3件。"


def test_who_has_too_many_units_hears_how_many_may_be() -> None:
    many = outcome(Reason.TOO_MANY_UNITS, shortage=Shortage("units_per_buyer", 2, 3))
    told = "The cart has more units than you may have of it. 2 are left to you, the cart has 3."
    assert tell("en", many) == told
    assert tell("zh", many) == "购物车中的件数超过限购数量。还可购2件，购物车中有3件。"


def test_who_lost_hears_to_whom() -> None:
    assert tell("en", outcome(Reason.LOST_TO, rival="q")) == "“Member price” saves more."
    assert tell("zh", outcome(Reason.LOST_TO, rival="q")) == "“Member price”更优惠。"


def test_who_is_for_other_carts_says_for_which() -> None:
    assert tell("en", outcome(Reason.OTHER_CURRENCY)) == "It is for carts in USD."
    assert tell("zh", outcome(Reason.OTHER_CURRENCY)) == "仅限以USD结算的订单。"
    code = CodeOutcome("TEN", False, Reason.OTHER_CURRENCY, "p")
    assert Teller("en", "CNY", PROMOTIONS).tell_code(code) == "It is for carts in USD."


def test_a_gift_is_no_saving_of_nothing() -> None:
    gift = outcome(Reason.APPLIED, gifts=(GrantedGift("MUG", 1, 0),))
    assert tell("en", gift) == "Comes with a gift."
    assert tell("zh", gift) == "另送赠品。"


def test_a_substitute_says_for_what_it_stands_in() -> None:
    gift = outcome(Reason.APPLIED, gifts=(GrantedGift("CUP", 1, 0, (), "MUG"),))
    assert tell("en", gift) == "Comes with a gift. The gift is CUP, for MUG is out of stock."
    assert tell("zh", gift) == "另送赠品。赠品MUG缺货，改送CUP。"


@pytest.mark.parametrize(
    ("standing", "english", "chinese"),
    [
        (
            Standing("TEA", Remaining.STOCK, 18, 50, 10),
            "Saves ¥3.00. 18 of TEA are left: the price falls at 10.",
            "已优惠¥3.00。TEA剩余18件，剩10件时降价。",
        ),
        (
            Standing("TEA", Remaining.STOCK, 3, 10, None),
            "Saves ¥3.00. 3 of TEA are left: the price falls no further.",
            "已优惠¥3.00。TEA剩余3件，已是最低档。",
        ),
        (
            Standing("TEA", Remaining.DAYS, 6, 7, 3),
            "Saves ¥3.00. TEA has 6 days left: the price falls at 3.",
            "已优惠¥3.00。TEA距到期6天，剩3天时降价。",
        ),
        (
            Standing("TEA", Remaining.DAYS, 2, 3, None),
            "Saves ¥3.00. TEA has 2 days left: the price falls no further.",
            "已优惠¥3.00。TEA距到期2天，已是最低档。",
        ),
    ],
)
def test_a_clearance_says_how_far_the_next_step_is(
    standing: Standing, english: str, chinese: str
) -> None:
    applied = outcome(Reason.APPLIED, saving_minor=300, standings=(standing,))
    assert (tell("en", applied), tell("zh", applied)) == (english, chinese)


def test_who_stands_on_no_step_says_when_the_price_falls() -> None:
    later = outcome(Reason.NOT_DUE, standings=(Standing("TEA", Remaining.STOCK, 60, None, 50),))
    assert tell("en", later) == (
        "The price has not started to fall. 60 of TEA are left: the price falls at 50."
    )


def test_whose_units_serve_another_hears_whom() -> None:
    taken = outcome(Reason.UNITS_TAKEN, rival="q")
    assert tell("en", taken) == "Its items count for “Member price” already."
    assert tell("zh", taken) == "相关商品已用于“Member price”。"


def test_a_code_says_what_it_unlocks_or_why_not() -> None:
    accepted = CodeOutcome("TEN", True, Reason.APPLIED, "p")
    assert Teller("zh", "CNY", PROMOTIONS).tell_code(accepted) == "已使用“满200减30”。"
    lost = CodeOutcome("TEN", False, Reason.LOST_TO, "p", "q")
    assert Teller("en", "CNY", PROMOTIONS).tell_code(lost) == "“Member price” saves more."
    unknown = CodeOutcome("X", False, Reason.COUPON_UNKNOWN, None)
    assert Teller("en", "CNY", PROMOTIONS).tell_code(unknown) == "This code is not valid."
