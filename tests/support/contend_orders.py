"""One of many after the same orders: `python -m tests.support.contend_orders SEED COUNT`.

All place the same COUNT orders, of which neither the units nor the promotion are enough for, pay
them with a transaction that others tell of too, with one of their own and with one that is told of
for four orders, cancel them and let their time run out, in an order of their own; every other order
presents the buyer's one coupon. Prints the transactions that the shop took, as JSON:
[[order, transaction]]. With COUNT 0 it opens the shop, or tells what has become of it all.
"""

import json
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from promenade.base.promotion.model import Limits, Promotion, Stage
from promenade.base.promotion.model.effects import Amount, OrderOff
from promenade.base.promotion.service import managing, reviewing
from promenade.base.promotion.service.changing import Change
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.allotments import DynamoAllotments
from promenade.base.stock.store import DynamoStockStore
from promenade.contracts.reviews import STANDARD_POLICY
from promenade.customer.order.service import ending, placing, waking
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support import ordering
from tests.support.fakes.claims import NOTHING_SOLD
from tests.support.ordering import FakeGateway, counter, desk_of
from tests.support.rush_coupons import coupons, give_coupon

ID, ORDERS, UNITS, TOTAL = "rush-orders", 24, 30, 14
COUPON = f"{ID}-{ordering.BUYER.id}-1"
STEPS = ("place", "place", "pay", "pay_own", "pay_shared", "cancel", "time_out", "wake")
where, gateway = counter(ID), FakeGateway()
desk = desk_of(where)
taken: list[tuple[int, str]] = []


def look() -> dict[str, object]:
    if DynamoPromotionStore().find(ID) is None:
        ordering.receive(UNITS)
        _publish()
        assert give_coupon(ID, ordering.BUYER.id) == COUPON
    level = DynamoStockStore().find(ordering.SKU)
    assert level is not None
    promotion = managing.get(ID, DynamoPromotionStore()).promotion
    balance = DynamoAllotments().balances(promotion)["total"]
    return {
        "stock": [level.value.on_hand_count, level.value.reserved_count],
        "promotion": [balance.left, balance.held, balance.spent],
        "coupon": _coupon(),
        "orders": [_told(number) for number in range(ORDERS) if _found(number)],
    }


def contend(seed: int, count: int) -> list[tuple[int, str]]:
    """Four orders at a time, so that all are after the same."""
    rng = random.Random(seed)
    for first in range(0, count, 4):
        steps = [(n, step) for n in range(first, first + 4) for step in STEPS]
        rng.shuffle(steps)
        for number, step in steps:
            _insist(lambda number=number, step=step: _take(number, step, seed))  # type: ignore[misc]
    return taken


def _take(number: int, step: str, seed: int) -> None:
    name, stamp = _name(number), _stamp(f"{step} {number} {seed}")
    if step == "place":
        asked = ordering.command(name, 1 + number % 3, coupons=(COUPON,) if number % 2 else ())
        placing.place(asked, ordering.at(_OPENED, f"place {name}"), where)
    elif step == "cancel":
        ending.cancel(name, "user", stamp, desk)
    elif step == "time_out":
        ending.time_out(name, replace(stamp, at=stamp.at + timedelta(hours=1)), desk)
    elif step == "wake":
        waking.wake(name, stamp, desk, gateway)
    else:
        _pay(number, _transactions(number, seed)[step], stamp)


def _transactions(number: int, seed: int) -> dict[str, str]:
    return {
        "pay": f"T-{number}",
        "pay_own": f"T-{number}-{seed}",
        "pay_shared": f"T-shared-{number // 4}",
    }


def _pay(number: int, transaction: str, stamp: Stamp) -> None:
    order = ending.get(_name(number), desk).order
    ending.pay(order.number, ordering.money(order, transaction), stamp, desk)
    taken.append((number, transaction))


def _insist(step: Callable[[], None]) -> None:
    """As a caller does who is told to come again; who is refused goes on."""
    while True:
        try:
            return step()
        except Unavailable:
            continue
        except DomainError:
            return None


def _found(number: int) -> bool:
    return where.orders.find(_name(number)) is not None


def _told(number: int) -> list[object]:
    order = ending.get(_name(number), desk).order
    kept = order.payment.transaction if order.payment else None
    units, owed = order.held[ordering.SKU], [each.transaction for each in order.payouts]
    return [number, order.stage, units, kept, owed, bool(order.kept_coupons)]


def _coupon() -> list[object]:
    held = coupons.find_many(ordering.BUYER.id, [COUPON])[COUPON]
    return [held.state, held.holder]


def _publish() -> None:
    effects, limits = (OrderOff(Amount(ordering.OFF)),), Limits(total=TOTAL)
    promotion = Promotion(ID, ID, 1, Stage.ORDER, effects, currency="CNY", limits=limits)
    managing.draft(promotion, _stamp("draft"), DynamoPromotionStore())
    store = DynamoPromotionStore()
    reviewing.submit(Change(ID, 1, _stamp("submit")), STANDARD_POLICY, store, NOTHING_SOLD)
    reviewing.approve(Change(ID, 2, replace(_stamp("approve"), actor="staff:other")), store)
    publishing = Change(ID, 3, _stamp("publish"))
    managing.publish(publishing, store, DynamoAllotments(), NOTHING_SOLD, accept_overlaps=True)


def _name(number: int) -> str:
    return f"order_rush-{number}"


def _stamp(request: str) -> Stamp:
    return Stamp("staff:rush", datetime.now(UTC), "rush", request)


_OPENED = datetime.now(UTC)

if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:])
    json.dump(contend(seed, count) if count else look(), sys.stdout)
