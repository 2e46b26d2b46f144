"""A launch that may cost more than was approved sends nothing to anybody."""

import pytest

from promenade.contracts.reviews import ReviewState
from promenade.outreach.campaign.model.campaign import StatusForbids
from promenade.outreach.campaign.service import managing
from tests.support.campaigns import ID, SOON, recurring, sources, terms
from tests.support.cloud import dump
from tests.support.launched_campaigns import Shop

pytestmark = pytest.mark.usefixtures("stores")
APPROVED, DEARER = 50_000, 50_001
_UNAPPROVED = ("paused", "cost_rose")


def approved(**other: object) -> Shop:
    shop = Shop(10, **other)
    shop.desk.sources = sources(shop.segments)
    agree(shop)
    return shop


def agree(shop: Shop, times: str = "") -> None:
    """As many as have to."""
    shop.desk.submit(f"submit{times}")
    for actor in ("staff:olga", "staff:otto"):
        review = shop.desk.now().review
        if review and review.state is ReviewState.PENDING:
            shop.desk.approve(f"{actor}{times}", actor)


def launch(shop: Shop, number: int = 1) -> None:
    due_at = shop.desk.now().next_at
    assert due_at is not None
    shop.wake(due_at)
    shop.take(f"{ID}-{number}")


def state(shop: Shop) -> tuple[str, str]:
    now = shop.desk.now()
    return now.state, now.paused_for


@pytest.mark.parametrize(("unit_cost_micros", "is_dearer"), [(APPROVED, False), (DEARER, True)])
def test_an_account_that_was_made_dearer_after_the_approval_sends_nothing(
    unit_cost_micros: int, *, is_dearer: bool
) -> None:
    shop = approved()
    shop.charge(unit_cost_micros)
    launch(shop)
    assert bool(shop.asked()) is not is_dearer
    assert (state(shop) == _UNAPPROVED) is is_dearer
    assert bool(shop.desk.now().open_runs) is not is_dearer


def test_an_account_that_has_become_cheaper_sends() -> None:
    shop = approved()
    shop.charge(APPROVED - 1)
    launch(shop)
    assert [each.id for each in shop.asked()] == [f"{ID}-1.0.0"]


def test_each_launch_of_a_recurring_campaign_is_checked() -> None:
    shop = approved(plan=recurring())
    launch(shop)
    (request,) = shop.asked()
    shop.handle(request)
    shop.charge(DEARER)
    launch(shop, 2)
    assert (shop.asked(), state(shop)) == ([], _UNAPPROVED)
    assert shop.desk.now().open_runs == ()


def test_a_budget_bounds_what_becomes_dearer() -> None:
    shop = approved(plan=recurring(), budget_micros=1_000_000)
    shop.charge(10 * DEARER)
    launch(shop)
    assert len(shop.asked()) == 1
    assert state(shop) == ("running", "")


def test_it_is_not_resumed_without_another_approval() -> None:
    shop = approved()
    shop.charge(DEARER)
    launch(shop)
    stored = dump()
    with pytest.raises(StatusForbids, match="It may cost more than was approved"):
        managing.resume(shop.desk.change("staff:olga", "on", SOON), shop.desk.store)
    assert dump() == stored


def test_a_recurring_one_goes_on_once_its_price_is_approved() -> None:
    shop = approved(plan=recurring())
    shop.charge(DEARER)
    launch(shop)
    change = shop.desk.change("staff:maria", "same")
    managing.edit(change, terms(plan=recurring()), shop.desk.store)
    agree(shop, " anew")
    launch(shop, 2)
    assert [each.id for each in shop.asked()] == [f"{ID}-2.0.0"]
