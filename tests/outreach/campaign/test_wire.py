"""What staff send becomes terms, and is shown as it was written."""

import pytest
from msgspec import json

from promenade.contracts.reviews import ReviewState
from promenade.kit.errors import Invalid
from promenade.outreach.campaign.wire.bodies import CampaignBody, read_terms
from promenade.outreach.campaign.wire.views import show_campaign
from tests.support.campaigns import SOON, campaign, recurring, review, terms
from tests.support.stamps import NOON


def test_what_is_not_said_is_the_shops_zone_and_what_everybody_gets() -> None:
    given = {"name": "Hello", "plan": recurring(), "currency": "CNY"}
    read = read_terms(json.decode(json.encode(given), type=CampaignBody), "Asia/Shanghai")
    assert read == terms(plan=recurring())


def test_what_contradicts_itself_becomes_no_terms() -> None:
    given = {"name": "Hello", "plan": recurring(cron="every day"), "currency": "CNY"}
    with pytest.raises(Invalid) as refused:
        read_terms(json.decode(json.encode(given), type=CampaignBody), "UTC")
    assert [each.pointer for each in refused.value.faults] == ["/plan/cron"]


def test_a_campaign_is_shown_with_when_it_comes_and_what_is_said_of_it() -> None:
    shown = show_campaign(campaign(review=review()), NOON)
    assert (shown.state, shown.kind, shown.coming_at) == ("pending", "one_off", [SOON])
    assert shown.review is not None
    assert shown.review.state is ReviewState.PENDING
    assert shown.variants == ["plain", "warm"]
    assert len(show_campaign(campaign(plan=recurring()), NOON).coming_at) == 5
    assert show_campaign(campaign(ended_at=NOON), NOON).coming_at == []
