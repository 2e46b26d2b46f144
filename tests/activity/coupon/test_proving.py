"""What is wrong with a template's coupons, and what is only on its way."""

from typing import Any

import pytest

from promenade.activity.coupon.model.funnel import Funnel
from promenade.activity.coupon.model.proving import (
    Counts,
    CouponFault,
    Look,
    Outstanding,
    Proof,
    Tally,
    prove,
    tallied,
)
from promenade.activity.coupon.model.terms import Code, Issue
from promenade.contracts.coupons import CouponSaving
from promenade.kit.values import replace
from tests.support.coupons import active, held
from tests.support.stamps import NOON

SAVED = CouponSaving(2_000, 500, 1_500)
TALLY = Tally(unused=4, locked=1, used=3, expired=1, void=1, uses=3, saved_minor=6_000)
FUNNEL = Funnel(
    reserved=0, given=10, used=4, returned=1, voided=1, saving=CouponSaving(6_000, 0, 6_000)
)
NOTHING = Outstanding()
COUNTS = Counts(taken=10, overfull={}, reserved=0, funnel=FUNNEL)


def look(tally: Tally = TALLY, outstanding: Outstanding = NOTHING, **other: Any) -> Look:
    of_template = {name: other.pop(name) for name in ("total", "take") if name in other}
    counts = replace(COUNTS, **other)
    return Look(active(**of_template), counts, counts, tally, outstanding)


def proven(seen: Look, known: Proof | None = None) -> Proof:
    return prove(seen, known, NOON)


def test_what_adds_up_is_proven() -> None:
    found = proven(look())
    assert (found.issued, found.unowned, found.faults, found.drifts) == (10, 0, (), {})
    codes = look(outstanding=Outstanding(unowned=30, owned=10), take=Code(), taken=0, reserved=40)
    found = proven(codes)
    assert (found.issued, found.unowned, found.faults) == (40, 30, ())
    assert found.issued == found.unowned + found.tally.given


@pytest.mark.parametrize(
    ("seen", "fault"),
    [
        (look(total=9), CouponFault("total", 9, 10)),
        (look(overfull={"template_1#0": 2}), CouponFault("shard", 0, 2, "template_1#0")),
        (look(replace(TALLY, unused=5)), CouponFault("listed", 10, 11)),
        (look(replace(TALLY, unused=3)), CouponFault("listed", 10, 9)),
        (look(replace(TALLY, unused=3, missing=("C-7",))), CouponFault("missing", 0, 1, "C-7")),
        (look(taken=9), CouponFault("taken", 9, 10)),
    ],
)
def test_what_nothing_on_its_way_explains_is_told_at_once(seen: Look, fault: CouponFault) -> None:
    assert fault in proven(seen).faults


def test_pieces_that_were_taken_a_while_ago_are_in_wallets() -> None:
    assert proven(look(taken=12)).faults == ()
    known = proven(look(taken=12))
    assert proven(look(taken=12), known).faults == (CouponFault("taken", 12, 10),)


@pytest.mark.parametrize(
    ("funnel", "fault"),
    [
        ({"used": 5}, CouponFault("used", 3, 4)),
        ({"voided": 0}, CouponFault("voided", 1, 0)),
        ({"saving": SAVED}, CouponFault("saved", 6_000, 2_000)),
    ],
)
def test_a_difference_is_believed_when_it_is_the_same_again(
    funnel: dict[str, Any], fault: CouponFault
) -> None:
    late = look(funnel=replace(FUNNEL, **funnel))
    first = proven(late)
    assert (first.faults, list(first.drifts)) == ((), [fault.kind])
    assert proven(late, first).faults == (fault,)
    assert proven(look(), first).faults == ()
    assert proven(late, proven(look())).faults == ()


def test_what_batches_and_issues_promise_is_reserved() -> None:
    seen = look(outstanding=Outstanding(31, 10), take=Issue(), taken=0, reserved=40, total=100)
    first = proven(seen)
    assert proven(seen, first).faults == (CouponFault("reserved", 41, 40),)


def test_coupons_are_told_apart_by_what_they_are_now() -> None:
    used = held("used", "order_1", used_at=NOON, saving=SAVED)
    void = held("void", "order_2", used_at=NOON, saving=SAVED)
    over = held(ends_at=NOON)
    found = tallied(iter([held(), held("locked", "order_3"), used, void, over, "C-9"]), NOON)
    assert found == Tally(1, 1, 1, 1, 1, uses=2, saved_minor=4_000, missing=("C-9",))
    assert found.given == 5
