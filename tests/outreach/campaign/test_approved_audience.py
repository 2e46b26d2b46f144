"""What was approved is what is sent: a launch that meets other people sends nothing to anybody."""

import pytest

from promenade.contracts.behaviour import Act
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.journeys import Deed
from promenade.contracts.reviews import NotReady
from promenade.outreach.campaign.model.campaign import StatusForbids
from promenade.outreach.campaign.model.terms import Plan, Triggered
from promenade.outreach.campaign.service import managing
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.model.segment import Terms
from promenade.outreach.segment.service import setting
from promenade.outreach.segment.service.managing import Change, edit
from tests.support import segments
from tests.support.campaigns import (
    CHOICES,
    ID,
    SOON,
    Desk,
    FixedSegments,
    by,
    one_off,
    recurring,
    sources,
    template,
    terms,
)
from tests.support.cloud import dump
from tests.support.launched_campaigns import TEMPLATES, Shop
from tests.support.stamps import stamp

pytestmark = pytest.mark.usefixtures("stores")
LATER = one_off(at="2026-03-02T21:00")
_UNAPPROVED = ("paused", "audience_unapproved")


def approved(size: int = 1, **other: object) -> Shop:
    shop = Shop(size, **other)
    shop.desk.sources = sources(shop.segments)
    shop.desk.schedule()
    return shop


def grow(shop: Shop, size: int) -> None:
    shop.segments.people = FixedSegments(size).people


def edit_segment(shop: Shop) -> None:
    shop.segments.versions = {"segment_1": shop.segments.versions["segment_1"] + 1}


def state(shop: Shop) -> tuple[str, str]:
    now = shop.desk.now()
    return now.state, now.paused_for


def test_a_segment_that_was_edited_after_the_approval_is_sent_nothing() -> None:
    shop = approved()
    edit_segment(shop)
    grow(shop, 8)
    shop.wake()
    shop.take()
    shop.take()
    assert (shop.asked(), state(shop)) == ([], _UNAPPROVED)
    assert shop.desk.now().open_runs == ()


@pytest.mark.parametrize(("size", "is_sent"), [(13, True), (14, False)])
def test_a_segment_that_grew_beyond_its_worst_case_is_sent_nothing(
    size: int, is_sent: bool
) -> None:
    shop = approved(10)
    grow(shop, size)
    shop.wake()
    shop.take()
    assert bool(shop.asked()) is is_sent
    assert (state(shop) == _UNAPPROVED) is not is_sent


def test_a_budget_bounds_a_segment_that_grows() -> None:
    shop = approved(10, budget_micros=1_000_000)
    grow(shop, 20)
    shop.wake()
    shop.take()
    assert sum(len(each.customers) for each in shop.asked()) == 20


def test_a_segment_that_was_edited_is_sent_nothing_whatever_the_budget() -> None:
    shop = approved(10, budget_micros=1_000_000)
    edit_segment(shop)
    shop.wake()
    shop.take()
    assert (shop.asked(), state(shop)) == ([], _UNAPPROVED)


def test_nobody_lets_it_go_on_without_another_approval() -> None:
    shop = approved()
    edit_segment(shop)
    shop.wake()
    shop.take()
    stored = dump()
    with pytest.raises(StatusForbids):
        managing.resume(shop.desk.change("staff:olga", "on", SOON), shop.desk.store)
    assert dump() == stored


def test_once_that_is_approved_it_is_launched_with_another_run() -> None:
    shop = approved()
    edit_segment(shop)
    shop.wake()
    shop.take()
    mended = managing.edit(
        shop.desk.change("staff:maria", "mend"), terms(plan=LATER), shop.desk.store
    )
    assert (mended.state, mended.paused_for) == ("draft", "")
    shop.desk.submit("submit anew")
    again = shop.desk.approve("approve anew")
    assert again.state == "scheduled"
    assert again.next_at is not None
    shop.wake(again.next_at)
    shop.take()
    assert shop.asked() == []
    shop.take(f"{ID}-2")
    assert [each.id for each in shop.asked()] == [f"{ID}-2.0.0"]


def test_a_recurring_one_goes_on_once_its_new_audience_is_approved() -> None:
    shop = approved(10, plan=recurring(), budget_micros=10_000_000)
    shop.wake()
    shop.take()
    for each in shop.asked():
        shop.handle(each)
    edit_segment(shop)
    second = shop.desk.now().next_at
    assert second is not None
    shop.wake(second)
    shop.take(f"{ID}-2")
    assert (shop.asked(), state(shop)) == ([], _UNAPPROVED)
    change = shop.desk.change("staff:maria", "same")
    managing.edit(change, shop.desk.now().terms, shop.desk.store)
    assert state(shop) == _UNAPPROVED
    shop.desk.submit("submit anew")
    assert shop.desk.approve("approve anew").state == "running"
    assert state(shop) == ("running", "")


def test_a_segment_that_was_edited_since_it_was_submitted_is_not_approved() -> None:
    shop = Shop(1)
    shop.desk.sources = sources(shop.segments)
    shop.desk.submit()
    edit_segment(shop)
    stored = dump()
    with pytest.raises(NotReady) as refused:
        shop.desk.approve()
    assert [each.code for each in refused.value.faults] == ["segment_edited"]
    assert dump() == stored


@pytest.mark.parametrize(("unit_cost_micros", "is_dearer"), [(50_000, False), (50_001, True)])
def test_what_may_cost_more_than_when_it_was_submitted_is_not_approved(
    unit_cost_micros: int, is_dearer: bool
) -> None:
    shop = Shop(100)
    shop.desk.sources = sources(shop.segments)
    shop.desk.submit()
    grow(shop, 120)
    shop.charge(unit_cost_micros)
    stored = dump()
    if not is_dearer:
        assert shop.desk.approve().state == "scheduled"
        return
    with pytest.raises(NotReady) as refused:
        shop.desk.approve()
    assert [each.code for each in refused.value.faults] == ["cost_rose"]
    assert dump() == stored


@pytest.mark.parametrize(
    ("plan", "required"),
    [(one_off(), 2), (recurring(), 2), (Triggered(Deed(Act.CART), Channel.SMS, CHOICES), 1)],
)
def test_what_goes_to_all_of_a_segment_without_their_consent_is_approved_by_two(
    plan: Plan, required: int
) -> None:
    budget = {"budget_micros": 10**6}
    desk = Desk(plan=plan, purpose=Purpose.TRANSACTIONAL, **budget)
    desk.sources = sources(
        None, *(template(each, purpose=Purpose.TRANSACTIONAL) for each in TEMPLATES)
    )
    review = desk.submit().review
    assert review is not None
    assert (review.exposure_minor, review.required_count) == (100, required)


def test_who_paused_it_meanwhile_does_not_let_it_go_on_either() -> None:
    shop = approved()
    edit_segment(shop)
    shop.wake()
    managing.pause(ID, by("staff:olga", "stop", SOON), shop.desk.store)
    shop.take()
    assert state(shop) == _UNAPPROVED


def test_an_edit_of_what_a_segment_names_makes_it_another_one_and_a_name_does_not() -> None:
    doors = segments.fakes()
    segments.drafted(doors, "chinese")
    segments.drafted(doors, "outer", d.InSegment("chinese"))
    assert setting.terms_versions(["outer"], doors.segments) == {"outer": 1, "chinese": 1}
    renamed = Terms("Renamed", segments.CHINESE, segments.ZONE)
    edit(Change("chinese", 1, stamp("rename")), renamed, doors.segments)
    assert setting.terms_versions(["outer"], doors.segments) == {"outer": 1, "chinese": 1}
    segments.edited(doors, "chinese", d.Field("language", "eq", ("en",)))
    assert setting.terms_versions(["outer", "gone"], doors.segments) == {"outer": 1, "chinese": 3}
