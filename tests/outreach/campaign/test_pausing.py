"""What a pause, a budget and a cancellation do to a campaign whose pages are under way."""

import pytest

from promenade.contracts.deliveries import Reached
from promenade.outreach.campaign.service import managing
from promenade.outreach.campaign.service.handing_on import hand_on_all
from tests.support.campaigns import ID, SOON, by
from tests.support.launched_campaigns import RUN, Shop

pytestmark = pytest.mark.usefixtures("stores")


def test_what_is_paused_asks_for_nothing_and_goes_on_with_the_rest() -> None:
    shop = Shop()
    shop.desk.schedule()
    shop.wake()
    shop.take()
    managing.pause(ID, by("staff:olga", "stop", SOON), shop.desk.store)
    assert shop.asked() == []
    resumed = managing.resume(shop.desk.change("staff:olga", "on", SOON), shop.desk.store)
    hand_on_all(resumed, shop.runs, shop.pages)
    assert [each.id for each in shop.asked()] == [f"{RUN}.{page}.0" for page in range(3)]


def test_what_the_budget_left_out_is_asked_for_once_more() -> None:
    shop = Shop()
    shop.desk.schedule()
    shop.wake()
    shop.take()
    short, *others = shop.asked()
    for each in others:
        shop.handle(each)
    managing.pause(ID, by("system:campaign", "short", SOON), shop.desk.store, "budget")
    some = tuple(Reached(each, "plain") for each in short.customers[:30])
    shop.handle(short, sent=some, skipped={"budget": 70}, cost_micros=1_500_000)
    assert (shop.asked(), shop.desk.now().state) == ([], "paused_budget")
    resumed = managing.resume(shop.desk.change("staff:olga", "on", SOON), shop.desk.store)
    hand_on_all(resumed, shop.runs, shop.pages)
    (again,) = shop.asked()
    assert (again.id, again.customers) == (f"{RUN}.0.1", short.customers)
    rest = tuple(Reached(each, "warm") for each in short.customers[30:])
    shop.handle(again, sent=rest, skipped={"sent_before": 30}, cost_micros=3_500_000)
    progress = shop.runs.progress(ID, 1)
    assert (progress.sent, progress.skipped) == ({"plain": 180, "warm": 70}, {})
    assert (progress.cost_micros, shop.desk.now().state) == (12_500_000, "done")


def test_what_is_told_as_left_out_after_it_was_resumed_is_asked_for_at_once() -> None:
    shop = Shop(size=10)
    shop.desk.schedule()
    shop.wake()
    shop.take()
    (short,) = shop.asked()
    assert shop.handle(short, sent=(), skipped={"budget": 10}, cost_micros=0)
    assert not shop.handle(short, sent=(), skipped={"budget": 10}, cost_micros=0)
    assert {each.id for each in shop.asked()} == {f"{RUN}.0.1"}


def test_what_was_cancelled_asks_for_nothing_more_and_tells_who_was_left_out() -> None:
    shop = Shop()
    shop.desk.schedule()
    shop.wake()
    shop.take()
    first, second, _ = shop.asked()
    shop.take()
    managing.cancel(ID, by("staff:olga", "off", SOON), shop.desk.store)
    assert shop.asked() == []
    shop.handle(first)
    shop.handle(second, sent=(), skipped={"campaign_ended": 100}, cost_micros=0)
    progress = shop.runs.progress(ID, 1)
    assert (progress.sent_count, progress.skipped) == (100, {"campaign_ended": 100})
    assert shop.desk.now().state == "cancelled"
