"""What becomes of campaigns that are not launched at their time."""

from datetime import timedelta

import pytest

from promenade.outreach.campaign.service import managing
from tests.support.campaigns import ID, SOON, AskedSnapshots, by, recurring
from tests.support.cloud import dump
from tests.support.launched_campaigns import Shop

pytestmark = pytest.mark.usefixtures("stores")


def test_without_its_segment_it_is_paused_and_launched_once_somebody_says_so() -> None:
    shop = Shop()
    shop.desk.schedule()
    asked = shop.snapshots.ask
    shop.snapshots.ask = lambda *_: AskedSnapshots().ask("x", "gone", by("a", "b"))  # type: ignore[method-assign]
    shop.wake()
    paused = shop.desk.now()
    assert (paused.state, paused.paused_for, paused.run_count) == ("paused", "segment_unusable", 0)
    assert shop.runs.find(ID, 1) is None
    shop.snapshots.ask = asked  # type: ignore[method-assign]
    later = SOON + timedelta(days=3)
    managing.resume(shop.desk.change("staff:olga", "on", later), shop.desk.store)
    shop.wake(later)
    run = shop.runs.find(ID, 1)
    assert run is not None
    assert (run.due_at, run.until) == (later, later + timedelta(hours=24))


def test_what_is_sent_once_and_missed_its_time_waits_for_a_word() -> None:
    shop = Shop()
    shop.desk.schedule()
    late = SOON + timedelta(hours=24)
    shop.wake(late)
    assert (shop.desk.now().state, shop.desk.now().paused_for) == ("paused", "missed")
    assert shop.snapshots.asked == []
    stored = dump()
    shop.wake(late, "sweep")
    assert dump() == stored


def test_of_times_that_were_missed_the_last_is_made_up_for() -> None:
    shop = Shop(plan=recurring(), budget_micros=10**9)
    shop.desk.schedule()
    shop.wake(SOON + timedelta(days=3, hours=2))
    run, campaign = shop.runs.find(ID, 1), shop.desk.now()
    assert run is not None
    assert (run.due_at, run.until) == (SOON + timedelta(days=3), SOON + timedelta(days=4))
    assert (campaign.run_count, campaign.next_at) == (1, SOON + timedelta(days=4))


def test_what_recurs_and_is_too_late_is_left_to_the_next_time() -> None:
    shop = Shop(plan=recurring(), budget_micros=10**9, ttl_hours=2)
    shop.desk.schedule()
    shop.wake(SOON + timedelta(days=3, hours=2))
    campaign = shop.desk.now()
    assert (campaign.state, campaign.run_count) == ("scheduled", 0)
    assert campaign.next_at == SOON + timedelta(days=4)


def test_what_recurs_is_done_once_its_end_has_passed_though_it_is_paused() -> None:
    shop = Shop(plan=recurring(end="2026-03-02"), budget_micros=10**9, size=0)
    shop.desk.schedule()
    shop.wake()
    shop.take()
    assert shop.desk.now().next_at == SOON + timedelta(days=1)
    managing.pause(ID, by("staff:olga", "stop", SOON), shop.desk.store)
    end = SOON + timedelta(days=1, hours=3)
    shop.wake(end - timedelta(seconds=1))
    assert shop.desk.now().state == "paused"
    shop.wake(end)
    assert (shop.desk.now().state, shop.desk.now().ended_at) == ("done", end)
