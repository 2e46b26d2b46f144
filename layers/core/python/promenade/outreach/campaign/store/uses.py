"""Which campaigns name which segments: noted by the write that makes them do so."""

from promenade.kit import dynamo
from promenade.kit.dynamo import Write
from promenade.kit.holds import Part
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.model.faults import placed_segments
from promenade.outreach.campaign.store.records import (
    CampaignRecord,
    UsesRecord,
    campaign_key,
    campaign_of,
    uses_key,
)

_TURN = UsesRecord.version.add(1)


def noted(campaign: Campaign) -> list[Write]:
    """That it names the segments of its terms."""
    return [_noted(each, campaign.id) for each in sorted(named(campaign))]


def named(campaign: Campaign) -> set[str]:
    return {segment_id for _, segment_id in placed_segments(campaign.reviewed.plan)}


def users(segment_id: str) -> tuple[list[Campaign], Part]:
    """The campaigns that name it now, and what no other one may come before."""
    met = dynamo.find(UsesRecord, *uses_key(segment_id), consistent=True)
    keys = map(campaign_key, sorted(met.campaigns or ()) if met else ())
    found = dynamo.find_many(CampaignRecord, keys, consistent=True, only=["body"])
    campaigns = [campaign_of.decode(each.body) for each in found]
    is_met = UsesRecord.version == met.version if met else UsesRecord.pk.does_not_exist()
    still = Write("Update", UsesRecord(*uses_key(segment_id)), is_met, [_TURN])
    return [each for each in campaigns if segment_id in named(each)], Part((still,), lambda _: None)


def _noted(segment_id: str, campaign_id: str) -> Write:
    more = UsesRecord.campaigns.add({campaign_id})
    return Write("Update", UsesRecord(*uses_key(segment_id)), None, [_TURN, more])
