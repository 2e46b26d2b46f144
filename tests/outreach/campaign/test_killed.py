"""A worker is killed at any call to the table and its message comes again: a campaign is launched
once, each page is asked for by one name, nobody is counted twice, and it is done."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from promenade.contracts.deliveries import SendRequest
from promenade.outreach.campaign.model.runs import PageTask
from promenade.outreach.campaign.service import sending
from tests.support.campaigns import ID
from tests.support.cloud import cloud
from tests.support.faulty import Fault, Killed, failing, killed_after, killed_before, unharmed
from tests.support.launched_campaigns import RUN, Shop

Step = Callable[[], object]


def life(shop: Shop, asked: dict[str, SendRequest]) -> Iterator[Step]:
    """What queues bring, each until it is through."""
    yield shop.wake
    yield shop.take
    for task in shop.pages.read(PageTask):
        yield partial(sending.send_pages, task, shop.doors)
    for request in shop.requests.read(SendRequest):
        assert asked.setdefault(request.id, request) == request
    for request in asked.values():
        yield partial(shop.handle, request)


def run(fault: Fault, number: int) -> tuple[Any, int]:
    """What it came to, and the most calls that a step made."""
    most, asked = 0, dict[str, SendRequest]()
    with cloud():
        shop = Shop(budget_micros=10**9)
        shop.desk.schedule()
        for step in life(shop, asked):
            try:
                with failing(fault, number) as turn:
                    step()
            except Killed:
                step()
            most = max(most, turn.count)
        people = sorted(who for each in asked.values() for who in each.customers)
        return (shop.desk.now(), shop.runs.progress(ID, 1), sorted(asked), people), most


@pytest.mark.parametrize("fault", [killed_before, killed_after])
def test_who_is_killed_anywhere_is_followed(fault: Fault) -> None:
    expected, calls = run(unharmed, 0)
    campaign, progress, asked, people = expected
    assert (campaign.state, campaign.run_count, progress.sent_count) == ("done", 1, 250)
    assert asked == [f"{RUN}.{page}.0" for page in range(3)]
    assert len(set(people)) == len(people) == 250
    assert calls > 4
    for number in range(1, calls + 1):
        assert run(fault, number)[0] == expected, number
