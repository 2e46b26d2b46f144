"""One of several who send the same to people of two ids at once:
`python -m tests.support.contend_merged SEED COUNT`.

All go through the same COUNT people, each with a request of its own for the one id or the other.
Those of an even seed ask who the people are before they are merged, all others after it. Prints as
JSON whom it sent something. With COUNT 0 it tells how many of `PEOPLE` have how many messages that
count, by both ids."""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from time import sleep, time

from promenade.contracts.channels import Channel
from promenade.contracts.profiles import Recipient, Recipients
from promenade.kit.errors import Unavailable
from promenade.kit.values import replace
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.store.gate import DynamoGateStore
from tests.support.deliveries import NOON, World, request, template

PEOPLE, THREADS, PAUSE_S = 60, 4, 10
store = DynamoGateStore()


@dataclass
class Merged:
    """Who is asked about before the merger is asked about once."""

    before: Recipients
    after: Recipients
    is_before: bool

    def of(self, customers: Sequence[str]) -> Mapping[str, Recipient]:
        known, self.is_before = self.before if self.is_before else self.after, False
        return known.of(customers)


def contend(seed: int, count: int) -> list[int]:
    sleep(PAUSE_S - time() % PAUSE_S)
    with ThreadPoolExecutor(THREADS) as pool:
        sent = pool.map(partial(_is_sent, seed), range(count))
        return [number for number, is_sent in enumerate(sent) if is_sent]


def _is_sent(seed: int, number: int) -> bool:
    old, kept = f"old-{number}", f"kept-{number}"
    world = World(store, into={old: kept})
    world.known["hello"] = template(targets=())
    before = World().doors.recipients
    doors = world.doors
    doors = replace(doors, recipients=Merged(before, doors.recipients, seed % 2 == 0))
    asked = request(kept if seed % 2 else old, id=f"merged#{number}-{seed}", campaign="merged")
    told = None
    while not (told and told.is_whole):
        try:
            told = handle(asked, replace(doors, clock=lambda: world.now))
        except Unavailable:
            world.now += timedelta(minutes=3)
    return bool(told.sent)


def look() -> dict[int, int]:
    ids = [f"{name}-{number}" for number in range(PEOPLE) for name in ("old", "kept")]
    found = store.contacts(ids, Channel.EMAIL)
    counts = [found[each].counted(NOON) for each in ids]
    return Counter(old + kept for old, kept in zip(counts[::2], counts[1::2], strict=True))


if __name__ == "__main__":
    seed, asked_count = map(int, sys.argv[1:])
    json.dump(contend(seed, asked_count) if asked_count else look(), sys.stdout)
