"""One of many whose orders use the same promotion: `python -m tests.support.contend_uses SEED
COUNT`.

Each places orders of its own and orders that others place as well, for buyers of whom there are
few, and pays, drops and takes back whatever it can. Prints as JSON what it was told to have done:
{"steps": [[order, step, saving]]} and the codes of what refused it. With COUNT 0 it publishes the
promotion, or tells what is left, held and spent of it.
"""

import json
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.promotion.model import Limits, Promotion, Stage
from promenade.base.promotion.model.effects import OrderOff, Percent
from promenade.base.promotion.service import managing, reviewing
from promenade.base.promotion.service.changing import Change
from promenade.base.promotion.store import DynamoPromotionStore
from promenade.base.promotion.store.allotments import DynamoAllotments
from promenade.contracts.promotions import Use
from promenade.contracts.reviews import STANDARD_POLICY
from promenade.kit.dynamo import Write
from promenade.kit.errors import Unavailable
from promenade.kit.holds import Refused
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace
from tests.support.baskets import BasketRecord
from tests.support.fakes.claims import NOTHING_SOLD
from tests.support.promoted import Orders

ID, TOTAL, BUDGET, PER_BUYER, BUYERS = "rush-uses", 12, 2_000, 3, 7
STEPS = ("hold", "hold", "commit", "release", "take_back")


class Requests(Orders):
    """Each leaves an item of its own, which tells when it comes again."""

    def write(self, order: str, stamp: Stamp) -> Write:
        note = BasketRecord(f"NOTE#{order}#{stamp.fingerprint}", "-").stamped(stamp)
        return Write("Put", note, BasketRecord.pk.does_not_exist())


store, allotments = DynamoPromotionStore(), DynamoAllotments()
orders = Requests(DynamoPromotionHolds())
refused: list[str] = []


def look() -> dict[str, list[int]]:
    """Fails where the sums are not exact."""
    if store.find(ID) is None:
        _publish()
    promotion = managing.get(ID, store).promotion
    for name in ("total", "budget"):
        _, shards = allotments.shards.all(f"{ID}#{name}")
        assert min(min(each.left, each.held, each.spent) for each in shards) >= 0
    found = allotments.balances(promotion)
    return {name: [each.left, each.held, each.spent] for name, each in found.items()}


def _publish() -> None:
    promotion = Promotion(
        ID,
        ID,
        1,
        Stage.ORDER,
        (OrderOff(Percent(1_000)),),
        currency="CNY",
        limits=Limits(total=TOTAL, per_buyer=PER_BUYER, budget_minor=BUDGET),
    )
    managing.draft(promotion, _stamp("draft"), store)
    reviewing.submit(Change(ID, 1, _stamp("submit")), STANDARD_POLICY, store, NOTHING_SOLD)
    reviewing.approve(Change(ID, 2, replace(_stamp("approve"), actor="staff:other")), store)
    managing.publish(
        Change(ID, 3, _stamp("publish")), store, allotments, NOTHING_SOLD, accept_overlaps=True
    )


def saving_of(order: int) -> int:
    return 100 + order % 3 * 100


def contend(seed: int, count: int) -> dict[str, object]:
    """Four orders at a time that all are after, and as many of its own."""
    rng = random.Random(seed)
    done: list[tuple[int, str, int]] = []
    for first in range(0, count, 4):
        mine = [*range(first, first + 4), *(1_000 * (seed + 1) + first + n for n in range(4))]
        steps = [(order, step) for order in mine for step in STEPS]
        rng.shuffle(steps)
        done += [
            (order, step, saving_of(order))
            for number, (order, step) in enumerate(steps)
            if _insist(partial(_take, order, step, _stamp(f"{seed} {first} {number}")))
        ]
    return {"steps": done, "refused": sorted(set(refused))}


def _take(order: int, step: str, stamp: Stamp) -> bool:
    try:
        if step == "hold":
            use = Use(ID, 4, saving_of(order))
            orders.place(f"order {order}", f"buyer {order % BUYERS}", [use], stamp)
        else:
            later = replace(stamp, at=stamp.at + timedelta(hours=1))
            orders.end(step, f"order {order}", [ID], later)
    except Refused as error:
        refused.extend(each.code for each in error.refusals)
        return False
    return True


def _insist(attempt: Callable[[], bool]) -> bool:
    """As a caller does who is told to come again, with the same request: it may have been done."""
    while True:
        try:
            return attempt()
        except Unavailable:
            continue


def _stamp(request: str) -> Stamp:
    return Stamp("staff:rush", datetime.now(UTC), "rush", request)


if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:])
    json.dump(contend(seed, count) if count else look(), sys.stdout)
