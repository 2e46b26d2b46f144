"""One of many who claim from the same allotment: `python -m tests.support.contend_shards SEED
COUNT`.

Each holds, commits, releases and gives back on its own or after another who has the same claims,
and prints as JSON what it was told to have done: {"steps": [[claim, step, amount]], "refused":
[what was left at each refusal], "came_again": n}. With COUNT 0 it opens the allotment, and tells
what is left, held and spent of it.
"""

import json
import random
import sys
from datetime import UTC, datetime, timedelta
from functools import partial

from promenade.kit.holds import Refused
from promenade.kit.shards import Exhausted
from promenade.kit.stamp import Stamp
from tests.support.baskets import Offers
from tests.support.budgets import Budgets
from tests.support.insisting import Insisting

KEY, TOTAL = "RACE", 64
STEPS = ("hold", "hold", "commit", "release", "give_back")
budgets = Budgets()
refused: list[int] = []
_insist = Insisting()


def look() -> dict[str, int]:
    """Fails where the sums are not exact."""
    if budgets.shards.find(KEY) is None:
        budgets.fill(KEY, TOTAL, 16, 1, Stamp("staff:rush", datetime.now(UTC), "rush", "fill"))
    found = budgets.balance(KEY)
    return {"left": found.left, "held": found.held, "spent": found.spent}


def amount_of(claim: int) -> int:
    return 1 + claim % 3


def contend(seed: int, count: int) -> dict[str, object]:
    """Four claims at a time, so that all are after the same; and as many of its own."""
    rng = random.Random(seed)
    done: list[tuple[int, str, int]] = []
    for first in range(0, count, 4):
        claims = [*range(first, first + 4), *(1_000 * (seed + 1) + first + n for n in range(4))]
        steps = [(claim, step) for claim in claims for step in STEPS]
        rng.shuffle(steps)
        done += [
            (claim, step, amount_of(claim))
            for claim, step in steps
            if _insist(partial(_take, claim, step, seed))
        ]
    return {"steps": done, "refused": refused, "came_again": _insist.came_again}


def _take(claim: int, step: str, seed: int) -> bool:
    at = datetime.now(UTC) + timedelta(hours=step != "hold")
    stamp = Stamp("shopper:rush", at, "rush", f"{step} {claim} {seed}")
    holder, amount, claims = f"claim {claim}", amount_of(claim), budgets.claims
    offers: dict[str, Offers] = {
        "commit": lambda: claims.commit(holder, [KEY], stamp),
        "release": lambda: claims.release(holder, [KEY], stamp),
        "give_back": lambda: claims.give_back(holder, {KEY: amount}, stamp),
    }
    try:
        if step == "hold":
            budgets.hold(holder, KEY, amount, stamp)
        else:
            budgets.note(stamp, offers[step])
    except Refused as error:
        told = (each for each in error.refusals if isinstance(each, Exhausted))
        refused.extend(int(each.facts["left"] or 0) for each in told)
        return False
    return True


if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:])
    json.dump(contend(seed, count) if count else look(), sys.stdout)
