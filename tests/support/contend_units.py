"""One of many whose orders take units of a limited-time discount: `python -m
tests.support.contend_units SEED COUNT`.

Eight threads each place COUNT orders for buyers of whom there are few, of two SKUs, and release
every third. Prints as JSON what was held: {"taken": [[buyer, {SKU: units}]]}, and the limits that
refused. With COUNT 0 it publishes the discount, or tells what is left, held and spent.
"""

import json
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.promotion.model import Limits, Promotion, Scope, Selector, Stage
from promenade.base.promotion.model.effects import Percent, UnitOff
from promenade.base.promotion.model.promotion import SkuLimit
from promenade.base.promotion.service import managing, reviewing
from promenade.base.promotion.service.changing import Change
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.allotments import DynamoAllotments
from promenade.contracts.promotions import Use
from promenade.contracts.reviews import STANDARD_POLICY
from promenade.kit.errors import Unavailable
from promenade.kit.holds import Refused
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.fakes.claims import NOTHING_SOLD
from tests.support.promoted import Orders

ID, QUOTA, PER_BUYER, BUYERS, THREADS = "rush-units", 10, 5, 6, 8
SKUS = ("CUP", "MUG")

store, allotments = DynamoPromotionStore(), DynamoAllotments()
orders = Orders(DynamoPromotionHolds())


def look() -> dict[str, list[int]]:
    if store.find(ID) is None:
        _publish()
    found = allotments.balances(managing.get(ID, store).promotion)
    return {name: [each.left, each.held, each.spent] for name, each in found.items()}


def _publish() -> None:
    promotion = Promotion(
        ID,
        ID,
        1,
        Stage.UNIT,
        (UnitOff(Percent(1_000)),),
        scope=Scope((Selector(skus=SKUS),)),
        currency="CNY",
        limits=Limits(
            budget_minor=100_000,
            by_sku=tuple(SkuLimit(sku, QUOTA) for sku in SKUS),
            units_per_buyer=PER_BUYER,
        ),
    )
    managing.draft(promotion, _stamp("draft"), store)
    reviewing.submit(Change(ID, 1, _stamp("submit")), STANDARD_POLICY, store, NOTHING_SOLD)
    reviewing.approve(Change(ID, 2, replace(_stamp("approve"), actor="staff:other")), store)
    managing.publish(
        Change(ID, 3, _stamp("publish")), store, allotments, NOTHING_SOLD, accept_overlaps=True
    )


def contend(seed: int, count: int) -> dict[str, Any]:
    with ThreadPoolExecutor(THREADS) as pool:
        done = list(
            pool.map(lambda thread: _orders(seed * THREADS + thread, count), range(THREADS))
        )
    taken = [each for mine, _ in done for each in mine]
    return {"taken": taken, "refused": sorted({each for _, mine in done for each in mine})}


def _orders(thread: int, count: int) -> tuple[list[Any], set[str]]:
    rng = random.Random(thread)
    taken, refused = list[Any](), set[str]()
    for number in range(count):
        buyer, units = f"buyer {rng.randrange(BUYERS)}", {sku: rng.randint(1, 2) for sku in SKUS}
        order = f"units {thread} {number}"
        why = _insist("hold", order, buyer, units)
        if why:
            refused |= why
        elif number % 3:
            taken.append([buyer, units])
        else:
            _insist("release", order, buyer, units)
    return taken, refused


def _insist(step: str, order: str, buyer: str, units: dict[str, int]) -> set[str]:
    """Why it was refused; nothing where it was done."""
    while True:
        try:
            if step == "hold":
                orders.place(order, buyer, [Use(ID, 4, 100, units)], _stamp(f"hold {order}"))
            else:
                orders.end(step, order, [ID], _stamp(f"{step} {order}"))
        except Unavailable:
            continue
        except Refused as error:
            return {str(each.facts.get("limit", each.code)) for each in error.refusals}
        return set()


def _stamp(request: str) -> Stamp:
    return Stamp("staff:rush", datetime.now(UTC), "rush", request)


if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:])
    json.dump(contend(seed, count) if count else look(), sys.stdout)
