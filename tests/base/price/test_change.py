"""Who has to agree to a change, and what it is at an instant."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.base.price.model.change import (
    Judgement,
    PriceChange,
    SelfApproval,
    State,
    Status,
    StatusForbids,
    WindowOver,
    approve,
    cancel,
    judge,
    reject,
    submit,
)
from promenade.base.price.model.terms import Terms, faults
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.prices import change, hour, terms
from tests.support.stamps import NOON, stamp

FREE, BOUND = Judgement(None, ()), Judgement(terms(2_000), ("beyond_limit",))
MARIA, OLGA = stamp("maria"), Stamp("staff:olga", NOON, "c", "olga")
LIMIT = 3_000


@pytest.mark.parametrize(
    ("sale_minor", "needs"),
    [
        (7_000, ()),  # 30 % less is within the limit
        (6_999, ("beyond_limit",)),
        (13_000, ()),
        (13_001, ("beyond_limit",)),
        (10_000, ()),
    ],
)
def test_beyond_the_limit_in_either_direction_a_second_person_agrees(
    sale_minor: int, needs: tuple[str, ...]
) -> None:
    before = terms(10_000, list_minor=13_001)
    assert judge(terms(sale_minor, list_minor=13_001), before, LIMIT).needs == needs


def test_a_list_price_has_the_same_limit() -> None:
    before, asked = terms(1_000, list_minor=1_000), terms(1_000, list_minor=1_301)
    assert judge(asked, before, LIMIT).needs == ("beyond_limit",)


def test_below_cost_a_second_person_agrees_and_a_cost_that_is_left_out_is_the_last_one() -> None:
    dear = terms(10_000, cost_minor=9_000)
    assert judge(terms(8_999, list_minor=10_000), dear, LIMIT).needs == ("below_cost",)
    assert judge(terms(9_000, list_minor=10_000), dear, LIMIT).needs == ()
    assert judge(terms(500, cost_minor=501), None, LIMIT).needs == ("below_cost",)
    assert judge(terms(500), None, LIMIT).needs == ()


def test_margins_are_those_of_the_sale_price() -> None:
    sold = terms(7_500, cost_minor=4_100)
    assert (sold.margin_minor, sold.margin_bp) == (3_400, 4_533)
    loss = terms(300, cost_minor=400)
    assert (loss.margin_minor, loss.margin_bp) == (-100, -3_333)
    assert (terms().margin_minor, terms().margin_bp) == (None, None)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Terms(1_000, 900, floor_minor=900), []),
        (Terms(1_000, 1_001), [("/sale_minor", "above_list")]),
        (Terms(1_000, 900, floor_minor=901), [("/floor_minor", "above_sale")]),
        (Terms(1_000, 499), [("/sale_minor", "below_floor")]),
        (Terms(1_000, 900, market_minor=899), [("/market_minor", "below_sale")]),
    ],
)
def test_floor_sale_and_list_rise_from_one_to_the_next(
    asked: Terms, expected: list[tuple[str, str]]
) -> None:
    assert [(each.pointer, each.code) for each in faults(asked, 500, "CNY")] == expected


def test_what_nobody_has_to_agree_to_is_approved_at_once() -> None:
    submitted = submit(change(), FREE, MARIA)
    assert (submitted.state, submitted.decided_by) == ("approved", None)
    waiting = submit(change(), BOUND, MARIA)
    assert (waiting.state, waiting.needs, waiting.before) == (
        "pending_approval",
        ("beyond_limit",),
        terms(2_000),
    )


@pytest.mark.parametrize("decide", [lambda c, s: approve(c, FREE, s), reject])
def test_who_asks_does_not_decide(decide: Any) -> None:
    waiting = submit(change(), BOUND, MARIA)
    with pytest.raises(SelfApproval):
        decide(waiting, MARIA)
    decided = decide(waiting, OLGA)
    assert (decided.decided_by, decided.decided_at) == ("staff:olga", NOON)
    assert decided.needs == ("beyond_limit",)


def test_a_price_enters_at_its_start_or_when_it_is_approved_later() -> None:
    asked = change(start=hour(5), end=hour(8))
    assert asked.entry(NOON).start == hour(5)
    assert asked.entry(hour(6)).start == hour(6)
    with pytest.raises(WindowOver):
        asked.entry(hour(8))


def test_the_status_of_what_is_approved_is_told_by_the_clock() -> None:
    approved = change(state="approved")
    assert approved.status("coming") is Status.SCHEDULED
    assert approved.status("holding") is Status.ACTIVE
    assert approved.status("over") is Status.SUPERSEDED
    assert change(state="cancelled").status("over") is Status.CANCELLED


STEPS = {
    "submit freely": lambda each: submit(each, FREE, MARIA),
    "submit": lambda each: submit(each, BOUND, MARIA),
    "approve": lambda each: approve(each, FREE, OLGA),
    "approve it oneself": lambda each: approve(each, FREE, MARIA),
    "reject": lambda each: reject(each, OLGA),
    "cancel": lambda each: cancel(each, "holding", MARIA),
    "cancel what is over": lambda each: cancel(each, "over", MARIA),
}
MAY: dict[State, dict[str, State]] = {
    "draft": {
        "submit freely": "approved",
        "submit": "pending_approval",
        "cancel": "cancelled",
        "cancel what is over": "cancelled",
    },
    "pending_approval": {
        "approve": "approved",
        "reject": "cancelled",
        "cancel": "cancelled",
        "cancel what is over": "cancelled",
    },
    "approved": {"cancel": "cancelled"},
    "cancelled": {},
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=6))
def test_a_change_takes_its_steps_in_order_and_no_other(steps: list[str]) -> None:
    held: PriceChange = change()
    for step in steps:
        after = MAY[held.state].get(step)
        if after is None:
            with pytest.raises((StatusForbids, SelfApproval)):
                STEPS[step](held)
        else:
            taken = STEPS[step](held)
            assert taken.state == after
            assert replace(taken, **_decision(held)) == held
            held = taken


def _decision(held: PriceChange) -> dict[str, Any]:
    names = ("state", "needs", "before", "decided_at", "decided_by")
    return {name: getattr(held, name) for name in names}


def test_a_change_is_measured_from_all_that_was_asked_lately() -> None:
    now, first = terms(7_000, list_minor=10_000), terms(10_000, list_minor=10_000)
    asked = terms(6_000, list_minor=10_000)
    assert judge(asked, now, LIMIT).needs == ()
    assert judge(asked, now, LIMIT, [first]).needs == ("beyond_limit",)
