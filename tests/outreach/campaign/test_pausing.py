"""What a pause, a budget and a cancellation do to a campaign whose pages are under way."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.contracts.deliveries import SentTo
from promenade.kit.values import replace
from promenade.outreach.campaign.model.campaign import StatusForbids
from promenade.outreach.campaign.service import managing
from promenade.outreach.campaign.service.handing_on import hand_on_all
from tests.support.campaigns import ID, SOON, by, one_off, terms
from tests.support.cloud import dump
from tests.support.launched_campaigns import RUN, Shop
from tests.support.stamps import NOON

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


def paused_before_its_time() -> Shop:
    shop = Shop()
    shop.desk.schedule()
    paused = managing.pause(ID, by("staff:olga", "stop", NOON), shop.desk.store)
    assert (paused.state, paused.paused_for, paused.wake_at) == ("paused", "", None)
    return shop


def test_what_is_paused_before_its_time_is_not_launched_and_keeps_its_time() -> None:
    shop = paused_before_its_time()
    stored = dump()
    shop.wake()
    assert dump() == stored
    before = SOON - timedelta(minutes=1)
    resumed = managing.resume(shop.desk.change("staff:olga", "on", before), shop.desk.store)
    assert (resumed.state, resumed.next_at, resumed.wake_at) == ("scheduled", SOON, SOON)
    shop.wake()
    assert (shop.desk.now().state, shop.desk.now().launched_at) == ("running", SOON)


def test_what_is_resumed_after_its_time_is_launched_then() -> None:
    shop = paused_before_its_time()
    late = SOON + timedelta(hours=30)
    managing.resume(shop.desk.change("staff:olga", "on", late), shop.desk.store)
    shop.wake(late)
    run = shop.runs.find(ID, 1)
    assert run is not None
    assert (run.due_at, run.until) == (late, late + timedelta(hours=24))


def test_what_is_paused_before_its_time_can_be_mended_and_is_reviewed_again() -> None:
    shop = paused_before_its_time()
    change = shop.desk.change("staff:maria", "mend", NOON)
    mended = managing.edit(change, terms(plan=one_off(segment_id="segment_2")), shop.desk.store)
    assert (mended.state, mended.next_at, mended.proposed, mended.review) == (
        "draft",
        None,
        None,
        None,
    )
    stored = dump()
    with pytest.raises(StatusForbids):
        managing.resume(shop.desk.change("staff:olga", "on", NOON), shop.desk.store)
    assert dump() == stored


def test_whoever_pauses_while_it_is_launched_pauses_what_was_launched() -> None:
    shop = Shop()
    shop.desk.schedule()
    seen = shop.desk.store.find
    met = seen(ID)
    shop.wake()
    first = iter([met])
    shop.desk.store.find = lambda campaign_id: next(first, None) or seen(campaign_id)  # type: ignore[method-assign]
    paused = managing.pause(ID, by("staff:olga", "stop", SOON), shop.desk.store)
    assert (paused.state, paused.launched_at, paused.run_count) == ("paused", SOON, 1)


def test_what_the_budget_left_out_is_asked_for_once_more() -> None:
    shop = Shop()
    shop.desk.schedule()
    shop.wake()
    shop.take()
    short, *others = shop.asked()
    for each in others:
        shop.handle(each)
    managing.pause(ID, by("system:campaign", "short", SOON), shop.desk.store, "budget")
    some = (SentTo("plain", short.customers[:30]),)
    shop.handle(short, sent=some, skipped={"budget": 70}, cost_micros=1_500_000)
    assert (shop.asked(), shop.desk.now().state) == ([], "paused_budget")
    resumed = managing.resume(shop.desk.change("staff:olga", "on", SOON), shop.desk.store)
    hand_on_all(resumed, shop.runs, shop.pages)
    (again,) = shop.asked()
    assert (again.id, again.customers) == (f"{RUN}.0.1", short.customers)
    rest = (SentTo("warm", short.customers[30:]),)
    shop.handle(again, sent=rest, skipped={"sent_before": 30}, cost_micros=3_500_000)
    progress = shop.runs.progress(ID, 1)
    assert (progress.sent, progress.skipped) == ({"plain": 180, "warm": 70}, {})
    assert (progress.cost_micros, shop.desk.now().state) == (12_500_000, "done")


def test_who_is_left_out_or_held_out_counts_once_though_the_page_is_asked_for_again() -> None:
    shop = Shop(size=40)
    shop.desk.schedule()
    shop.wake()
    shop.take()
    (short,) = shop.asked()
    people, held_out = short.customers, ("customer-38", "customer-39")
    kept: dict[str, Any] = {"held_out": held_out, "cost_micros": 0}
    skipped: Any = {"budget": 27, "address_suppressed": 8}
    shop.handle(short, sent=(SentTo("plain", people[:3]),), skipped=skipped, **kept)
    assert shop.runs.progress(ID, 1).skipped == {}
    (again,) = shop.asked()
    left: Any = {"sent_before": 3, "address_suppressed": 8}
    shop.handle(again, sent=(SentTo("plain", people[3:30]),), skipped=left, **kept)
    progress = shop.runs.progress(ID, 1)
    assert (progress.sent_count, progress.held_out_count) == (30, 2)
    assert progress.skipped == {"address_suppressed": 8}


def test_who_is_on_the_list_twice_is_left_out_once_and_nobody_stays_undecided() -> None:
    shop = Shop(size=10)
    shop.desk.schedule()
    shop.wake()
    shop.take()
    (page,) = shop.asked()
    sent = (SentTo("plain", page.customers[:8]),)
    shop.handle(page, sent=sent, skipped={"sent_before": 2}, double_count=2, cost_micros=0)
    progress = shop.runs.progress(ID, 1)
    assert (progress.sent_count, progress.skipped) == (8, {"sent_before": 2})


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


def test_who_pauses_what_ran_out_of_budget_has_to_let_it_go_on() -> None:
    """A larger budget alone does not."""
    shop = Shop(budget_micros=1_000_000)
    shop.desk.schedule()
    shop.wake()
    shop.take()
    managing.pause(ID, by("system:campaign", "short", SOON), shop.desk.store, "budget")
    before = shop.desk.now()
    paused = managing.pause(ID, by("staff:maria", "wrong text", SOON), shop.desk.store)
    assert (paused.state, paused.paused_for) == ("paused", "")
    assert paused.version == before.version + 1
    assert managing.pause(ID, by("staff:olga", "too", SOON), shop.desk.store) == paused
    change = shop.desk.change("staff:maria", "more")
    managing.edit(change, replace(before.terms, budget_micros=2_000_000), shop.desk.store)
    shop.desk.submit("more of it")
    assert shop.desk.approve("more of it").state == "paused"
