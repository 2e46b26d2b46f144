"""One of many who hear of the same people: `python -m tests.support.contend_journeys SEED COUNT`.

Each hears COUNT people fill their carts, at an instant of its own, and then, by its seed, either
that they pay just in time or that the time is over; it walks on whom it finds due, and prints whom
it sent what as JSON. With COUNT 0 it prints the counts of the campaign, and how many ways people
have.
"""

import json
import random
import sys
from datetime import timedelta

from promenade.contracts.behaviour import Act
from promenade.kit.errors import Unavailable
from promenade.outreach.journey.store.travellers import DynamoTravellerStore
from tests.support.journeys import Shop, did, terms
from tests.support.stamps import NOON

PEOPLE = [f"shopper-{number}" for number in range(30)]
shop = Shop(DynamoTravellerStore(), terms())


def contend(seed: int, count: int) -> list[tuple[str, str]]:
    rng, people = random.Random(seed), PEOPLE[:count]
    for customer in rng.sample(people, len(people)):
        filled = did(Act.CART, NOON + timedelta(milliseconds=seed), customer)
        _insist(lambda filled=filled: shop.happens(filled))
    shop.now = NOON + timedelta(hours=1)
    for customer in rng.sample(people, len(people)):
        if seed % 2:
            paid = did(Act.PAY, shop.now, customer)
            _insist(lambda paid=paid: shop.happens(paid))
        else:
            _insist(lambda customer=customer: shop.goes_on(customer))
    return [(each.customers[0], each.step) for each in shop.requests.sent]


def look() -> dict[str, object]:
    ways = [len(shop.store.list_of(customer, 10, None).items) for customer in PEOPLE]
    return {"counts": shop.counts(), "ways": ways}


def _insist(act: object) -> None:
    """As the queue does, which brings again what a busy table refused."""
    while True:
        try:
            return act()  # type: ignore[operator,no-any-return]
        except Unavailable:
            continue


if __name__ == "__main__":
    asked_seed, asked_count = map(int, sys.argv[1:])
    json.dump(contend(asked_seed, asked_count) if asked_count else look(), sys.stdout)
