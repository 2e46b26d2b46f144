"""One of many who storm a flash sale through its handler, on a DynamoDB that takes writes in
parallel: `python -m tests.support.flash_soaking ENDPOINT HOME SEED FIRST COUNT`.

Each attempt has a token of its own, noted in HOME/told-SEED before it is made; whoever follows one
that was killed makes the last ones again, with the same tokens. What was answered 200 is noted in
HOME/sold-SEED. With SEED -1 it opens the sale, with -2 it tells in HOME/found.json what is held,
what was told, and what does not add up.
"""

import json
import os
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tests.support.settings import SETTINGS  # isort: skip  # before the stores read theirs
from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.activity.flash_sale.model.terms import Terms
from promenade.activity.flash_sale.service.tokens import GOOD_FOR, Bearer, Tokens
from promenade.activity.flash_sale.store.claims import DynamoClaimStore
from promenade.activity.flash_sale.store.sales import DynamoSaleStore
from promenade.kit.claim_sets import faults
from promenade.kit.clock import system_clock
from promenade.kit.digests import digests
from promenade.kit.stamp import Stamp
from tests.support import cloud
from tests.support.callers import shopper
from tests.support.gateway import Gateway

SALE, UNITS, PER_USER, GREEDY = "flash_sale_soak", 5_000, 2, 40
AT = datetime(2026, 1, 1, tzinfo=UTC)
TERMS = Terms("Soak", "MUG", "CNY", 990, UNITS, AT, AT.replace(year=2099), PER_USER)
SOAKED = FlashSale(SALE, TERMS, AT, "soak", scheduled_at=AT)
GOOD_WHILE = timedelta(days=1) - GOOD_FOR
"""So that a token is good however late it is sent again."""


def open_sale() -> None:
    cloud.create()
    DynamoSaleStore().add(SOAKED, Stamp("staff:soak", AT, "soak", "soak"))


def storm(home: Path, seed: int, first: int, count: int) -> None:
    """The attempts from the number `first` on; those noted after it are made again."""
    noted, gateway = _lines(home / f"told-{seed}")[first:], Gateway()
    with (home / f"told-{seed}").open("a") as told, (home / f"sold-{seed}").open("a") as sold:
        for number in range(first, count):
            rng, again = Random(f"{seed} {number}"), noted[number - first : number - first + 1]
            buyer = f"buyer-{rng.randrange(GREEDY)}" if rng.random() < 0.2 else f"{seed}-{number}"
            token = again[0] if again else _token(buyer)
            if not again:
                print(token, file=told, flush=True)
            if _attempt(gateway, buyer, token, rng.choice((1, 1, 2))):
                print(token.partition(".")[0], buyer, file=sold, flush=True)


def _token(buyer: str) -> str:
    now = system_clock() + GOOD_WHILE
    return Tokens(digests().proof).issue(Bearer(SALE, buyer), now, now + GOOD_FOR).text


def _attempt(gateway: Gateway, buyer: str, token: str, times: int) -> bool:
    """Whoever sends it twice is told the same."""
    path, body = f"POST /flash-sales/{SALE}/orders", {"token": token}
    told: set[int] = set()
    while times:
        status = gateway.call(path, body, caller=shopper(buyer)).status
        if status != 503:
            told.add(status)
            times -= 1
    assert len(told) == 1, f"{buyer} was told {told}"
    return told == {200}


def look(home: Path) -> dict[str, object]:
    notes = DynamoClaimStore().notes(SOAKED)
    held = {ticket for each in notes.values() for ticket in each.tickets}
    sold = {line.split(" ")[0] for path in home.glob("sold-*") for line in _lines(path)}
    by_buyer = Counter[str]()
    for each in notes.values():
        by_buyer.update(each.takers)
    return {
        "attempts": sum(len(_lines(path)) for path in home.glob("told-*")),
        "held": sum(each.held for each in notes.values()),
        "told and not held": len(sold - held),
        "held and not told": len(held - sold),
        "most of one buyer": max(by_buyer.values()),
        "faults": faults(SOAKED.lots, notes, UNITS),
    }


def _lines(path: Path) -> list[str]:
    return path.read_text().split("\n")[:-1] if path.exists() else []


if __name__ == "__main__":
    assert SETTINGS
    os.environ["AWS_ENDPOINT_URL"] = sys.argv[1]
    where, (seed, first, count) = Path(sys.argv[2]), map(int, sys.argv[3:])
    if seed == -1:
        open_sale()
    elif seed == -2:
        (where / "found.json").write_text(json.dumps(look(where)))
    else:
        storm(where, seed, first, count)
