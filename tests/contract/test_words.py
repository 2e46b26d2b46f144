"""Codes that sentences name are told in words."""

import ast
import re
from typing import Any, get_args

import pytest

from promenade.activity.coupon.model.coupon import CouponStatus
from promenade.activity.coupon.model.template import TemplateStatus
from promenade.base.price.model.change import Need
from promenade.base.price.model.change import Status as PriceStatus
from promenade.base.price.model.job import State as JobState
from promenade.base.promotion.model.managed import Status as AnyStatus
from promenade.base.promotion.model.simulation import State as SimulationState
from promenade.base.stock.model import ReservationState
from promenade.contracts.orders import Kind as OrderKind
from promenade.contracts.orders import State as OrderState
from promenade.contracts.reviews import ReviewState
from promenade.customer.order.model.shop_order import Stage
from promenade.kit.dynamo_claims import ClaimState
from promenade.kit.messages import LANGUAGES, say
from promenade.kit.messages.words import CODED, worded
from promenade.kit.messages.zh import SENTENCES
from tests.support.sentences import (
    CHINESE,
    SOURCE,
    bare_value,
    constants,
    name_called,
    refusals,
    tree_of,
    values_in,
)

CODES: list[Any] = [AnyStatus, JobState, TemplateStatus, CouponStatus, PriceStatus, Need]
CODES += [Stage, OrderState, OrderKind, ReservationState, ClaimState, SimulationState, ReviewState]

REQUIRING = re.compile("^_?(require|require_reviewed|require_another|pending|forbidden)$")


@pytest.mark.parametrize("codes", CODES, ids=str)
def test_a_code_that_a_sentence_names_has_words_in_both_languages(codes: Any) -> None:
    for code in map(str, get_args(codes) or codes):
        english, chinese = (worded(code, language) for language in LANGUAGES)
        assert not re.search("[_A-Z]", english)
        assert CHINESE.match(chinese), code


def test_an_action_that_a_status_forbids_has_words_in_both_languages() -> None:
    actions = {
        str(call.args[-1].value)
        for path in SOURCE.rglob("*.py")
        for call in ast.walk(tree_of(path))
        if "customer" not in path.parts and isinstance(call, ast.Call)
        if REQUIRING.search(name_called(call))
        if call.args and isinstance(call.args[-1], ast.Constant)
    }
    assert actions >= {"activate", "publish", "schedule", "grant"}
    for action in actions:
        assert worded(action) != action
        assert CHINESE.match(worded(action, "zh")), action


def test_codes_among_facts_are_told_in_words() -> None:
    facts = {"state": "pending_payment", "needs": "beyond_limit,below_cost", "reason": "unknown"}
    assert say("{state} {needs} {reason}", facts, "en") == (
        "waiting for payment the change is larger than one person may make, it is below cost "
        "there is no such coupon in the wallet"
    )
    assert say("{state}", facts, "zh") == "待付款"
    assert say("{expected}", {"expected": "committed or returned"}, "zh") == "已确认或已退回"
    assert say("{expected}", {"expected": 3}, "zh") == "3"


def test_no_sentence_shows_a_code() -> None:
    """What is shown in words is told by facts of these names, in English by `worded`."""
    raw = [
        f"{path}:{call.lineno} {ast.unparse(each)}"
        for path in sorted(SOURCE.rglob("*.py"))
        for call, _, sentence in refusals(path)
        for each in values_in(sentence)
        for shown in [ast.unparse(bare_value(each)).rpartition(".")[2]]
        if shown in CODED | {"status"} and "worded" not in ast.unparse(each)
    ]
    assert raw == []


def test_what_a_sum_is_of_is_told_in_both_languages() -> None:
    found = {
        str(node.value)
        for path in (SOURCE / "customer/order").rglob("*.py")
        for node in constants(path)
        if isinstance(node.value, str) and re.match(r"(the sum of|quantity times) ", node.value)
    }
    assert len(found) > 5
    assert sorted(found - SENTENCES.keys()) == []
