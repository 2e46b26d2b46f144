"""One of several who credit the same orders at once: `python -m tests.support.contend_effects SEED
COUNT`.

All tell the same COUNT orders, each twice, paid and then given back in part or wholly, by people
whose touches, sendings, hold-outs and mergers all tell as well, each in an order of its own. Prints
as JSON how many were told. With COUNT 0 it tells what all sums are, and what the lists of orders
come to.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from promenade.contracts.tracking import Model
from promenade.customer.tracking.model.attribution import MODELS
from promenade.customer.tracking.model.sales import Sale
from promenade.customer.tracking.model.sums import net_field, order_field
from promenade.customer.tracking.service.crediting import credit
from promenade.customer.tracking.service.following import follow
from promenade.kit.errors import Unavailable
from tests.support.effects import (
    SPRING,
    SUMMER,
    campaign,
    coupon,
    doors,
    handled,
    hours,
    merged,
    sale,
    touched,
)

PAID, TIMES = 1_001, 2
NOW = hours(12)
found = doors()


def contend(seed: int, count: int) -> int:
    rng = random.Random(seed)
    steps = [*told(count)] * TIMES
    rng.shuffle(steps)
    for each in steps:
        _insist(each)
    return len(steps)


def told(count: int) -> Iterator[Callable[[], object]]:
    """Even orders are of who came by spring alone, odd ones of who came by summer last, whose
    profile turns out to be another one's; every third has spring's coupon. A fifth of them is
    wholly given back, of the others one minor unit."""
    yield partial(follow, campaign(), NOW, found)
    names = [f"c-{n}" for n in range(count)]
    yield partial(follow, handled(" ".join(names[::2]), " ".join(names[1::2])), NOW, found)
    for n, name in enumerate(names):
        visitor = f"old-{n}" if n % 2 else name
        yield partial(follow, touched(visitor, f"t-{n}", at=1), NOW, found)
        if n % 2:
            yield partial(follow, touched(visitor, f"u-{n}", at=2, campaign=SUMMER), NOW, found)
            yield partial(follow, merged(visitor, name, 2), NOW, found)
        for each in versions(n, name):
            yield partial(credit, each, NOW, found)


def versions(n: int, name: str) -> Iterator[Sale]:
    coupons = (coupon(),) if n % 3 == 0 else ()
    same: dict[str, Any] = {
        "number": f"A-{n}",
        "customer": name,
        "paid_minor": PAID,
        "coupons": coupons,
    }
    yield sale(3, **same)
    back = PAID if n % 5 == 0 else 1
    yield sale(3, version=2, refunded_minor=back, is_bought=back < PAID, **same)


def _insist(attempt: Callable[[], object]) -> None:
    """As a queue does with what comes again."""
    while True:
        try:
            attempt()
        except Unavailable:
            continue
        return


def look() -> dict[str, object]:
    sums = {id_: Counter[str]() for id_ in (SPRING, SUMMER)}
    people = Counter[str]()
    for id_, total in sums.items():
        for (_, variant, _), counts in found.effects.sums(id_).items():
            total.update(counts)
            people[variant] += counts.get("buyers", 0) if id_ == SPRING else 0
    return {
        "net": {id_: {m: total[net_field(m)] for m in MODELS} for id_, total in sums.items()},
        "orders": {id_: {m: total[order_field(m)] for m in MODELS} for id_, total in sums.items()},
        "listed": {id_: _listed(id_) for id_ in sums},
        "people": [sums[SPRING][name] for name in ("people", "sent", "clicked", "messages")],
        "spend": [sums[SPRING]["spend"], sums[SPRING]["spend_squares"]],
        "buyers": dict(+people),
    }


def _listed(id_: str) -> dict[Model, int]:
    net, after = Counter[Model](), None
    while True:
        page = found.effects.lines(id_, 100, after)
        for line in page.items:
            for share in line.shares:
                net.update(share.net_minor)
        if (after := page.next) is None:
            return {model: net[model] for model in MODELS}


if __name__ == "__main__":
    seed, asked_count = map(int, sys.argv[1:3])
    json.dump(contend(seed, asked_count) if asked_count else look(), sys.stdout)
