"""One of many who tell what the same customers said: `python -m tests.support.contend_consents SEED
COUNT`.

Each tells COUNT times, in an order of its own, that customers gave and withdrew consent at the very
same instant, merges two of them, and suppresses an address. With COUNT 0 it prints what stands as
JSON: the state of each customer, how often each was changed, whether the entries lead from one
state to the next, and the reasons of the address.
"""

import json
import random
import sys
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import Reason, person_digest
from promenade.kit.digests import Digests
from promenade.kit.errors import Unavailable
from promenade.kit.stamp import Stamp
from promenade.outreach.consent.model.consent import Proof, Saying, Source
from promenade.outreach.consent.model.suppression import Cause, Suppressing
from promenade.outreach.consent.service import merging, recording
from promenade.outreach.consent.service.ports import Doors
from promenade.outreach.consent.service.suppressing import suppress_address
from promenade.outreach.consent.store.people import DynamoPersonStore
from promenade.outreach.consent.store.suppressions import DynamoSuppressionStore

CUSTOMERS = ("ada", "bob", "cid", "dan")
GONE, KEPT = "eve", "fay"
AT = datetime(2026, 1, 1, tzinfo=UTC)
STAMP = Stamp("staff:rush", AT, "rush", "rush")
ADDRESS = "a" * 32
addresses = DynamoSuppressionStore()
doors = Doors(DynamoPersonStore(), partial(person_digest, digests=Digests(lambda: b"rush")))


def contend(seed: int, count: int) -> int:
    """How often somebody was told that something newer stands."""
    rng, outdated = random.Random(seed), 0
    for _ in range(count):
        for customer in rng.sample((*CUSTOMERS, GONE, KEPT), 6):
            state = rng.choice(("given", "withdrawn"))
            outdated += _tell(customer, state, seed) == "outdated"
        _insist(lambda: merging.merge_people(merging.Merge(GONE, KEPT), STAMP, doors))
        reason = rng.choice(list(Reason))
        asked = Suppressing(Channel.SMS, reason, Cause(AT, "staff:rush"), ADDRESS)
        _insist(lambda asked=asked: suppress_address(asked, STAMP, addresses))
    return outdated


def _tell(customer: str, state: str, seed: int) -> object:
    proof = Proof(Source.IMPORT, AT, AT, f"client:{seed}")
    said = Saying(Channel.SMS, Purpose.MARKETING, state, proof)  # type: ignore[arg-type]
    return _insist(lambda: recording.record(customer, [said], STAMP, doors).outcomes[0])


def _insist(act: object) -> object:
    """As a caller does who gets 503: the same request again."""
    while True:
        try:
            return act()  # type: ignore[operator]
        except Unavailable:
            continue


def look() -> dict[str, object]:
    found = {customer: recording.person(customer, doors) for customer in (*CUSTOMERS, GONE, KEPT)}
    consents = {who: each.consent(Channel.SMS, Purpose.MARKETING) for who, each in found.items()}
    return {
        "states": {who: each.state for who, each in consents.items() if each},
        "left": found[GONE].customer,
        "chained": all(map(_is_chained, found)),
        "causes": sorted(addresses.find(Channel.SMS, ADDRESS).causes),
    }


def _is_chained(customer: str) -> bool:
    page = recording.list_entries(customer, 100, None, doors)
    changes = [each.changes[0] for each in reversed(page.items)]
    return all(later.before == one.state for one, later in pairwise(changes))


if __name__ == "__main__":
    _, asked_seed, asked_count = sys.argv
    is_look = asked_count == "0"
    json.dump(look() if is_look else contend(int(asked_seed), int(asked_count)), sys.stdout)
