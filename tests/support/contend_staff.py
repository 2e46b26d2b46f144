"""One of several owners who each want to be the only one:
`python -m tests.support.contend_staff SEED COUNT`.

Of four owners any suspends and reactivates any, and gives and takes ownership. Prints as JSON what
was refused how often. With COUNT 0 it makes them where there are none, and tells how many active
owners there are and how many the register counts.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial

from promenade.base.staff.store import StaffRecord
from promenade.base.staff.store.items import kept_of
from promenade.base.staff.store.staff import DynamoStaffStore
from promenade.kit.dynamo_authority import REGISTER, AccessRecord
from promenade.kit.errors import DomainError, Unavailable
from tests.support.staff import begin, doors_of, give, hire, put, take

OWNERS = ("olga", "oscar", "orla", "otto")
doors = doors_of(DynamoStaffStore())
refused = Counter[str]()


def contend(seed: int, rounds: int) -> dict[str, int]:
    rng = random.Random(seed)
    for n in range(rounds):
        by, whom = rng.choice(OWNERS), rng.choice(OWNERS)
        _insist(rng.choice(_acts(by, whom, f"{seed} {n}")))
    return dict(refused)


def _acts(by: str, whom: str, request: str) -> list[Callable[[], object]]:
    kept = doors.store.find(f"staff_{whom}")
    grants = kept.member.grants if kept else ()
    return [
        partial(put, doors, whom, "suspended", by=by),
        partial(put, doors, whom, "active", by=by),
        partial(give, doors, whom, "owner", by=by, request=request),
        *(partial(take, doors, whom, each.id, by=by) for each in grants[:1]),
    ]


def _insist(act: Callable[[], object]) -> None:
    """As a caller does who is told to come again."""
    while True:
        try:
            act()
        except Unavailable:
            continue
        except DomainError as error:
            refused[error.code] += 1
        return


def look() -> dict[str, int]:
    if doors.store.turns() == 0:
        begin(doors)
        hire(doors, *OWNERS[1:])
        for name in OWNERS[1:]:
            give(doors, name, "owner")
    register = AccessRecord.get(*REGISTER, consistent_read=True)
    members = [each for each in StaffRecord.scan() if each.pk.startswith("STAFF#")]
    owners = sum(kept_of(each).member.is_owner for each in members)
    return {"owners": owners, "counted": register.owners_count or 0}


if __name__ == "__main__":
    seed, asked_count = map(int, sys.argv[1:3])
    json.dump(contend(seed, asked_count) if asked_count else look(), sys.stdout)
