"""What is held, sold and used for an order is held against what it says."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from promenade.activity.coupon.reader import DynamoKeptCoupons
from promenade.activity.coupon.store.records import CouponRecord, coupon_key
from promenade.base.promotion.reader import DynamoKeptUses
from promenade.base.promotion.store.records import LimitRecord
from promenade.base.stock.reader import DynamoKeptUnits
from promenade.base.stock.store.records import StockRecord
from promenade.contracts.orders import Refund, RefundLine
from promenade.contracts.stock import Kept
from promenade.customer.order.model import paying
from promenade.customer.order.model.paying import Money
from promenade.customer.order.model.proving import OrderFault, OrderFaults, faults
from promenade.customer.order.model.refunding import RefundOrder
from promenade.customer.order.model.shop_order import Adjustment, ShopOrder
from promenade.customer.order.service import desk
from promenade.customer.order.service.ending import cancel, get
from promenade.customer.order.service.proving import Books, prove, told
from promenade.customer.order.service.refunding import refund
from promenade.customer.order.store.proofs import DynamoOrderProofs
from promenade.kit import dynamo
from promenade.kit.dynamo import Write
from promenade.kit.values import replace
from tests.support import lives
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.fakes.order import FakeQueue
from tests.support.lives import Life
from tests.support.ordering import at
from tests.support.stamps import NOON

pytestmark = pytest.mark.usefixtures("stores")
SECOND = Money("T-2", "wechat-pay", 7, "CNY", NOON)
proofs = DynamoOrderProofs()


@pytest.fixture
def life(stores: None) -> Life:
    lives.open_lives()
    lived = Life("proven")
    lived.run()
    lived.place("E", 1)
    return lived


def books(life: Life) -> Books:
    return Books(life.desk.orders, DynamoKeptUnits(), DynamoKeptUses(), DynamoKeptCoupons())


def found(life: Life, letter: str) -> tuple[OrderFault, ...]:
    faults = prove(life.number(letter), books(life), proofs)
    return faults.found if faults else ()


def test_orders_of_every_stage_are_proven_by_five_reads_and_no_write(life: Life) -> None:
    before = dump()
    with capacity() as used:
        assert [found(life, letter) for letter in "ABCDE"] == [()] * 5
    assert used.calls == {"GetItem": 15, "BatchGetItem": 15}
    assert dump() == before


def spoil(kind: Any, pk: str, sk: str, **values: Any) -> None:
    actions = [getattr(kind, name).set(value) for name, value in values.items()]
    dynamo.apply(Write("Update", kind(pk, sk), None, actions))


SPOILT: Mapping[str, tuple[str, dict[str, Any], OrderFault]] = {
    "units held for a paid order": (
        "A",
        {"state": "held"},
        OrderFault("units_state", "MUG-proven", "committed", "held"),
    ),
    "units held for a cancelled order": (
        "B",
        {"state": "held"},
        OrderFault("units_state", "MUG-proven", "expired or released or returned", "held"),
    ),
    "units sold for an unpaid order": (
        "E",
        {"state": "committed"},
        OrderFault("units_state", "MUG-proven", "held", "committed"),
    ),
    "too many units": ("E", {"amount": 9}, OrderFault("unit_count", "MUG-proven", "1", "9")),
}


@pytest.mark.parametrize("name", SPOILT)
def test_units_that_are_not_as_the_order_says_are_found(life: Life, name: str) -> None:
    letter, values, fault = SPOILT[name]
    spoil(StockRecord, f"RESERVATION#{life.number(letter)}", life.sku, **values)
    assert found(life, letter) == (fault,)


def test_a_use_that_is_gone_or_in_another_state_is_found(life: Life) -> None:
    spoil(LimitRecord, f"CLAIM#{life.number('A')}", f"USE#{lives.PROMOTION}", state="released")
    fault = OrderFault("use_state", lives.PROMOTION, "committed", "released")
    assert found(life, "A") == (fault,)
    dynamo.drop(LimitRecord, [(f"CLAIM#{life.number('E')}", f"USE#{lives.PROMOTION}")])
    assert found(life, "E") == (OrderFault("use_state", lives.PROMOTION, "held"),)


def test_another_saving_than_the_budget_gave_is_found(life: Life) -> None:
    key = (f"CLAIM#{life.number('E')}", f"USE#{lives.PROMOTION}")
    record = dynamo.find(LimitRecord, *key)
    assert record is not None
    body = (record.body or "").replace('budget":100', 'budget":99')
    spoil(LimitRecord, *key, body=body)
    assert found(life, "E") == (OrderFault("saving", lives.PROMOTION, "100", "99", "CNY"),)


def test_a_fault_is_told_once_and_listed_until_it_is_put_right(life: Life) -> None:
    key = (f"RESERVATION#{life.number('E')}", life.sku)
    spoil(StockRecord, *key, amount=2)
    faults = prove(life.number("E"), books(life), proofs)
    assert faults is not None
    number = life.number("E")
    assert told(faults).detail == (
        f"{number} is pending_payment: unit_count of MUG-proven should be 1 and is 2."
    )
    before = dump()
    assert found(life, "E") == ()
    assert dump() == before
    assert proofs.list_faults(9) == [OrderFaults(number, "pending_payment", faults.found)]
    spoil(StockRecord, *key, amount=1)
    assert found(life, "E") == ()
    assert proofs.list_faults(9) == []


def test_what_was_refunded_before_it_was_sent_is_no_fault_before_and_after_the_end(
    life: Life,
) -> None:
    part = RefundOrder("refund_1", {1: 1}, 0, "Broken", "staff:sven")
    refund(life.number("A"), part, at(NOON, "refund 1"), life.desk, FakeQueue())
    assert get(life.number("A"), life.desk).order.held == {life.sku: 1}
    assert found(life, "A") == ()
    key = (f"RESERVATION#{life.number('A')}", life.sku)
    spoil(StockRecord, *key, returned=0)
    assert found(life, "A") == (OrderFault("unit_count", life.sku, "1", "2"),)
    spoil(StockRecord, *key, returned=1)
    cancel(life.number("A"), "staff", at(NOON, "cancel A"), life.desk)
    assert found(life, "A") == ()
    assert proofs.list_faults(9) == []
    spoil(StockRecord, *key, returned=1)
    assert found(life, "A") == (OrderFault("unit_count", life.sku, "0", "1"),)


class Racing(DynamoKeptUnits):
    """The order goes on while its units are looked at, and they are spoilt."""

    def __init__(self, life: Life, times: int) -> None:
        self._life, self._times = life, times

    def kept(self, holder: str, places: Iterable[str]) -> Mapping[str, Kept]:
        if not self._times:
            return super().kept(holder, places)
        self._times -= 1
        off = Adjustment(
            id=f"{self._times}", off_minor=1, reason="Because", by="staff:maria", adjusted_at=NOON
        )
        desk.adjust(holder, off, at(NOON, f"adjust {self._times}"), self._life.desk)
        return {}


@pytest.mark.parametrize("times", [1, 2, 9])
def test_an_order_that_goes_on_meanwhile_has_no_fault(life: Life, times: int) -> None:
    raced = Books(life.desk.orders, Racing(life, times), DynamoKeptUses(), DynamoKeptCoupons())
    assert prove(life.number("E"), raced, proofs) is None


def test_what_is_no_order_of_ours_has_no_fault(life: Life) -> None:
    before = dump()
    assert prove("order_of_nobody", books(life), proofs) is None
    assert dump() == before


COUPONS: Mapping[str, tuple[str, dict[str, Any], str, str]] = {
    "used before its order is paid": ("E", {"state": "used"}, "locked", "used"),
    "free while its order waits": ("E", {"state": "unused"}, "locked", "free"),
    "with another order": ("E", {"holder": "order_other"}, "locked", "free"),
    "locked by a paid order": ("A", {"state": "locked"}, "used or void", "locked"),
    "free beside a paid order": ("A", {"state": "unused"}, "used or void", "free"),
    "locked by a cancelled order": ("B", {"state": "locked"}, "free or void", "locked"),
    "used by an order that ended unpaid": ("C", {"state": "used"}, "free or void", "used"),
    "locked by an order that was paid back": (
        "D",
        {"state": "locked", "holder": "order_proven_D"},
        "free or used or void",
        "locked",
    ),
}


def spoil_coupon(life: Life, letter: str, **values: Any) -> None:
    spoil(CouponRecord, *coupon_key(life.customer, life.coupon(letter)), **values)


@pytest.mark.parametrize("name", COUPONS)
def test_a_coupon_that_is_not_as_the_order_says_is_found(life: Life, name: str) -> None:
    letter, values, expected, state = COUPONS[name]
    spoil_coupon(life, letter, **values)
    assert found(life, letter) == (
        OrderFault("coupon_state", life.coupon(letter), expected, state),
    )


def test_a_coupon_that_is_gone_is_found(life: Life) -> None:
    dynamo.drop(CouponRecord, [coupon_key(life.customer, life.coupon("E"))])
    assert found(life, "E") == (OrderFault("coupon_state", life.coupon("E"), "locked"),)


OWN: list[tuple[str, dict[str, Any]]] = [
    ("A", {"state": "void"}),
    ("B", {"state": "void"}),
    ("B", {"state": "used", "holder": "order_other"}),
    ("D", {"state": "used", "holder": "order_proven_D"}),
]


@pytest.mark.parametrize(("letter", "values"), OWN)
def test_what_becomes_of_a_coupon_elsewhere_is_no_fault(
    life: Life, letter: str, values: dict[str, Any]
) -> None:
    """Staff take it away, the buyer uses it again, its template does not bring it back."""
    spoil_coupon(life, letter, **values)
    assert found(life, letter) == ()


def test_a_coupon_comes_back_with_all_the_money_of_an_order_that_was_sent(life: Life) -> None:
    order = get(life.number("A"), life.desk).order
    for refunded, is_back in ((order.paid_minor - 1, False), (order.paid_minor, True)):
        units = (RefundLine(line=1, quantity=2, amount_minor=refunded),)
        refund = Refund(id="R-1", refunded_at=NOON, amount_minor=refunded, lines=units)
        sent = replace(order, stage="shipped", refunds=(refund,))
        after = paying.paid_back(sent, refund, NOON)
        kept = {where: Kept("committed", count) for where, count in order.held.items()}
        uses = DynamoKeptUses().kept(order.number, order.used)
        told_of = faults(after, kept, uses, {life.coupon("A"): "free"})
        assert (told_of == ()) is is_back


def money_faults(order: ShopOrder) -> list[OrderFault]:
    return [each for each in faults(order, {}, {}, {}) if each.kind == "money_back"]


def test_what_was_refunded_and_what_nobody_was_owed_goes_back_to_the_cent(life: Life) -> None:
    order = paying.pay(get(life.number("A"), life.desk).order, SECOND, NOON)
    cancelled = paying.cancel(order, "staff", NOON)
    assert money_faults(order) == money_faults(cancelled) == []
    second, rest = cancelled.payouts
    assert money_faults(replace(cancelled, payouts=(second,))) == [
        OrderFault("money_back", rest.transaction, str(rest.amount_minor), "0", "CNY")
    ]
    assert money_faults(replace(order, payouts=(second, second))) == [
        OrderFault("money_back", "T-2", "7", "14", "CNY")
    ]
