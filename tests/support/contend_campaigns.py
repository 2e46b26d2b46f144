"""One of many at the same campaign: `python -m tests.support.contend_campaigns SEED COUNT`.

Each wakes it, takes its audience, asks for its pages and tells what became of them, in an order of
its own and again where a busy table refuses; it prints what it asked the gate for as JSON. With
COUNT -1 the campaign is drafted and approved, with COUNT 0 it prints what it came to.
"""

import json
import random
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from promenade.contracts.deliveries import SendRequest
from promenade.kit.errors import Stale, Unavailable
from promenade.outreach.campaign.model.runs import PageTask
from promenade.outreach.campaign.service import sending
from tests.support.campaigns import ID, SOON
from tests.support.launched_campaigns import RUN, Shop

PEOPLE = 1_950
PAGES = 20


def work(seed: int, shop: Shop) -> list[tuple[str, int]]:
    """(request, how many people) of all that was asked for."""
    chance = random.Random(seed)
    for turn in range(3):
        _insist(partial(shop.wake, SOON + timedelta(seconds=turn), f"wake {seed}"))
    _insist(shop.take)
    tasks = [PageTask(ID, 1, page, page + 1) for page in chance.sample(range(PAGES), PAGES)]
    for task in tasks:
        _insist(partial(sending.send_pages, task, shop.doors))
    asked = shop.requests.read(SendRequest)
    for request in chance.sample(asked, len(asked)):
        _insist(partial(shop.handle, request))
    return [(each.id, len(each.customers)) for each in asked]


def look(shop: Shop) -> dict[str, object]:
    campaign, progress = shop.desk.now(), shop.runs.progress(ID, 1)
    counts = {"sent": progress.sent_count, "pages": progress.page_count}
    counts |= {"cost_micros": progress.cost_micros, "runs": campaign.run_count}
    second = shop.runs.find(ID, 2)
    return counts | {"state": campaign.state, "run": RUN, "has_second": second is not None}


def _insist(act: Callable[[], object]) -> None:
    """As the queue does, which brings again what a busy table refused."""
    while True:
        try:
            act()
        except (Stale, Unavailable):
            continue
        return


if __name__ == "__main__":
    asked_seed, asked_count = map(int, sys.argv[1:])
    here = Shop(PEOPLE, is_there=asked_count >= 0)
    if asked_count < 0:
        here.desk.schedule()
        json.dump(None, sys.stdout)
    else:
        json.dump(work(asked_seed, here) if asked_count else look(here), sys.stdout)
