"""One of several who order with the same coupons at once:
`python -m tests.support.contend_one_coupon SEED COUNT`.

Each places an order of its own with each of the buyer's COUNT coupons, one after the other, all at
the same instants. Prints as JSON what became of each: "placed", or why not. With COUNT 0 it gives
the coupons, if nobody has them, and tells how many are unused and how many are kept.
"""

import json
import sys
import time
from datetime import UTC, datetime

from promenade.customer.order.service import placing
from promenade.kit.errors import DomainError, Unavailable
from tests.support import ordering
from tests.support.ordering import counter
from tests.support.rush_coupons import coupons, give_coupon

ROUNDS, SKU, PAUSE_S = 12, "ONE-COUPON", 0.5
where = counter()


def look() -> list[int]:
    ids = [_coupon(number) for number in range(ROUNDS)]
    if not coupons.find_many(ordering.BUYER.id, ids):
        ordering.receive(10 * ROUNDS, SKU)
        for number in range(ROUNDS):
            give_coupon(_template(number), ordering.BUYER.id)
    states = [each.state for each in coupons.find_many(ordering.BUYER.id, ids).values()]
    return [states.count("unused"), states.count("locked")]


def contend(seed: int, count: int) -> list[str]:
    outcomes = []
    for number in range(count):
        time.sleep(PAUSE_S - time.time() % PAUSE_S)
        outcomes.append(_place(f"order_one-{number}-{seed}", number))
    return outcomes


def _place(name: str, number: int) -> str:
    asked = ordering.command(name, sku=SKU, coupons=(_coupon(number),))
    stamp = ordering.at(datetime.now(UTC), f"place {name}")
    while True:
        try:
            placing.place(asked, stamp, where)
        except Unavailable:
            continue
        except DomainError as error:
            return error.code
        return "placed"


def _template(number: int) -> str:
    return f"one-coupon-{number}"


def _coupon(number: int) -> str:
    return f"{_template(number)}-{ordering.BUYER.id}-1"


if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:])
    json.dump(contend(seed, count) if count else look(), sys.stdout)
