"""One of many who are after a SKU that is spread, and after a pool of it:
`python -m tests.support.contend_pools SEED COUNT`.

Each holds, buys, gives up and takes back on its own, and tends pools meanwhile. Prints as JSON
what it was told to have done, {"done": {place: {step: units}}, "came_again": n}. With COUNT 0 it
opens the stock, or tends it and tells what is where.
"""

import json
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.model import MoveStock
from promenade.base.stock.model.pools import SPREAD, CarveStock, Pool
from promenade.base.stock.service import move_stock
from promenade.base.stock.service.pools import carve_pool, list_pools, tend_pools
from promenade.base.stock.store import DynamoStockStore
from promenade.base.stock.store.pools import DynamoPoolStore
from promenade.kit.holds import Refused
from promenade.kit.stamp import Stamp
from tests.support.baskets import Baskets
from tests.support.insisting import Insisting

SKU, OPENING, SPREAD_COUNT, SALE_COUNT = "POPULAR", 90, 60, 24
PLACES = (SKU, f"{SKU}@SALE")
stock, store, pools = DynamoStockHolds(), DynamoStockStore(), DynamoPoolStore()
baskets = Baskets(stock)
_insist = Insisting()


def stamp(request: str, hours: int = 0) -> Stamp:
    return Stamp("shopper:rush", datetime.now(UTC) + timedelta(hours=hours), "rush", request)


def open_stock() -> None:
    command = MoveStock("opening of popular", SKU, "receive", OPENING, "Opening")
    move_stock(command, stamp("opening"), store)
    for name, count in ((SPREAD, SPREAD_COUNT), ("SALE", SALE_COUNT)):
        carving = CarveStock(f"carving {name}", Pool(SKU, "MAIN", name), count, 200, 1)
        carve_pool(carving, stamp(f"carving {name}"), pools)


def look() -> dict[str, Any]:
    if store.find(SKU) is None:
        open_stock()
    tend_pools(stamp("last tend"), pools)
    found = store.find(SKU)
    balances = {pool.name: balance for pool, balance in list_pools(SKU, pools)}
    entries = store.list_entries(SKU, 100, None).items
    return {
        "on_hand": found.value.on_hand_count if found else 0,
        "reserved": found.value.reserved_count if found else 0,
        "available": found.value.available_count if found else 0,
        "ledger": sum(each.delta_count for each in entries),
        "left": {name: balance.left for name, balance in balances.items()},
        "held": {name: balance.held for name, balance in balances.items()},
        "spent": sum(balance.spent for balance in balances.values()),
    }


def contend(seed: int, count: int) -> dict[str, Any]:
    rng = random.Random(seed)
    done: dict[str, dict[str, int]] = {place: {} for place in PLACES}
    for number in range(count):
        place, units = rng.choice(PLACES), rng.choice((1, 1, 1, 2, 3))
        name = f"basket {seed} {number}"
        for step in ("hold", rng.choice(("commit", "commit", "release", "expire")), "take_back"):
            if step == "take_back" and rng.random() < 0.7:
                break
            if not _insist(partial(_take, name, step, place, units)):
                break
            done[place][step] = done[place].get(step, 0) + units
        if number % 8 == 0:
            _insist(lambda: tend_pools(stamp("tend"), pools) >= 0)
    return {"done": done, "came_again": _insist.came_again}


def _take(name: str, step: str, place: str, units: int) -> bool:
    asked = stamp(f"{step} {name}", hours=step != "hold")
    offers: dict[str, Callable[[], Any]] = {
        "hold": lambda: stock.hold(name, {place: units}, 15, asked),
        "commit": lambda: stock.commit(name, {place: units}, asked),
        "release": lambda: stock.release(name, {place: units}, asked),
        "expire": lambda: stock.expire(name, {place: units}, asked),
        "take_back": lambda: stock.take_back(name, {place: units}, asked),
    }
    try:
        baskets.note(asked.fingerprint, asked, offers[step])
    except Refused:
        return False
    return True


if __name__ == "__main__":
    _seed, _count = map(int, sys.argv[1:])
    json.dump(contend(_seed, _count) if _count else look(), sys.stdout)
