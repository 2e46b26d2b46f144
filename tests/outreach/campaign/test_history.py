"""What became of a campaign's runs: counts that add up, each message once."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest

from promenade.contracts.behaviour import Act
from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import MessagesHandled, SentTo, Told
from promenade.contracts.journeys import Deed
from promenade.kit.errors import NotFound
from promenade.kit.values import replace
from promenade.outreach.campaign.model.terms import Triggered
from promenade.outreach.campaign.service import managing
from promenade.outreach.campaign.service.history import Doors, History, history
from promenade.outreach.campaign.store.runs import DynamoRunStore
from promenade.outreach.campaign.wire.runs import RunView, show_history
from tests.support.campaigns import CHOICES, ID, SOON, Desk, by, recurring
from tests.support.cloud import dump
from tests.support.launched_campaigns import Shop
from tests.support.stamps import NOON

pytestmark = pytest.mark.usefixtures("stores")


class Heard:
    """Of each run, ten were delivered and one bounced; four were opened and two clicked."""

    def of(self, campaign: str, runs: Sequence[int]) -> Mapping[int, Mapping[Told, int]]:
        assert campaign == ID
        told: Mapping[Told, int] = {"delivered": 10, "bounced": 1, "opened": 4, "clicked": 2}
        return dict.fromkeys(runs, told)


def seen(desk: Desk, limit: int = 20, after: Any = None) -> History:
    doors = Doors(desk.store, DynamoRunStore(), Heard())
    return history(ID, limit, after, doors)


def shown(desk: Desk) -> list[RunView]:
    return show_history(seen(desk), None).items


def test_a_run_adds_up_while_it_goes_on_and_once_it_is_over() -> None:
    shop = Shop(size=150, holdout_bp=1_000)
    shop.desk.schedule()
    shop.wake()
    (waiting,) = shown(shop.desk)
    assert (waiting.planned_count, waiting.undecided_count, waiting.sent_count) == (None, None, 0)
    shop.take()
    first, second = shop.asked()
    sent = (SentTo("plain", first.customers[:60]),)
    skipped: Any = {"never_asked": 20, "unknown": 3}
    held_out = first.customers[60:70]
    shop.handle(first, sent=sent, held_out=held_out, skipped=skipped, waiting_count=7)
    before = dump()
    (run,) = shown(shop.desk)
    assert (run.number, run.state, run.due_at) == (1, "open", SOON)
    assert (run.planned_count, run.sent_count, run.held_out_count) == (150, 60, 10)
    assert (run.waiting_count, run.skipped) == (7, skipped)
    assert run.undecided_count == 150 - 60 - 10 - 23 - 7
    assert (run.delivered_count, run.bounced_count, run.stopped_count) == (10, 1, 0)
    assert (run.provider_opened_count, run.provider_clicked_count) == (4, 2)
    assert (run.sent, run.currency) == ({"plain": 60}, "CNY")
    assert dump() == before
    shop.handle(second)
    shop.wake(SOON + timedelta(hours=24))
    (over,) = shown(shop.desk)
    assert (over.state, over.sent_count, over.undecided_count) == ("closed", 110, 0)


def test_nobody_waits_for_what_was_cancelled() -> None:
    shop = Shop(size=100)
    shop.desk.schedule()
    shop.wake()
    shop.take()
    (asked,) = shop.asked()
    skipped: Any = {"campaign_ended": 1, "never_asked": 2}
    sent = (SentTo("plain", asked.customers[:90]),)
    shop.handle(asked, sent=sent, skipped=skipped, waiting_count=7)
    managing.cancel(ID, by("staff:olga", "off", SOON), shop.desk.store)
    over = {"campaign_ended": 8, "never_asked": 2}
    (run,) = shown(shop.desk)
    assert (run.waiting_count, run.skipped, run.undecided_count) == (0, over, 0)
    later = replace(asked, id=f"{asked.id}#later-1", customers=asked.customers[93:])
    shop.handle(later, sent=(), skipped={"campaign_ended": 7}, cost_micros=0)
    assert shown(shop.desk) == [run]


def test_a_cancelled_run_stays_open_until_what_was_under_way_is_told() -> None:
    shop = Shop(size=100)
    shop.desk.schedule()
    shop.wake()
    shop.take()
    managing.cancel(ID, by("staff:olga", "off", SOON), shop.desk.store)

    def at(minutes: int) -> RunView:
        now = SOON + timedelta(minutes=minutes)
        doors = Doors(shop.desk.store, DynamoRunStore(), Heard(), lambda: now)
        (run,) = show_history(history(ID, 20, None, doors), None).items
        return run

    assert (at(19).state, at(19).skipped, at(19).undecided_count) == ("open", {}, 100)
    assert (at(20).state, at(20).undecided_count) == ("closed", 0)
    assert at(20).skipped == {"campaign_ended": 100}


def test_the_last_run_is_first_and_pages_go_on() -> None:
    shop = Shop(plan=recurring(), budget_micros=10**9)
    shop.desk.schedule()
    for day in range(3):
        shop.wake(SOON + timedelta(days=day))
    first = seen(shop.desk, limit=2)
    assert [each.run.number for each in first.page.items if each.run] == [3, 2]
    rest = seen(shop.desk, limit=2, after=first.page.next)
    assert [each.run.number for each in rest.page.items if each.run] == [1]
    assert rest.page.next is None


def test_of_people_who_came_by_themselves_there_is_one_count() -> None:
    desk, runs = Desk(plan=Triggered(Deed(Act.CART), Channel.SMS, CHOICES)), DynamoRunStore()
    for number in range(2):
        way = f"cart {number}"
        sent = (SentTo("warm", ("ada",)),)
        runs.count(MessagesHandled(ID, "send", way, Channel.SMS, f"{number}", NOON, sent), 0)
    (own,) = shown(desk)
    assert (own.number, own.due_at, own.planned_count) == (0, None, None)
    assert (own.sent_count, own.sent, own.delivered_count) == (2, {"warm": 2}, 10)


def test_of_no_campaign_there_are_no_runs() -> None:
    doors = Doors(Desk().store, DynamoRunStore(), Heard())
    with pytest.raises(NotFound):
        history("nowhere", 20, None, doors)
