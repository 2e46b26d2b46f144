"""Whole lives of orders and their coupons, by callers who come again until they are answered: what
is left at the end is the same, whatever failed on the way."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from promenade.activity.coupon.model.template import Template
from promenade.activity.coupon.model.terms import Code, Relative, Terms
from promenade.activity.coupon.reader import DynamoKeptCoupons
from promenade.activity.coupon.service.giving import Giver, pieces_of
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.activity.coupon.store.records import CouponRecord
from promenade.activity.coupon.store.templates import DynamoTemplateStore
from promenade.base.promotion.model import Limits, Promotion, Stage
from promenade.base.promotion.model.effects import Amount, OrderOff
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.changing import Change
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.allotments import DynamoAllotments
from promenade.base.stock.store import DynamoStockStore
from promenade.contracts.coupons import CouponAmount
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service import ending, placing, waking
from promenade.customer.order.service.ports import Desk
from promenade.kit.dynamo_pieces import DynamoPieces
from promenade.kit.errors import Unavailable
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support import ordering
from tests.support.fakes.claims import NOTHING_SOLD
from tests.support.faulty import Fault, Killed, failing, unharmed
from tests.support.managed_promotions import approve
from tests.support.ordering import FakeGateway, counter, desk_of, money
from tests.support.stamps import NOON, stamp

PROMOTION, TEMPLATE, UNITS = "lives", "lives", 5
LETTERS = "ABCDE"
LIVES, BUDGET = 1_000, 1_000 * ordering.OFF
DUE = NOON + timedelta(minutes=15)


def open_lives() -> None:
    """A promotion with a total and a budget, and coupons of which everybody may claim five."""
    effects, limits = (OrderOff(Amount(ordering.OFF)),), Limits(LIVES, budget_minor=BUDGET)
    promotion = Promotion(
        PROMOTION, PROMOTION, 1, Stage.ORDER, effects, currency="CNY", limits=limits
    )
    store = DynamoPromotionStore()
    managing.draft(promotion, stamp("draft"), store)
    approve(store, PROMOTION, 1)
    publishing = Change(PROMOTION, 3, stamp("publish"))
    managing.publish(publishing, store, DynamoAllotments(), NOTHING_SOLD, accept_overlaps=True)
    DynamoTemplateStore().add(_template(), stamp("template"))


class Life:
    """Of four orders of a SKU of their own, each with a coupon: one is paid, one is cancelled, one
    is paid when its time was over, one is paid and refused as a risk. Each of their steps meets
    `fault` at its call `number`; `late` moves the clock to and fro, call by call. `most` is how
    many calls of DynamoDB a step took."""

    def __init__(
        self, name: str, fault: Fault = unharmed, number: int = 0, late: timedelta = timedelta()
    ) -> None:
        self.name, self.sku, self.late = name, f"MUG-{name}", late
        self.customer = f"customer-{name}"
        self.fault, self.failed_call, self.most = fault, number, 0
        self.gateway, self.calls = FakeGateway(), 0
        self._placed: dict[str, ShopOrder] = {}
        self._start()
        ordering.receive(UNITS, self.sku)

    def run(self) -> None:
        for letter in LETTERS:
            self._insist(partial(self._give, letter), NOON - timedelta(minutes=10))
        for letter, qty in (("A", 2), ("B", 1), ("C", 1), ("D", 1)):
            self.place(letter, qty)
        self._pay("A", NOON)
        self._end("B", NOON, "user")
        self._wake("C", DUE + timedelta(minutes=6))
        self._pay("C", DUE + timedelta(minutes=7))
        self._wake("C", DUE + timedelta(minutes=8))
        self._pay("D", NOON)
        self._end("D", NOON, "risk")
        self._wake("D", NOON)

    def order(self, letter: str) -> ShopOrder:
        return ending.get(self.number(letter), self.desk).order

    def told(self) -> dict[str, Any]:
        level = DynamoStockStore().find(self.sku)
        assert level is not None
        return {
            "stages": [self.order(letter).stage for letter in "ABCD"],
            "stock": (level.value.on_hand_count, level.value.reserved_count),
            "back": sorted(each.transaction for each in self.gateway.payouts.values()),
            "unsent": sum(not p.sent_at for letter in "ABCD" for p in self.order(letter).payouts),
            "coupons": [self._state_of(letter) for letter in LETTERS],
        }

    def expected(self) -> dict[str, Any]:
        return {
            "stages": ["paid", "cancelled", "cancelled", "cancelled"],
            "stock": (UNITS - 2, 0),
            "back": [f"{self.name}-C", f"{self.name}-D"],
            "unsent": 0,
            "coupons": ["used", "free", "free", "free", "free"],
        }

    def _state_of(self, letter: str) -> str:
        id_ = self.coupon(letter)
        return DynamoKeptCoupons().kept(self.number(letter), self.customer, [id_])[id_]

    @property
    def desk(self) -> Desk:
        return desk_of(self._where)

    def _start(self) -> None:
        """A container that knows nothing yet."""
        self._where = counter(PROMOTION)
        self._giver = Giver(DynamoCouponStore(lambda customer: customer), random.Random(7).randint)

    def number(self, letter: str) -> str:
        return f"order_{self.name}_{letter}"

    def coupon(self, letter: str) -> str:
        return f"{TEMPLATE}-{self.customer}-{LETTERS.index(letter) + 1}"

    def _give(self, letter: str, at: datetime) -> None:
        by = Stamp(f"shopper:{self.customer}", at, self.name, f"claim {self.name} {letter}")
        self._giver.give(_template(), self.customer, "claim", by)

    def place(self, letter: str, qty: int) -> None:
        coupons = (self.coupon(letter),)
        asked = ordering.command(self.number(letter), qty, sku=self.sku, coupons=coupons)
        asked = replace(asked, customer=self.customer)

        def place(at: datetime) -> None:
            by = self._stamp("place", letter, at)
            self._placed[letter] = placing.place(asked, by, self._where)

        self._insist(place)

    def _pay(self, letter: str, at: datetime) -> None:
        paid = money(self._placed[letter], f"{self.name}-{letter}")

        def pay(now: datetime) -> None:
            ending.pay(self.number(letter), paid, self._stamp("pay", letter, now), self.desk)

        self._insist(pay, at)

    def _end(self, letter: str, at: datetime, reason: Any) -> None:
        def end(now: datetime) -> None:
            by = self._stamp(reason, letter, now)
            ending.cancel(self.number(letter), reason, by, self.desk)

        self._insist(end, at)

    def _wake(self, letter: str, at: datetime) -> None:
        def wake(now: datetime) -> None:
            number = self.number(letter)
            waking.wake(number, waking.stamp(number, now), self.desk, self.gateway)

        self._insist(wake, at)

    def _stamp(self, step: str, letter: str, at: datetime) -> Stamp:
        return ordering.at(at, f"{step} {self.name} {letter}")

    def _insist(self, call: Callable[[datetime], object], at: datetime = NOON) -> None:
        with failing(self.fault, self.failed_call) as turn:
            self._repeat(call, at)
        self.most = max(self.most, turn.count)

    def _repeat(self, call: Callable[[datetime], object], at: datetime) -> None:
        """The same request again, of another container where the first is gone."""
        while True:
            self.calls += 1
            now = at + self.late * (1 if self.calls % 2 else -1)
            try:
                call(now)
            except Unavailable:
                continue
            except Killed:
                self._start()
                continue
            return


def used(lives: int) -> dict[str, list[int]]:
    """What so many lives leave of the promotion: each has one order that is paid."""
    saved = lives * ordering.OFF
    return {"total": [LIVES - lives, 0, lives], "budget": [BUDGET - saved, 0, saved]}


def found_used() -> dict[str, list[int]]:
    promotion = managing.get(PROMOTION, DynamoPromotionStore()).promotion
    found = DynamoAllotments().balances(promotion)
    return {name: [each.left, each.held, each.spent] for name, each in found.items()}


def claimed() -> tuple[int, int]:
    """Coupons that there are, and pieces that were taken for them."""
    ((pieces,),) = pieces_of(_template(), NOON, is_counted=False)
    scanned = CouponRecord.scan(CouponRecord.sk.startswith(f"COUPON#{TEMPLATE}-"))
    return len(list(scanned)), DynamoPieces(CouponRecord).taken(pieces)


def _template() -> Template:
    terms = Terms(
        name=TEMPLATE,
        worth=CouponAmount(100),
        take=Code("LIVES"),
        validity=Relative(3_000),
        currency="CNY",
        total=LIVES * len(LETTERS),
        per_user=len(LETTERS),
    )
    return Template(TEMPLATE, terms, NOON, TEMPLATE, activated_at=NOON)
