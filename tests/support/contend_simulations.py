"""One of many who ask for simulations at once: `python -m tests.support.contend_simulations SEED
COUNT`.

Prints as JSON the slots that it got. With COUNT 0 it gives back all that anybody got. What it asks
for is over already, so that nobody works on it."""

import json
import sys
from datetime import UTC, date, datetime

from promenade.base.promotion.model.simulation import Scope, Simulation, SimulationsBusy
from promenade.base.promotion.store.simulations import DynamoSimulationStore
from promenade.kit.stamp import Stamp

RUSH = "rush-simulations"
store = DynamoSimulationStore()


def asked(id_: str) -> Simulation:
    day = date(2026, 1, 4)
    scope, now = Scope(("nowhere",), day, day, "CNY"), datetime.now(UTC)
    return Simulation(id_, RUSH, 1, scope, (), now, "staff:maria", id_, state="DONE")


def won(seed: int, number: int) -> list[int]:
    """The slot, if there was one."""
    one = asked(f"{RUSH}-{seed}-{number}")
    try:
        return [store.add(one, Stamp(one.requested_by, one.requested_at, "c-1", one.id)).slot]
    except SimulationsBusy:
        return []


def give_back() -> None:
    for each in store.list_newest(RUSH, 100, None).items:
        store.release(each)


if __name__ == "__main__":
    seed, tries = int(sys.argv[1]), int(sys.argv[2])
    slots = [slot for number in range(tries) for slot in won(seed, number)]
    if not tries:
        give_back()
    json.dump(slots, sys.stdout)
