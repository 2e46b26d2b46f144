"""One of many who are after the same baskets: `python -m tests.support.contend_holds SEED COUNT`.

Each tries to hold, buy, give up and take back the units of the same baskets in an order of its
own, with nothing but the reservations between them, and moves stock meanwhile. Prints as JSON
what it was told to have done: {"steps": [[basket, step]], "moved": {sku: delta}}, and how often
it was told to come again.
"""

import json
import random
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.model import MoveStock
from promenade.base.stock.service import move_stock
from promenade.base.stock.store import DynamoStockStore
from promenade.contracts.stock import Units
from promenade.kit.holds import Part, Refused
from promenade.kit.stamp import Stamp
from tests.support.baskets import Baskets
from tests.support.insisting import Insisting

SKUS = ("RACE-A", "RACE-B")
stock, store = DynamoStockHolds(), DynamoStockStore()
baskets = Baskets(stock)
OFFERS: dict[str, Callable[[str, Units, Stamp], Sequence[Part]]] = {
    "hold": lambda holder, units, stamp: stock.hold(holder, units, 15, stamp),
    "commit": stock.commit,
    "release": stock.release,
    "expire": stock.expire,
    "take_back": stock.take_back,
}
_insist = Insisting()


def units_of(basket: int) -> dict[str, int]:
    return {SKUS[0]: 1 + basket % 2, SKUS[1]: 1 + basket % 3}


def contend(seed: int, count: int) -> dict[str, object]:
    """Four baskets at a time, so that all are after the same."""
    rng = random.Random(seed)
    done, moved = [], dict.fromkeys(SKUS, 0)
    for first in range(0, count, 4):
        steps = [(basket, step) for basket in range(first, first + 4) for step in [*OFFERS] * 2]
        rng.shuffle(steps)
        done += [each for each in steps if _insist(partial(_take, *each, seed))]
        sku = rng.choice(SKUS)
        moved[sku] += _insist(partial(_receive, f"delivery {seed} {first}", sku))
    return {"steps": done, "moved": moved, "came_again": _insist.came_again}


def _take(basket: int, step: str, seed: int) -> bool:
    """Whatever ends a hold comes after its time."""
    at = datetime.now(UTC) + timedelta(hours=step != "hold")
    stamp = Stamp("shopper:rush", at, "rush", f"{step} {basket} {seed}")
    offers = OFFERS[step]
    try:
        baskets.note(
            stamp.fingerprint, stamp, lambda: offers(f"basket {basket}", units_of(basket), stamp)
        )
    except Refused:
        return False
    return True


def _receive(id_: str, sku: str) -> int:
    command = MoveStock(id_, sku, "receive", 1, "Rush")
    stamp = Stamp("staff:rush", datetime.now(UTC), "rush", id_)
    return move_stock(command, stamp, store).delta_count


if __name__ == "__main__":
    json.dump(contend(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
