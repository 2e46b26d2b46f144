"""One of many who buy a SKU that is spread, to its last unit, while others bring theirs back:
`python -m tests.support.contend_sell_out SEED COUNT`.

Prints as JSON how many units it bought and brought back. With COUNT 0 it opens the stock, or buys
what is still left, unit by unit, and tells what is where then.
"""

import json
import random
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.model import MoveStock
from promenade.base.stock.model.pools import SPREAD, CarveStock, Pool
from promenade.base.stock.service import get_level, move_stock
from promenade.base.stock.service.pools import carve_pool, tend_pools
from promenade.base.stock.service.proving import prove
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.base.stock.store.proofs import DynamoProofStore
from promenade.kit.errors import Unavailable
from promenade.kit.holds import Part, Refused
from promenade.kit.stamp import Stamp
from tests.support.baskets import Baskets

SKU, OPENING, SPREAD_COUNT = "LAST", 120, 110
stock, store, pools = DynamoStockHolds(), DynamoStockStore(), DynamoPoolStore()
baskets = Baskets(stock)


def stamp(request: str) -> Stamp:
    return Stamp("shopper:rush", datetime.now(UTC), "rush", request)


def open_stock() -> None:
    command = MoveStock("opening of last", SKU, "receive", OPENING, "Opening")
    move_stock(command, stamp("opening"), store)
    carving = CarveStock("carving last", Pool(SKU, "MAIN", SPREAD), SPREAD_COUNT, 500, 1)
    carve_pool(carving, stamp("carving"), pools)


def contend(seed: int, baskets_: int) -> dict[str, int]:
    """Of four buyers one gives up and one brings back what was bought."""
    rng, done = random.Random(seed), {"bought": 0, "back": 0}
    for number in range(baskets_):
        name, units = f"last {seed} {number}", rng.choice((1, 1, 2, 3))
        if not _step("hold", name, units):
            continue
        turn = rng.choice(("release", "take_back", "commit", "commit"))
        _step("release" if turn == "release" else "commit", name, units)
        done["bought"] += units * (turn != "release")
        if turn == "take_back":
            _step("take_back", name, units)
            done["back"] += units
    return done


def look() -> dict[str, Any]:
    if store.find(SKU) is None:
        open_stock()
        return {}
    bought = sum(_step("commit", name, 1) for name in _held_one_by_one())
    tend_pools(stamp("last tend"), pools)
    level, balance = get_level(SKU, store), pools.balance(f"{SKU}@{SPREAD}")
    return {
        "bought": bought,
        "on_hand": level.on_hand_count,
        "reserved": level.reserved_count,
        "pool": balance.total,
        "faults": prove(SKU, DynamoProofStore()) is not None,
    }


def _held_one_by_one() -> list[str]:
    names: list[str] = []
    for number in count():
        if not _step("hold", f"rest {number}", 1):
            return names
        names.append(f"rest {number}")
    return names


def _step(step: str, name: str, units: int) -> bool:
    """Insists, as a caller does who is told to come again."""
    asked = stamp(f"{step} {name}")
    offers: dict[str, Callable[[], Sequence[Part]]] = {
        "hold": lambda: stock.hold(name, {SKU: units}, 15, asked),
        "commit": lambda: stock.commit(name, {SKU: units}, asked),
        "release": lambda: stock.release(name, {SKU: units}, asked),
        "take_back": lambda: stock.take_back(name, {SKU: units}, asked),
    }
    while True:
        try:
            baskets.note(asked.fingerprint, asked, offers[step])
        except Refused:
            return False
        except Unavailable:
            continue
        return True


if __name__ == "__main__":
    _seed, _count = map(int, sys.argv[1:])
    json.dump(contend(_seed, _count) if _count else look(), sys.stdout)
