"""From draft to done, over the real store."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.journeys import SegmentEntry
from promenade.contracts.reviews import NotReady, SelfApproval
from promenade.kit.errors import NotFound, Stale
from promenade.kit.values import replace
from promenade.outreach.campaign.model.campaign import StatusForbids, TermsFixed
from promenade.outreach.campaign.model.terms import Triggered
from promenade.outreach.campaign.model.timing import launch as launched
from promenade.outreach.campaign.reader import DynamoCampaigns
from promenade.outreach.campaign.service import managing, reviewing
from promenade.outreach.campaign.service.managing import Change
from promenade.outreach.campaign.store.records import marks
from tests.support.campaigns import CHOICES, ID, SOON, Desk, by, one_off, recurring, terms
from tests.support.cloud import dump
from tests.support.stamps import NOON

pytestmark = pytest.mark.usefixtures("stores")
ON_ENTRY = Triggered(SegmentEntry("segment_1"), Channel.SMS, CHOICES, "2026-04-01")


def start(desk: Desk) -> None:
    desk.schedule()
    desk.store.save(launched(desk.now(), SOON), None, by("system:campaign", "launch", SOON))


def test_the_last_approval_schedules_it_for_its_time() -> None:
    desk = Desk()
    submitted = desk.submit()
    assert (submitted.state, submitted.wake_at) == ("pending", None)
    assert submitted.review is not None
    assert (submitted.review.exposure_minor, submitted.review.required_count) == (1_625, 1)
    approved = desk.approve()
    assert (approved.state, approved.next_at) == ("scheduled", SOON)
    assert marks.due_in(SOON) == [ID]


def test_nobody_approves_what_they_wrote_and_nothing_moves() -> None:
    desk = Desk()
    desk.submit()
    stored = dump()
    with pytest.raises(SelfApproval):
        reviewing.approve(
            desk.change("staff:maria", "approve"), desk.sources, desk.budgets, desk.store
        )
    assert dump() == stored


def test_of_two_who_approve_at_once_one_is_told_that_it_changed() -> None:
    desk = Desk()
    desk.submit()
    seen = desk.now().version
    first, second = (Change(ID, seen, by(f"staff:{each}", each)) for each in ("olga", "otto"))
    reviewing.approve(first, desk.sources, desk.budgets, desk.store)
    stored = dump()
    with pytest.raises(Stale):
        reviewing.approve(second, desk.sources, desk.budgets, desk.store)
    assert dump() == stored
    assert reviewing.approve(first, desk.sources, desk.budgets, desk.store) == desk.now()


def test_what_bounds_nothing_takes_two_approvals() -> None:
    desk = Desk(plan=recurring())
    assert desk.submit().review is not None
    assert desk.approve().state == "pending"
    change = desk.change("staff:otto", "second")
    after = reviewing.approve(change, desk.sources, desk.budgets, desk.store)
    assert (after.state, after.next_at) == ("scheduled", SOON)


def test_what_was_rejected_is_edited_before_it_is_submitted_again() -> None:
    desk = Desk()
    desk.submit()
    rejected = reviewing.reject(desk.change("staff:olga", "no"), "Too loud.", desk.store)
    assert rejected.state == "draft"
    with pytest.raises(StatusForbids) as refused:
        desk.submit("again")
    assert refused.value.detail == "It was rejected: send its terms again first."
    assert refused.value.said("zh") == "审核未通过：请先重新保存内容，再提交。"
    assert desk.now() == rejected
    managing.edit(desk.change("staff:maria", "edit"), terms(name="Psst"), desk.store)
    assert desk.submit("once more").state == "pending"


def test_what_was_withdrawn_is_submitted_again_as_it_is() -> None:
    desk = Desk()
    desk.submit()
    assert reviewing.withdraw(desk.change("staff:maria", "oh"), desk.store).review is None
    assert desk.submit("again").state == "pending"


def test_an_edit_takes_what_was_approved_off_the_schedule() -> None:
    desk = Desk()
    desk.schedule()
    edited = managing.edit(desk.change("staff:maria", "edit"), terms(name="B"), desk.store)
    assert (edited.state, edited.review, edited.next_at) == ("draft", None, None)


def test_what_is_not_there_keeps_it_from_being_submitted() -> None:
    desk = Desk(plan=one_off(segment_id="segment_2"))
    stored = dump()
    with pytest.raises(NotReady) as refused:
        desk.submit()
    assert [each.pointer for each in refused.value.faults] == ["/plan/segment_id"]
    assert dump() == stored


@pytest.mark.parametrize(
    ("other", "fields"),
    [
        ({"holdout_bp": 1}, "holdout_bp"),
        ({"budget_micros": 900}, "budget_micros"),
        ({"budget_micros": None}, "budget_micros"),
        ({"plan": one_off(at="2026-03-02T21:00")}, "plan"),
    ],
)
def test_under_way_only_name_end_and_more_budget_may_change(
    other: dict[str, Any], fields: str
) -> None:
    desk = Desk(budget_micros=1_000)
    start(desk)
    stored = dump()
    change = desk.change("staff:maria", "edit")
    with pytest.raises(TermsFixed) as refused:
        managing.edit(change, terms(**{"budget_micros": 1_000} | other), desk.store)
    assert refused.value.facts["fields"] == fields
    assert dump() == stored


def test_it_goes_on_by_its_terms_until_a_higher_budget_is_approved() -> None:
    desk = Desk(budget_micros=1_000)
    start(desk)
    assert desk.budgets.left(ID) == 1_000
    more = terms(budget_micros=3_000, name="Hello again")
    edited = managing.edit(desk.change("staff:maria", "edit"), more, desk.store)
    assert (edited.state, edited.terms.budget_micros, edited.proposed) == ("running", 1_000, more)
    assert desk.submit("submit more").state == "running"
    assert desk.approve("approve more").terms == more
    assert (desk.budgets.left(ID), desk.now().proposed) == (3_000, None)
    assert desk.now().open_runs == edited.open_runs


def test_what_stops_it_waits_for_nobody_to_look_first() -> None:
    desk = Desk()
    start(desk)
    assert managing.pause(ID, by("staff:olga", "stop"), desk.store).state == "paused"
    stored = dump()
    assert managing.pause(ID, by("staff:otto", "stop too"), desk.store).state == "paused"
    assert dump() == stored
    resumed = managing.resume(desk.change("staff:olga", "on"), desk.store)
    assert resumed.state == "running"
    gone = managing.cancel(ID, by("staff:olga", "off", SOON), desk.store)
    assert (gone.state, gone.ended_at, gone.wake_at) == ("cancelled", SOON, None)
    with pytest.raises(StatusForbids):
        managing.pause(ID, by("staff:olga", "late"), desk.store)
    with pytest.raises(NotFound):
        managing.cancel("campaign_2", by("staff:olga", "off"), desk.store)


def test_what_came_due_while_it_was_paused_is_not_made_up_for() -> None:
    desk = Desk(plan=recurring(), budget_micros=1_000)
    start(desk)
    managing.pause(ID, by("staff:olga", "stop", SOON), desk.store)
    late = SOON + timedelta(days=2, hours=1)
    resumed = managing.resume(desk.change("staff:olga", "on", late), desk.store)
    assert resumed.next_at == SOON + timedelta(days=3)


def test_a_copy_is_a_draft_by_the_same_terms() -> None:
    desk = Desk()
    desk.schedule()
    stamp = by("staff:olga", "copy")
    made = managing.copy(ID, "Hello 2", "campaign_2", stamp, desk.store)
    assert made.terms == replace(desk.now().terms, name="Hello 2")
    assert (made.state, made.authors) == ("draft", ("staff:olga",))
    assert managing.copy(ID, "Hello 2", "campaign_2", stamp, desk.store) == made


def test_the_gate_is_told_terms_and_a_state_that_time_alone_makes() -> None:
    desk = Desk(plan=ON_ENTRY, holdout_bp=1_000, budget_micros=1_000)
    told = DynamoCampaigns(lambda: NOON).terms(ID)
    assert told is not None
    assert (told.state, told.may_send, told.frequency_cap) == ("draft", False, 2)
    start(desk)
    told = DynamoCampaigns(lambda: NOON).terms(ID)
    assert told is not None
    assert (told.may_send, told.has_budget, told.holdout_bp) == (True, True, 1_000)
    over = DynamoCampaigns(lambda: NOON + timedelta(days=40)).terms(ID)
    assert over is not None
    assert over.state == "done"
    assert DynamoCampaigns(lambda: NOON).terms("coupon_expiring") is None


def test_what_has_to_be_told_is_capped_by_nothing() -> None:
    Desk(purpose=Purpose.TRANSACTIONAL)
    told = DynamoCampaigns(lambda: NOON).terms(ID)
    assert told is not None
    assert told.frequency_cap is None


def test_journeys_take_people_in_while_they_run() -> None:
    desk = Desk(plan=ON_ENTRY, budget_micros=1_000)
    journeys = DynamoCampaigns(lambda: NOON)
    desk.schedule()
    assert (journeys.find(ID), journeys.running()) == (None, ())
    desk.store.save(launched(desk.now(), NOON), None, by("system:campaign", "launch"))
    (found,) = journeys.running()
    assert (found.is_running, found.trigger, len(found.steps)) == (True, ON_ENTRY.trigger, 1)
    managing.pause(ID, by("staff:olga", "stop"), desk.store)
    paused = journeys.find(ID)
    assert paused is not None
    assert not paused.is_running
    assert journeys.running() == (paused,)
    managing.cancel(ID, by("staff:olga", "off"), desk.store)
    assert journeys.running() == ()
