"""One of several workers who append to the audit trail:
`python -m tests.support.contend_audit SEED COUNT`.

Each is told of the same COUNT changes of one thing, in an order of its own, as a queue delivers
them that delivers twice. Prints as JSON how many were news to it; with COUNT 0, of the whole trail,
how many lines there are, of how many events, and every break.
"""

import json
import random
import sys
from typing import Any

from promenade.base.audit.model import CHAINS, breaks
from promenade.base.audit.service import record_change
from promenade.base.audit.store import DynamoAuditStore
from promenade.kit.errors import Unavailable
from tests.support.audit import change

store = DynamoAuditStore()


def contend(seed: int, count: int) -> dict[str, int]:
    versions = list(range(1, count + 1))
    random.Random(seed).shuffle(versions)
    return {"news": sum(_insist(seed, version) for version in versions)}


def _insist(seed: int, version: int) -> bool:
    """As a queue delivers again what was not taken."""
    while True:
        try:
            return record_change(change(version, actor="staff:crowd"), f"salt {seed}", store)
        except Unavailable:
            continue


def look() -> dict[str, Any]:
    lines = [
        line for chain in range(CHAINS) for line in store.list_of_chain(chain, 1000, None).items
    ]
    ours = [line for line in lines if line.record.actor == "staff:crowd"]
    return {
        "lines": len(ours),
        "events": len({line.record.event_id for line in ours}),
        "breaks": [str(each) for each in breaks(lines, {})],
    }


if __name__ == "__main__":
    seed, asked_count = map(int, sys.argv[1:3])
    json.dump(contend(seed, asked_count) if asked_count else look(), sys.stdout)
