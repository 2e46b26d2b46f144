"""One of several who work on the same requests to send, any of which may be killed at any time:
`python -m tests.support.contend_deliveries SEED COUNT`.

Goes through COUNT requests in an order of its own until all are whole. The provider is a file,
`SINK` of the environment, that each message is a line of. A second is a minute, so that whoever was
killed is followed within seconds. With SEED -1 it tells what became of everybody."""

import json
import os
import random
import sys
from collections import Counter
from datetime import datetime, timedelta
from time import sleep, time

from promenade.contracts.deliveries import SendRequest
from promenade.contracts.messages import Accepted, Outgoing
from promenade.kit.errors import Unavailable
from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.store.gate import DynamoGateStore
from tests.support.deliveries import NOON, World, request, template, terms

TOGETHER = 50
BEGAN_S = float(os.environ.get("BEGAN_S", "0"))
KNOWS_KEYS = os.environ.get("KNOWS_KEYS") == "1"
store = DynamoGateStore()


def now() -> datetime:
    return NOON + timedelta(minutes=time() - BEGAN_S)


def asked(number: int) -> SendRequest:
    people = (f"customer-{number * TOGETHER + each:06}" for each in range(TOGETHER))
    return request(*people, id=f"spring#{number}")


def say(message: Outgoing) -> Accepted:
    """One line, whole, as an append of a few bytes is."""
    line = f"{message.key} {message.address.value[:]}\n".encode()
    sink = os.open(os.environ["SINK"], os.O_APPEND | os.O_CREAT | os.O_WRONLY)
    os.write(sink, line)
    os.close(sink)
    return Accepted("sink", message.key, 1)


def work(seed: int, count: int) -> None:
    numbers = [*range(count)]
    random.Random(seed).shuffle(numbers)
    while numbers:
        left = [each for each in numbers if not _is_whole(each)]
        if len(left) == len(numbers):
            sleep(0.2)
        numbers = left


def _is_whole(number: int) -> bool:
    world = World(store, campaign=terms(holdout_bp=1_000), say=say, now=now())
    world.known["hello"] = template(targets=(), knows_keys=KNOWS_KEYS)
    try:
        told = handle(asked(number), world.doors)
    except Unavailable:
        return False
    return bool(told and told.is_whole)


def look(count: int) -> dict[str, int]:
    found = Counter[str]()
    for number in range(count):
        told = store.progress("spring", f"spring#{number}")
        found["requests"] += bool(told and told.is_whole)
        if told:
            found.update(each.outcome for each in told.decisions())
    return dict(found)


if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:])
    if seed < 0:
        json.dump(look(count), sys.stdout)
    else:
        work(seed, count)
        json.dump({}, sys.stdout)
