"""One of several who tell the same subscribers at once: `python -m tests.support.contend_reminders
SEED COUNT`.

Each goes through all pieces of one opening, from another one on, and prints how many it told. With
COUNT 0 it subscribes everybody, if nobody is yet, and tells how many there are by their version:
one of who was not told, two of who was told once.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

from promenade.activity.reminder import service
from promenade.activity.reminder.model import SHARDS, Kind, Occasion, Piece
from promenade.activity.reminder.store import DynamoReminderStore
from promenade.contracts.flash_sales import FlashOpening
from promenade.contracts.openings import Opening, OpeningState
from promenade.kit.errors import Unavailable
from promenade.kit.lookups import side_by_side
from promenade.kit.stamp import Stamp

SUBSCRIBERS = 2_000
OPENS = datetime(2026, 1, 5, 12, tzinfo=UTC)
SOON = OPENS - timedelta(minutes=5)
SALE = Occasion(Kind.FLASH_SALE, "rush")


class Rush:
    """contracts.openings.Openings: one sale."""

    def listed(self, _now: datetime) -> Sequence[Opening]:
        return [FlashOpening(SALE.id, "Rush", OpeningState.UPCOMING, OPENS)]

    def find(self, _id: str, now: datetime) -> Opening:
        return self.listed(now)[0]


doors = service.Doors(DynamoReminderStore(), service.Occasions(Rush(), Rush()))


def look() -> list[list[int]]:
    customers = [f"shopper-{number}" for number in range(SUBSCRIBERS)]
    if doors.store.find(customers[-1], SALE) is None:
        side_by_side(_subscribe, customers)
    found = side_by_side(partial(doors.store.find, occasion=SALE), customers)
    return sorted(map(list, Counter(each.version for each in found if each).items()))


def _subscribe(customer: str) -> None:
    stamp = Stamp(f"shopper:{customer}", SOON, "rush", f"ask {customer}")
    service.subscribe(customer, SALE, stamp, doors)


def tell(seed: int) -> int:
    pieces = [Piece(SALE, OPENS, (seed + number) % SHARDS) for number in range(SHARDS)]
    return sum(map(_tell, pieces))


def _tell(piece: Piece) -> int:
    """As the queue does, which brings again what a busy table refused."""
    while True:
        try:
            return service.tell(piece, lambda: SOON, doors)
        except Unavailable:
            continue


if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:])
    json.dump(tell(seed) if count else look(), sys.stdout)
