"""Who puts a segment away meets every campaign that names it, also one that comes meanwhile."""

import pytest

from promenade.contracts.channels import Channel
from promenade.contracts.journeys import Branch, SegmentEntry, Send
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed
from promenade.outreach.campaign.holds import DynamoSegmentUsers
from promenade.outreach.campaign.model.terms import Journey
from promenade.outreach.campaign.service import managing
from tests.support.campaigns import CHOICES, ID, Desk, by, one_off, terms
from tests.support.stamps import NOON

USERS = DynamoSegmentUsers(lambda: NOON)


def users(segment_id: str) -> list[str]:
    return [*USERS.of(segment_id)[0]]


def test_a_campaign_uses_every_segment_that_its_plan_names(stores: None) -> None:
    steps = (Branch("start", "segment_2", "hello"), Send("hello", Channel.SMS, CHOICES))
    Desk(plan=Journey(SegmentEntry("segment_1"), steps))
    assert [users(f"segment_{number}") for number in (1, 2, 3)] == [[ID], [ID], []]


def test_it_uses_them_until_it_names_others_or_is_over(stores: None) -> None:
    desk = Desk()
    other = terms(plan=one_off(segment_id="segment_2"))
    managing.edit(desk.change("staff:maria", "edit"), other, desk.store)
    assert (users("segment_1"), users("segment_2")) == ([], [ID])
    managing.cancel(ID, by("staff:maria", "cancel"), desk.store)
    assert users("segment_2") == []


@pytest.mark.parametrize("is_known", [False, True])
def test_who_comes_to_use_it_meanwhile_is_met(stores: None, is_known: bool) -> None:
    """Also one that named it before, and names it again."""
    desk = Desk(is_there=not is_known)
    if is_known:
        other = terms(plan=one_off(segment_id="segment_2"))
        managing.edit(desk.change("staff:maria", "away"), other, desk.store)
    found, part = USERS.of("segment_1")
    assert found == []
    if is_known:
        managing.edit(desk.change("staff:maria", "back"), terms(), desk.store)
    else:
        Desk()
    with pytest.raises(ConditionFailed):
        dynamo.transact(part.writes)
    assert users("segment_1") == [ID]
