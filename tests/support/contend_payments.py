"""One of several who settle the same orders at the same instants, in the folder HOME:
`python -m tests.support.contend_payments ENDPOINT HOME SEED ROUNDS`.

Of each round's order, TELLERS tell of one and the same payment, one lets its time run out, one
cancels it, and one lowers its price and pays that; each begins within a few milliseconds of the
others, before or after them as chance has it. With SEED -1 it opens the shop and places the orders;
with -2 it sends back what is owed, twice, and tells in HOME/found.json what has become of it all.
"""

import json
import os
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tests.support.settings import SETTINGS  # isort: skip  # before the stores read theirs
from promenade.base.stock.store import DynamoStockStore
from promenade.customer.order.model.paying import Money
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service import desk as service
from promenade.customer.order.service import ending, waking
from promenade.kit.errors import Conflict, DomainError, Unavailable
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support import cloud, ordering
from tests.support.ordering import FakeGateway, counter, desk_of
from tests.support.stamps import NOON

TELLERS, TIME_OUT, CANCEL, ADJUST = 5, 5, 6, 7
ROUND_S = 0.15
APART_S = 0.02
"""What lies between who begins first and who does last, at most."""

where = counter()
desk = desk_of(where)


def open_shop(rounds: int) -> None:
    cloud.create()
    ordering.receive(rounds)
    for number in range(rounds):
        ordering.place(where, _name(number), instant=datetime.now(UTC))


def race(seed: int, rounds: int, start: float) -> None:
    rng = Random(seed)
    for number in range(rounds):
        _wait_until(start + number * ROUND_S + rng.uniform(0, APART_S))
        with suppress(DomainError):
            _insist(seed, number)


def _wait_until(instant: float) -> None:
    while (left := instant - time.time()) > 0:
        time.sleep(left)


def _insist(seed: int, number: int) -> None:
    """As a gateway does that is told to come again."""
    while True:
        try:
            return _settle(seed, number)
        except Unavailable:
            continue


def _settle(seed: int, number: int) -> None:
    name, stamp = _name(number), _stamp(f"{seed} {number}")
    if seed == CANCEL:
        ending.cancel(name, "user", stamp, desk)
    elif seed == TIME_OUT:
        ending.time_out(name, replace(stamp, at=stamp.at + timedelta(hours=1)), desk)
    elif seed == ADJUST:
        _pay_less(name, number, stamp)
    else:
        _pay(name, f"T-{number}", ordering.PRICE, stamp)


def _pay_less(name: str, number: int, stamp: Stamp) -> None:
    off = ordering.taken_off(100)
    with suppress(Conflict):
        service.adjust(name, off, replace(stamp, fingerprint=f"{number} less"), desk)
    if ending.get(name, desk).order.adjustments:
        _pay(name, f"T-{number}-less", ordering.PRICE - off.off_minor, stamp)


def _pay(name: str, transaction: str, amount_minor: int, stamp: Stamp) -> None:
    paid = Money(transaction, "wechat-pay", amount_minor, "CNY", NOON)
    ending.pay(name, paid, stamp, desk)


def look(rounds: int) -> dict[str, object]:
    gateway = FakeGateway()
    for again in range(2):
        for number in range(rounds):
            waking.wake(_name(number), _stamp(f"wake {again} {number}"), desk, gateway)
    orders = [ending.get(_name(number), desk).order for number in range(rounds)]
    level = DynamoStockStore().find(ordering.SKU)
    assert level is not None
    return {
        "stock": [level.value.on_hand_count, level.value.reserved_count],
        "orders": [_told(order) for order in orders],
        "adjusted": [bool(order.adjustments) for order in orders],
        "unmatched": [bool(order.unmatched_minor) for order in orders],
        "asked": gateway.asked_count,
        "sent": sorted(each.transaction for each in gateway.payouts.values()),
    }


def _told(order: ShopOrder) -> list[object]:
    kept = [order.payment.transaction] if order.payment else []
    back = sorted(each.transaction for each in order.payouts)
    return [order.cancel_reason or order.stage, kept, back]


def _name(number: int) -> str:
    return f"order_race-{number}"


def _stamp(request: str) -> Stamp:
    return Stamp("client:payment-gateway", datetime.now(UTC), "race", request)


def main(endpoint: str, home: Path, seed: int, rounds: int) -> None:
    assert SETTINGS
    os.environ["AWS_ENDPOINT_URL"] = endpoint
    if seed == -1:
        open_shop(rounds)
    elif seed < 0:
        (home / "found.json").write_text(json.dumps(look(rounds)))
    else:
        (home / f"ready-{seed}").touch()
        while not (home / "start").exists():
            time.sleep(0.01)
        race(seed, rounds, float((home / "start").read_text()))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
