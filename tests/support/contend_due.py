"""One of several who pay orders, or end them, at the instant at which they are due:
`python -m tests.support.contend_due SEED COUNT`.

An even SEED tells of the money of each of COUNT orders, an odd one of their time being over, one
order after the other, all within the same hundredths of a second. With COUNT 0 it places the
orders, each with a coupon, or tells as JSON what has become of them.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

from promenade.activity.coupon.reader import DynamoKeptCoupons
from promenade.base.stock.store import DynamoStockStore
from promenade.customer.order.service import ending, placing
from promenade.kit.errors import Unavailable
from tests.support import ordering
from tests.support.ordering import BUYER, SHOP, counter, desk_of
from tests.support.rush_coupons import give_coupon

ORDERS, SKU, PAUSE_S, LATER_S = 24, "DUE", 0.5, 0.02
OPENED = datetime(2026, 6, 1, tzinfo=UTC)
DUE = OPENED + timedelta(minutes=SHOP.hold_minutes)
where = counter()
desk = desk_of(where)


def look() -> dict[str, object]:
    if where.orders.find(_name(0)) is None:
        ordering.receive(ORDERS, SKU)
        for number in range(ORDERS):
            _place(number)
    level = DynamoStockStore().find(SKU)
    assert level is not None
    return {
        "stock": [level.value.on_hand_count, level.value.reserved_count],
        "orders": [_told(number) for number in range(ORDERS)],
    }


def contend(seed: int, count: int) -> int:
    """How many it tried."""
    rng = Random(seed)
    for number in range(count):
        run = (_pay, _end)[seed % 2](number, f"{seed} {number}")
        time.sleep(PAUSE_S - time.time() % PAUSE_S + rng.uniform(0, LATER_S))
        _insist(run)
    return count


def _insist(run: Callable[[], object]) -> None:
    """As who is told to come again."""
    while True:
        try:
            run()
        except Unavailable:
            continue
        return


def _pay(number: int, request: str) -> Callable[[], object]:
    order = ending.get(_name(number), desk).order
    money = ordering.money(order, f"T-{number}")
    return lambda: ending.pay(order.number, money, ordering.at(DUE, f"pay {request}"), desk)


def _end(number: int, request: str) -> Callable[[], object]:
    return lambda: ending.time_out(_name(number), ordering.at(DUE, f"end {request}"), desk)


def _place(number: int) -> None:
    coupon = give_coupon(f"due-{number}", BUYER.id)
    asked = ordering.command(_name(number), sku=SKU, coupons=(coupon,))
    placing.place(asked, ordering.at(OPENED, f"place {number}"), where)


def _told(number: int) -> list[object]:
    """Its stage, what was paid and what goes back, and how it has its coupon."""
    order = ending.get(_name(number), desk).order
    kept = order.payment.transaction if order.payment else None
    (state,) = DynamoKeptCoupons().kept(order.number, BUYER.id, order.kept_coupons).values()
    return [order.stage, kept, [each.transaction for each in order.payouts], state]


def _name(number: int) -> str:
    return f"order_due-{number}"


if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:])
    json.dump(contend(seed, count) if count else look(), sys.stdout)
