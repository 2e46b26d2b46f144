"""Many at once place, pay, cancel and end the same orders, on a DynamoDB that takes writes in
parallel."""

from collections import Counter
from typing import Any

from infra.local.stack import Stack
from tests.support.contend_due import ORDERS as DUE
from tests.support.contend_one_coupon import ROUNDS
from tests.support.contend_orders import ORDERS, TOTAL, UNITS
from tests.support.crowd import crowd

CALLERS = 5


def look(stack: Stack) -> Any:
    (told,) = crowd(stack, "tests.support.contend_orders", 1, 0)
    return told


def test_units_uses_and_money_are_where_the_orders_say(stack: Stack) -> None:
    look(stack)
    told = crowd(stack, "tests.support.contend_orders", CALLERS, ORDERS)
    found = look(stack)
    by_stage: Counter[str] = Counter()
    orders: Counter[str] = Counter()
    for _, stage, units, *_ in found["orders"]:
        by_stage[stage] += units
        orders[stage] += 1
    assert set(orders) <= {"pending_payment", "paid", "cancelled"}
    assert found["stock"] == [UNITS - by_stage["paid"], by_stage["pending_payment"]]
    held, spent = orders["pending_payment"], orders["paid"]
    assert found["promotion"] == [TOTAL - held - spent, held, spent]
    taken = {(number, transaction) for each in told for number, transaction in each}
    kept = {(number, kept) for number, _, _, kept, *_ in found["orders"] if kept}
    owed = [(number, each) for number, *_, payouts, _ in found["orders"] for each in payouts]
    assert len(owed) == len(set(owed))
    assert not kept & set(owed)
    assert kept | set(owed) == taken
    shared = [transaction for _, transaction in taken if transaction.startswith("T-shared")]
    assert 0 < len(shared) == len(set(shared)) <= ORDERS // 4
    holders = [
        (f"order_rush-{number}", {"pending_payment": "locked", "paid": "used"}[stage])
        for number, stage, *_, has_coupon in found["orders"]
        if has_coupon and stage != "cancelled"
    ]
    state, holder = found["coupon"]
    assert holders == ([(holder, state)] if state != "unused" else [])


def test_of_five_orders_at_once_one_gets_the_coupon(stack: Stack) -> None:
    module = "tests.support.contend_one_coupon"
    (before,) = crowd(stack, module, 1, 0)
    assert before == [ROUNDS, 0]
    told = crowd(stack, module, CALLERS, ROUNDS)
    for outcomes in zip(*told, strict=True):
        assert sorted(outcomes) == ["coupon_unavailable"] * (CALLERS - 1) + ["placed"]
    assert crowd(stack, module, 1, 0) == [[0, ROUNDS]]


def test_paying_and_ending_an_order_at_one_instant_is_one_of_both(stack: Stack) -> None:
    module = "tests.support.contend_due"
    (before,) = crowd(stack, module, 1, 0)
    assert before["stock"] == [DUE, DUE]
    assert before["orders"] == [["pending_payment", None, [], "locked"]] * DUE
    crowd(stack, module, 4, DUE)
    (found,) = crowd(stack, module, 1, 0)
    for number, told in enumerate(found["orders"]):
        transaction = f"T-{number}"
        paid = ["paid", transaction, [], "used"]
        assert told in (paid, ["cancelled", None, [transaction], "free"])
    paid_count = sum(told[0] == "paid" for told in found["orders"])
    assert found["stock"] == [DUE - paid_count, 0]
