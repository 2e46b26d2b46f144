"""A campaign over its functions: drafted, approved by somebody else, woken at its time, its segment
taken, its pages sent, and done with exact counts."""

from datetime import timedelta

import pytest

from promenade.kit import aws
from promenade.outreach.campaign.model.runs import Progress
from tests.support.campaign_shop import AT, Shop
from tests.support.cloud import dump, waiting
from tests.support.gateway import Gateway


@pytest.fixture
def shop(gateway: Gateway) -> Shop:
    return Shop(gateway)


def test_it_is_sent_once_to_all_who_want_it_and_done(shop: Shop) -> None:
    id_ = shop.campaign()
    shop.settle()
    assert shop.get(id_)["state"] == "scheduled"
    found = aws.client("scheduler").get_schedule(Name=f"{id_}_20260105T103000")
    assert found["ScheduleExpression"] == "at(2026-01-05T10:30:01)"
    shop.now = AT
    shop.wake(id_)
    held_out = shop.held_out(id_)
    assert 0 < len(held_out) < 25
    campaign, progress = shop.get(id_), shop.progress(id_)
    assert (campaign["state"], campaign["audience_count"]) == ("done", 30)
    assert progress.skipped == {"never_asked": 5}
    assert (progress.held_out_count, progress.sent_count) == (len(held_out), 25 - len(held_out))
    reached = set(shop.people[5:]) - held_out
    assert {who for who, count in shop.inboxes().items() if count} == reached
    before = dump()["promenade-delivery"]
    shop.wake(id_)
    shop.come(AT + timedelta(days=2))
    assert dump()["promenade-delivery"] == before


def test_what_is_paused_reaches_nobody_until_it_is_resumed(shop: Shop) -> None:
    id_ = shop.campaign()
    shop.now = AT
    shop.launch(id_)
    shop.act(id_, "pause")
    shop.settle()
    paused = shop.get(id_)
    assert (paused["state"], paused["audience_count"]) == ("paused", 30)
    assert (shop.progress(id_), set(shop.inboxes().values())) == (Progress(), {0})
    shop.now = AT + timedelta(hours=1)
    shop.act(id_, "resume", version=paused["version"])
    shop.settle()
    progress = shop.progress(id_)
    assert shop.get(id_)["state"] == "done"
    assert progress.sent_count + progress.held_out_count == 25
    assert sum(shop.inboxes().values()) == progress.sent_count == 25 - len(shop.held_out(id_))


def test_what_is_cancelled_reaches_nobody(shop: Shop) -> None:
    id_ = shop.campaign()
    shop.now = AT
    shop.launch(id_)
    shop.act(id_, "cancel")
    shop.settle()
    assert (shop.get(id_)["state"], waiting("delivery-requests")) == ("cancelled", 0)
    assert (shop.progress(id_), set(shop.inboxes().values())) == (Progress(), {0})
