"""One of several who buy in the same flash sales at once:
`python -m tests.support.contend_flash SEED COUNT`.

COUNT buyers want a unit of one sale, each of whom sends his request once more or twice; as many
requests of one buyer want two units each of another. Prints as JSON which orders got theirs, and
why the others did not. With COUNT 0 it opens the sales, if nobody has, and tells how many units
are held of each, and what does not add up.
"""

import json
import random
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from promenade.activity.flash_sale.model.claim import Claim
from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.activity.flash_sale.model.terms import Terms
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.kit.claim_sets import faults
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.stamp import Stamp

UNITS, PER_USER, THREADS = 100, 2, 8
RUSH, GREEDY = "flash_sale_rush", "flash_sale_greedy"
AT = datetime(2026, 1, 1, tzinfo=UTC)
sales, claims = DynamoSaleStore(), DynamoClaimStore()


def sale(id_: str) -> FlashSale:
    end = AT.replace(year=2099)
    terms = Terms("Rush", "RUSH", "CNY", 990, UNITS, AT, end, PER_USER)
    return FlashSale(id_, terms, AT, id_, scheduled_at=AT)


def look() -> dict[str, object]:
    found: dict[str, object] = {}
    for id_ in (RUSH, GREEDY):
        opened = sales.find(id_)
        one = opened.value if opened else sales.add(sale(id_), Stamp("staff:rush", AT, "rush", id_))
        notes = claims.notes(one)
        held = sum(each.held for each in notes.values())
        found[id_] = [held, faults(one.lots, notes, UNITS)]
    return found


def contend(seed: int, count: int) -> dict[str, object]:
    wanted = [_of_many(seed, number) for number in range(count)]
    wanted += [_of_one(seed, number) for number in range(count)]
    random.Random(seed).shuffle(wanted)
    with ThreadPoolExecutor(THREADS) as pool:
        outcomes = list(pool.map(_insist, wanted))
    refused = Counter(f"{each.sale_id} {told}" for each, told in outcomes if told != "claimed")
    claimed = [f"{each.sale_id} {each.order}" for each, told in outcomes if told == "claimed"]
    return {"claimed": claimed, "refused": refused}


def _of_many(seed: int, number: int) -> Claim:
    return Claim(RUSH, f"order_{seed}_{number}", f"buyer {seed} {number}", 1)


def _of_one(seed: int, number: int) -> Claim:
    return Claim(GREEDY, f"order_{seed}_{number}", "greedy", 1)


def _insist(claim: Claim) -> tuple[Claim, str]:
    """As a buyer does who is not sure whether it took effect; he is always told the same."""
    told = {_ask(claim) for _ in range(2)}
    assert len(told) == 1, f"{claim} was told {told}"
    return claim, told.pop()


def _ask(claim: Claim) -> str:
    stamp = Stamp(f"shopper:{claim.customer}", AT, "rush", claim.order)
    while True:
        try:
            claims.take(sale(claim.sale_id), claim, stamp)
        except Unavailable:
            continue
        except DomainError as refusal:
            return refusal.code
        return "claimed"


if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:])
    json.dump(contend(seed, count) if count else look(), sys.stdout)
