"""The rules, the store and the wire of campaign."""

import pytest

from promenade.kit.decoding import show
from promenade.kit.errors import NotFound
from promenade.outreach.campaign.model import Campaign
from promenade.outreach.campaign.service import get_campaign
from promenade.outreach.campaign.store import DynamoCampaignStore
from promenade.outreach.campaign.wire import CampaignView


def test_what_is_not_there_is_not_found(stores: None) -> None:
    with pytest.raises(NotFound):
        get_campaign("nowhere", DynamoCampaignStore())


def test_a_view_shows_what_callers_may_know() -> None:
    assert show(Campaign(id="a", version=1), CampaignView) == CampaignView(id="a", version=1)


def test_a_rule_of_campaign_holds() -> None:
    pytest.fail("Write the first rule of campaign in model.py, and here what it promises.")


def test_the_store_of_campaign_holds_its_invariant_in_a_condition() -> None:
    pytest.fail("Write what changes campaign in store.py as one conditional write, stating a fact.")
