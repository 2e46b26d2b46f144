"""One of several containers that a client calls:
`python -m tests.support.contend_quota SEED COUNT`.

The client tries COUNT calls here; prints as JSON how many were admitted, and how often this
container wrote. The minute is one that stands still, or the crowd would be in two.
"""

import json
import sys
from datetime import UTC, datetime

from promenade.kit.dynamo_api_clients import book
from promenade.kit.errors import TooMany
from promenade.kit.http.auth import Principal
from promenade.kit.http.quota import Booked, Quota

QUOTA = 240
CLIENT = Principal("client", "client_crowded", frozenset(), calls_per_minute=QUOTA)
MINUTE = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def contend(count: int) -> dict[str, int]:
    writes = admitted = 0

    def counted(client_id: str, minute: int, count: int, quota: int) -> Booked:
        nonlocal writes
        writes += 1
        return book(client_id, minute, count, quota)

    container = Quota(counted, lambda: MINUTE)
    for _ in range(count):
        try:
            container.admit(CLIENT)
        except TooMany:
            continue
        admitted += 1
    return {"admitted": admitted, "writes": writes}


if __name__ == "__main__":
    json.dump(contend(int(sys.argv[2])), sys.stdout)
