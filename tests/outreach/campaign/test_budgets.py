"""Nobody draws more than is left, and nobody twice."""

import pytest

from promenade.outreach.campaign.holds import DynamoBudgets
from promenade.outreach.campaign.model.timing import launch
from promenade.outreach.campaign.service import managing
from tests.support.campaigns import ID, SOON, Desk, by, terms
from tests.support.cloud import dump

pytestmark = pytest.mark.usefixtures("stores")


def opened(**other: object) -> tuple[Desk, DynamoBudgets]:
    desk = Desk(**other)
    desk.schedule()
    desk.store.save(launch(desk.now(), SOON), None, by("system:campaign", "launch", SOON))
    return desk, DynamoBudgets(lambda: SOON)


def test_a_request_draws_once() -> None:
    desk, budgets = opened(budget_micros=1_000)
    assert budgets.draw(ID, "a", 400) == 400
    stored = dump()
    assert budgets.draw(ID, "a", 400) == 400
    assert dump() == stored
    assert desk.budgets.left(ID) == 600


def test_what_comes_short_pauses_the_campaign_once() -> None:
    desk, budgets = opened(budget_micros=1_000)
    assert budgets.draw(ID, "a", 900) == 900
    assert desk.now().state == "running"
    assert budgets.draw(ID, "b", 400) == 100
    assert (desk.now().state, desk.now().paused_for) == ("paused_budget", "budget")
    assert budgets.draw(ID, "c", 400) == 0
    stored = dump()
    assert (budgets.draw(ID, "b", 400), budgets.draw(ID, "c", 400)) == (100, 0)
    assert dump() == stored


def test_what_was_not_spent_goes_back_once() -> None:
    desk, budgets = opened(budget_micros=1_000)
    budgets.draw(ID, "a", 400)
    budgets.settle(ID, "a", 150)
    assert desk.budgets.left(ID) == 850
    stored = dump()
    budgets.settle(ID, "a", 0)
    budgets.settle(ID, "unknown", 0)
    assert dump() == stored
    budgets.draw(ID, "b", 100)
    budgets.settle(ID, "b", 700)
    assert desk.budgets.left(ID) == 750


def test_a_raised_budget_lets_it_go_on() -> None:
    desk, budgets = opened(budget_micros=1_000)
    budgets.draw(ID, "a", 1_500)
    assert desk.now().state == "paused_budget"
    more = terms(budget_micros=1_800)
    managing.edit(desk.change("staff:maria", "edit"), more, desk.store)
    desk.submit("submit more")
    after = desk.approve("approve more")
    assert (after.state, after.paused_for) == ("running", "")
    assert budgets.draw(ID, "b", 1_500) == 800


def test_without_a_budget_all_that_is_asked_for_is_drawn() -> None:
    _, budgets = opened()
    assert budgets.draw(ID, "a", 10**12) == 10**12
    budgets.settle(ID, "a", 5)


def test_what_is_cancelled_is_not_paused() -> None:
    desk, budgets = opened(budget_micros=1_000)
    managing.cancel(ID, by("staff:olga", "off"), desk.store)
    assert budgets.draw(ID, "a", 1_500) == 1_000
    assert desk.now().state == "cancelled"
