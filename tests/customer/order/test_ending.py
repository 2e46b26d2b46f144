"""Orders with all they hold, in whatever order things happen, and wherever they break off."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.base.stock.store import DynamoStockStore
from promenade.contracts.coupons import CouponUnavailable
from promenade.contracts.stock import OutOfStock
from promenade.customer.order.model.order import OrderRegressed
from promenade.customer.order.model.paying import TransactionTaken
from promenade.customer.order.model.refunding import RefundOrder
from promenade.customer.order.model.shop_order import CancelReason, ShopOrder, StageForbids
from promenade.customer.order.service import desk, ending, placing, refunding, waking
from promenade.customer.order.service.ports import AlreadyPlaced, Counter
from promenade.customer.order.store import DynamoOrderStore
from promenade.kit import dynamo
from promenade.kit.errors import Conflict, NotFound, Unavailable
from promenade.kit.holds import Refused
from promenade.kit.values import replace
from tests.support import ordering
from tests.support.coupons import active, give
from tests.support.ordering import FakeGateway, at, counter, desk_of, money, place, receive
from tests.support.orders import order, sale
from tests.support.orders import stamp as of_source
from tests.support.stamps import NOON

pytestmark = pytest.mark.usefixtures("stores")
DUE = NOON + timedelta(minutes=15)
UNITS = 5
SHARED = 3
"""The transaction that is told of for all orders."""
numbers = count()
coupons = DynamoCouponStore(lambda customer: customer)


def levels(sku: str = ordering.SKU) -> tuple[int, int]:
    """On hand and reserved."""
    found = DynamoStockStore().find(sku)
    assert found is not None
    return found.value.on_hand_count, found.value.reserved_count


def give_coupon(template_id: str) -> str:
    """To the buyer; its id."""
    template = active(template_id)
    DynamoTemplateStore().add(template, at(NOON, template_id))
    return give(coupons, template, ordering.BUYER.id, template_id).coupon.id


class Run:
    """Three orders over five units and one coupon; what each holds or has follows from its
    stage."""

    def __init__(self) -> None:
        self.where, self.gateway, self.now = counter(), FakeGateway(), NOON
        self.sku = f"MUG-{next(numbers)}"
        self.paid: dict[str, dict[str, int]] = {}
        self.told: dict[tuple[str, int], int] = {}
        self.coupon = give_coupon(f"template_{self.sku}")
        receive(UNITS, self.sku)

    def stamp(self) -> Any:
        return at(self.now, f"request {next(numbers)}")

    def order(self, name: str) -> Any:
        stored = self.where.orders.find(f"order_{self.sku}_{name}")
        return stored.order if stored else None

    def place(self, name: str, qty: int) -> None:
        number = f"order_{self.sku}_{name}"
        free = UNITS - sum(self.taken())
        is_new, is_taken = self.order(name) is None, bool(self.holders())
        presented = (self.coupon,) if qty % 2 else ()
        asked = ordering.command(number, qty, sku=self.sku, coupons=presented)
        try:
            placing.place(asked, at(self.now, f"place {name} {qty}"), self.where)
        except (OutOfStock, CouponUnavailable, Refused) as error:
            refused = {each.code for each in error.refusals or (error,)}
            assert is_new
            assert ("out_of_stock" in refused) == (qty > free)
            assert ("coupon_unavailable" in refused) == (is_taken and bool(presented))
        except AlreadyPlaced:
            assert not is_new

    def pay(self, name: str, number: int) -> None:
        order = self.order(name)
        if order is None:
            return
        of = self.sku if number == SHARED else order.number
        paid = money(order, f"{of} {number}", amount_minor=self.amount(order, number))
        others = set().union(*(told for each, told in self.paid.items() if each != name))
        try:
            ending.pay(order.number, paid, self.stamp(), desk_of(self.where))
        except TransactionTaken:
            assert paid.transaction in others
        else:
            assert paid.transaction not in others
            self.paid.setdefault(name, {})[paid.transaction] = paid.amount_minor

    def amount(self, order: ShopOrder, number: int) -> int:
        """What a transaction is first told with; an odd one was opened before an adjustment."""
        off_minor = sum(each.off_minor for each in order.adjustments) if number % 2 else 0
        return self.told.setdefault((order.number, number), order.payable_minor + off_minor)

    def adjust(self, name: str, number: int) -> None:
        off = ordering.taken_off(number)
        with suppress(Conflict, NotFound):
            desk.adjust(f"order_{self.sku}_{name}", off, self.stamp(), desk_of(self.where))

    def cancel(self, name: str, number: int) -> None:
        order = self.order(name)
        if order is None:
            return
        reason: CancelReason = "risk" if number % 2 else "user"
        try:
            ending.cancel(order.number, reason, self.stamp(), desk_of(self.where))
        except StageForbids:
            assert order.stage == "cancelled" or (order.stage, reason) == ("paid", "user")

    def wake(self, name: str, number: int) -> None:
        self.now += timedelta(minutes=6 * number)
        number_ = f"order_{self.sku}_{name}"
        waking.wake(number_, self.stamp(), desk_of(self.where), self.gateway)

    def taken(self) -> tuple[int, int]:
        """Held and sold."""
        orders = [each for each in map(self.order, "ABC") if each]
        held = sum(each.held[self.sku] for each in orders if each.stage == "pending_payment")
        sold = sum(each.held[self.sku] for each in orders if each.stage == "paid")
        return held, sold

    def holders(self) -> list[tuple[str, str]]:
        """Orders that keep the coupon or have used it, with what it is then."""
        states = {"pending_payment": "locked", "paid": "used"}
        return [
            (each.number, states[each.stage])
            for each in map(self.order, "ABC")
            if each and each.kept_coupons and each.stage in states
        ]

    def check(self) -> None:
        held, sold = self.taken()
        assert levels(self.sku) == (UNITS - sold, held)
        coupon = coupons.find_many(ordering.BUYER.id, [self.coupon])[self.coupon]
        is_kept = coupon.state != "unused"
        assert self.holders() == ([(coupon.holder, coupon.state)] if is_kept else [])
        for name, transactions in self.paid.items():
            order = self.order(name)
            is_kept = order.payment and not order.refunds
            kept = {order.payment.transaction: order.payable_minor} if is_kept else {}
            owed = {each.transaction: each.amount_minor for each in order.payouts}
            assert kept | owed == transactions
            assert len(kept) + len(order.payouts) == len(transactions)


NAMES = st.sampled_from("ABC")
ACTS = st.sampled_from(["place", "pay", "adjust", "cancel", "wake"])
STEPS = st.lists(st.tuples(ACTS, NAMES, st.integers(1, 3)), max_size=12)


@settings(max_examples=25)
@given(steps=STEPS)
def test_units_are_where_the_orders_stages_say_and_money_is_kept_or_owed(
    steps: list[tuple[str, str, int]],
) -> None:
    run = Run()
    for step, name, number in steps:
        getattr(run, step)(name, number)
        run.check()
    for name in "ABC":
        run.wake(name, 0)
    assert {each.transaction for each in run.gateway.payouts.values()} == {
        payout.transaction for order in map(run.order, "ABC") if order for payout in order.payouts
    }


class Broken:
    """The writing of a transaction fails before or after its effect, at its turn."""

    def __init__(self, turn: int, *, after: bool) -> None:
        self.turn, self.after = turn, after
        self.write = dynamo.transact_once

    def __call__(self, writes: Any) -> None:
        self.turn -= 1
        if self.turn == 0 and not self.after:
            raise Unavailable("Broken off.")
        self.write(writes)
        if self.turn == 0:
            raise Unavailable("Broken off.")


def insist(step: Callable[[], Any]) -> None:
    """As callers, queues and gateways do."""
    for _ in range(3):
        try:
            step()
        except Unavailable:
            continue
        return


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("turn", [1, 2, 3, 4, 5])
def test_whatever_breaks_off_goes_on_and_counts_once(
    monkeypatch: pytest.MonkeyPatch, turn: int, after: bool
) -> None:
    receive(UNITS)
    where, gateway = counter(), FakeGateway()
    desk = desk_of(where)
    monkeypatch.setattr(dynamo, "transact_once", Broken(turn, after=after))
    insist(lambda: place(where, "order_1", 2))
    order = found(where, "order_1")
    insist(lambda: ending.pay("order_1", money(order), at(NOON, "pay"), desk))
    insist(lambda: place(where, "order_2", 1))
    insist(lambda: wake("order_2", DUE, where, gateway))
    insist(lambda: ending.pay("order_2", money(order, "T-2"), at(DUE, "late"), desk))
    insist(lambda: wake("order_2", DUE, where, gateway))
    assert levels() == (UNITS - 2, 0)
    assert [each.transaction for each in gateway.payouts.values()] == ["T-2"]
    assert found(where, "order_2").payouts[0].sent_at == DUE


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_refund_that_breaks_off_is_made_and_paid_back_once(
    monkeypatch: pytest.MonkeyPatch, turn: int, after: bool
) -> None:
    receive(UNITS)
    where, gateway = counter(), FakeGateway()
    desk, silent = desk_of(where), Silent()
    order = place(where, "order_1", 3)
    ending.pay("order_1", money(order), at(NOON, "pay"), desk)
    monkeypatch.setattr(dynamo, "transact_once", Broken(turn, after=after))
    asked = RefundOrder("refund_1", {1: 1}, 0, "Broken", "staff:sven")
    call = replace(at(NOON, "refund"), request="request_refund")
    for _ in range(2):
        insist(lambda: refunding.refund("order_1", asked, call, desk, silent))
        insist(lambda: wake("order_1", NOON, where, gateway))
    assert levels() == (UNITS - 2, 0)
    (payout,) = found(where, "order_1").payouts
    assert (payout.amount_minor, payout.sent_at) == (1_000, NOON)
    assert set(gateway.payouts) == {payout.id}


class Silent:
    """A queue that nobody reads."""

    def send(self, bodies: Sequence[bytes]) -> None:
        pass


def found(where: Counter, number: str) -> ShopOrder:
    return ending.get(number, desk_of(where)).order


def wake(number: str, now: datetime, where: Counter, gateway: FakeGateway) -> None:
    waking.wake(number, at(now, f"wake {number} {next(numbers)}"), desk_of(where), gateway)


def test_an_order_whose_holds_somebody_gave_up_ends_and_its_money_goes_back() -> None:
    receive(UNITS)
    where = counter()
    order = place(where, "order_1", 2)
    given_up = where.holds.stock.release("order_1", {ordering.SKU: 2}, at(NOON, "other"))
    dynamo.transact([write for part in given_up for write in part.writes])
    assert levels() == (UNITS, 0)
    paid = ending.pay("order_1", money(order), at(NOON, "pay"), desk_of(where))
    assert (paid.stage, len(paid.payouts)) == ("cancelled", 1)


def test_a_coupon_that_somebody_took_away_ends_its_order_and_its_money_goes_back() -> None:
    receive(UNITS)
    where, mine = counter(), give_coupon("template_gone")
    asked = ordering.command("order_1", 2, coupons=(mine,))
    order = placing.place(asked, at(NOON, "place"), where)
    stolen = where.holds.coupons.release("order_1", ordering.BUYER.id, [mine], at(NOON, "other"))
    dynamo.transact([write for part in stolen for write in part.writes])
    paid = ending.pay("order_1", money(order), at(NOON, "pay"), desk_of(where))
    assert (paid.stage, len(paid.payouts), levels()) == ("cancelled", 1, (UNITS, 0))


def test_no_source_describes_an_order_that_was_placed_here() -> None:
    receive(UNITS)
    where = counter()
    place(where, "order_1")
    told = order(sale("order_1", source="shop", version=9, currency="CNY"))
    with pytest.raises(OrderRegressed):
        DynamoOrderStore().record(told, of_source(told))
    assert (found(where, "order_1").version, levels()) == (1, (UNITS, 1))
