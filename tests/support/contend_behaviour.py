"""One of several who tell the same events at once: `python -m tests.support.contend_behaviour SEED
COUNT`.

Each tells the same COUNT events of few people and one visitor, in an order and batches of its own,
and now and then says who the visitor is. Prints as JSON how often each result was told. With COUNT
0 it tells what is counted.
"""

import json
import random
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import count as numbers

from promenade.activity.behaviour.model.events import Event, Person, Sent
from promenade.activity.behaviour.reader import DynamoBehaviour
from promenade.activity.behaviour.service import intake
from promenade.activity.behaviour.service.identities import identify
from promenade.activity.behaviour.store.events import DynamoEventStore
from promenade.activity.behaviour.store.identities import DynamoIdentityStore
from promenade.contracts.behaviour import Act, Days, Tally
from promenade.kit.clock import system_clock
from promenade.kit.errors import Unavailable
from promenade.kit.stamp import Stamp

CUSTOMERS = ("ada", "bob", "eve")
VISITOR = Person("visitor", "somebody")
PEOPLE = (*(Person("customer", each) for each in CUSTOMERS), VISITOR)
AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
STAMP = Stamp("client:rush", AT, "rush", "rush")


def contend(seed: int, count: int) -> Counter[str]:
    rng, told = random.Random(seed), Counter[str]()
    events = [_sent(number) for number in range(count)]
    rng.shuffle(events)
    while events:
        size = rng.randint(1, 40)
        told.update(_insist(events[:size]))
        events = events[size:]
        if rng.random() < 0.3 or not events:
            identify(VISITOR.id, rng.choice(CUSTOMERS), STAMP, DynamoIdentityStore())
    return told


def _sent(number: int) -> Sent:
    at = AT - timedelta(hours=number % 50)
    return Sent(PEOPLE[number % len(PEOPLE)], Event(f"event-{number}", Act.VIEW, at))


def _insist(events: list[Sent]) -> Counter[str]:
    """As a storefront does that is told to come again."""
    while True:
        try:
            sent = dict(zip(numbers(), events, strict=False))
            found = intake.take(sent, STAMP, system_clock, DynamoEventStore())
            return Counter(each.result.value for each in found.values())
        except Unavailable:
            continue


def look() -> dict[str, int]:
    days, reader = Days(10, "UTC", AT.date()), DynamoBehaviour()
    return {each: reader.tallies(each, days).get(Act.VIEW, Tally()).count for each in CUSTOMERS}


if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:3])
    json.dump(contend(seed, count) if count else look(), sys.stdout)
