"""One of many who move the same stock at once: `python -m tests.support.contend SEED COUNT`.

Finds the table by the functions' own settings, repeats some of its requests as callers do, and
prints what it was told as JSON: a list of [movement id, delta], null for a refusal.
"""

import json
import random
import sys
from datetime import UTC, datetime

from promenade.base.stock.model import MoveStock, StockShort
from promenade.base.stock.service import StockStore, move_stock
from promenade.base.stock.store import DynamoStockStore
from promenade.kit.errors import Unavailable
from promenade.kit.stamp import Stamp

SKU = "RUSH"


def contend(seed: int, count: int, store: StockStore) -> list[tuple[str, int | None]]:
    rng = random.Random(seed)
    return [_step(f"movement_{seed}_{number}", rng, store) for number in range(count)]


def _step(id_: str, rng: random.Random, store: StockStore) -> tuple[str, int | None]:
    count = rng.choice((-5, -4, -3, -2, -1, 1, 2, 3))
    command = MoveStock(id_, SKU, "adjust", count, "Rush")
    told = {_insist(command, store) for _ in range(rng.choice((1, 1, 1, 2)))} - {None}
    assert len(told) <= 1, f"{id_} was told {told}"
    return id_, next(iter(told), None)


def _insist(command: MoveStock, store: StockStore) -> int | None:
    """As a caller does who gets 503: the same request again."""
    stamp = Stamp("staff:rush", datetime.now(UTC), "rush", command.id)
    while True:
        try:
            return move_stock(command, stamp, store).delta_count
        except StockShort:
            return None
        except Unavailable:
            continue


if __name__ == "__main__":
    json.dump(contend(int(sys.argv[1]), int(sys.argv[2]), DynamoStockStore()), sys.stdout)
