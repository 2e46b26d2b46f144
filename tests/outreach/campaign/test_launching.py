"""A campaign is launched in time, sent page by page, and done once all are decided."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.contracts.deliveries import SentTo
from promenade.kit.errors import Stale
from promenade.outreach.campaign.service import launching
from tests.support.campaigns import ID, SOON, by, one_off, recurring
from tests.support.cloud import dump
from tests.support.launched_campaigns import RUN, Shop

pytestmark = pytest.mark.usefixtures("stores")


def test_it_is_launched_once_whoever_wakes_it() -> None:
    shop = Shop()
    shop.desk.schedule()
    shop.wake(SOON - timedelta(seconds=1))
    assert shop.desk.now().state == "scheduled"
    shop.wake()
    assert (shop.desk.now().state, shop.snapshots.asked) == ("running", [RUN])
    stored = dump()
    shop.wake(by_whom="sweep")
    assert dump() == stored


def test_of_two_wakes_at_once_one_is_told_that_it_changed() -> None:
    shop = Shop()
    shop.desk.schedule()
    seen = shop.desk.store.find(ID)
    shop.wake()
    stored = dump()
    assert seen is not None
    stuck: Any = Stuck(seen, shop)
    doors = launching.Doors(stuck, shop.runs, shop.snapshots)
    with pytest.raises(Stale):
        launching.wake(ID, by("system:campaign", "again", SOON), doors)
    assert dump() == stored


class Stuck:
    """Saw the campaign before the other wake."""

    def __init__(self, seen: Any, shop: Shop) -> None:
        self._seen, self._store = seen, shop.desk.store

    def find(self, _campaign_id: str) -> Any:
        return self._seen

    def save(self, *given: Any) -> Any:
        return self._store.save(*given)


def test_each_page_is_asked_for_and_all_of_them_make_it_done() -> None:
    shop = Shop(holdout_bp=1_000)
    shop.desk.schedule()
    shop.wake()
    shop.take()
    requests = shop.asked()
    assert [len(each.customers) for each in requests] == [100, 100, 50]
    assert [each.customers[0] for each in requests[1:]] == ["customer-100", "customer-200"]
    assert requests[0].until == SOON + timedelta(hours=24)
    assert [shop.handle(each) for each in requests[:2]] == [True, True]
    assert shop.desk.now().state == "running"
    assert not shop.handle(requests[0])
    assert shop.runs.progress(ID, 1).sent_count == 200
    shop.handle(requests[2], sent=(), held_out=requests[2].customers, cost_micros=0)
    done, progress = shop.desk.now(), shop.runs.progress(ID, 1)
    assert (done.state, done.audience_count, done.ended_at) == ("done", 250, SOON)
    assert (progress.sent_count, progress.held_out_count) == (200, 50)
    assert (progress.sent, progress.cost_micros) == ({"plain": 200}, 10_000_000)


def test_who_waits_is_waited_for() -> None:
    shop = Shop(size=10)
    shop.desk.schedule()
    shop.wake()
    shop.take()
    (request,) = shop.asked()
    shop.handle(request, sent=(), skipped={"never_asked": 4}, waiting_count=6, cost_micros=0)
    assert shop.desk.now().state == "running"
    later = {"request_id": f"{request.id}#later-1", "skipped": {"withdrawn": 1}}
    shop.handle(request, **later, sent=(SentTo("warm", ("c0", "c1", "c2", "c3", "c4")),))
    progress = shop.runs.progress(ID, 1)
    assert (progress.waiting_count, progress.sent_count) == (0, 5)
    assert progress.skipped == {"never_asked": 4, "withdrawn": 1}
    assert shop.desk.now().state == "done"


def test_who_breaks_off_is_followed_by_who_asks_for_the_rest() -> None:
    shop = Shop()
    shop.desk.schedule()
    shop.wake()
    shop.take()
    first, *_ = shop.asked()
    shop.handle(first)
    shop.take()
    assert [each.id for each in shop.asked()] == [f"{RUN}.1.0", f"{RUN}.2.0"]


def test_an_audience_that_is_quite_another_waits_for_a_word() -> None:
    shop = Shop(plan=recurring(), budget_micros=10**9)
    shop.desk.schedule()
    shop.wake()
    shop.take()
    for each in shop.asked():
        shop.handle(each)
    assert shop.desk.now().state == "running"
    shop.segments.people = shop.segments.people[:170]
    shop.wake(SOON + timedelta(days=1))
    shop.take(f"{ID}-2")
    assert (shop.desk.now().state, shop.desk.now().paused_for) == ("paused", "audience_changed")
    assert shop.asked() == []


def test_a_run_whose_time_is_over_is_closed() -> None:
    shop = Shop(plan=one_off())
    shop.desk.schedule()
    shop.wake()
    shop.take()
    shop.wake(SOON + timedelta(hours=24))
    assert (shop.desk.now().state, shop.desk.now().open_runs) == ("done", ())


def test_a_segment_of_nobody_is_done_at_once() -> None:
    shop = Shop(size=0)
    shop.desk.schedule()
    shop.wake()
    shop.take()
    assert shop.desk.now().state == "done"
