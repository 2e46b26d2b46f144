"""Campaigns, each one item that states its facts."""

from typing import Any, get_args

import msgspec

from promenade.contracts.campaigns import CampaignDrafted, CampaignFact, CampaignState
from promenade.kit import clock, dynamo, dynamo_requests
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import DomainError, NotFound, Stale
from promenade.kit.holds import Part, Refused, join
from promenade.kit.lookups import side_by_side
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition, Record
from promenade.kit.stamp import Stamp, Stored
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.service.ports import Offers, nothing_else
from promenade.outreach.campaign.store.records import (
    CampaignRecord,
    campaign_key,
    campaign_of,
    marks,
)
from promenade.outreach.campaign.store.uses import noted


class DynamoCampaignStore:
    def find(self, campaign_id: str) -> Stored[Campaign] | None:
        record = dynamo.find(CampaignRecord, *campaign_key(campaign_id), consistent=True)
        return Stored(campaign_of.decode(record.body), record.fingerprint) if record else None

    def add(self, campaign: Campaign, stamp: Stamp) -> Campaign:
        record = _record(campaign, CampaignDrafted, stamp)
        return campaign_of.decode(dynamo_requests.add(record, stamp, *noted(campaign)))

    def name_segments(self, campaign: Campaign) -> Part:
        return Part(tuple(noted(campaign)), lambda _: None)

    def save(
        self,
        after: Campaign,
        fact: type[CampaignFact] | None,
        stamp: Stamp,
        offers: Offers = nothing_else,
    ) -> Campaign:
        record = _record(after, fact, stamp)
        saved = Write("Put", record, Record.version == after.version - 1)
        wake = [marks.mark(max(after.wake_at, stamp.at), after.id)] if after.wake_at else []
        try:
            join(Part((saved, *wake), _not_saved), offers)
        except Refused as refused:
            raise refused.refusals[0] from None
        return after

    def list_by_state(self, state: str, limit: int, after: Position | None) -> Page[Campaign]:
        place = Partition(f"CAMPAIGNS#{state}", index="gsi1", newest_first=True)
        found = dynamo.page(CampaignRecord, place, limit=limit, after=after)
        return Page(tuple(campaign_of.decode(each.body) for each in found.items), found.next)

    def list_newest(self, limit: int, after: Position | None) -> Page[Campaign]:
        """States have a partition each, which are asked side by side for what may be on the page.
        Behind the last one of a page that is not whole there may be others."""
        beyond = CampaignRecord.gsi1sk < after["gsi1sk"] if after else None

        def ask(state: str) -> Page[CampaignRecord]:
            place = Partition(f"CAMPAIGNS#{state}", index="gsi1", newest_first=True)
            return dynamo.page(CampaignRecord, place, limit=limit, after=None, sk=beyond)

        pages = side_by_side(ask, get_args(CampaignState))
        known = max((_place(page.items[-1]) for page in pages if page.next), default="")
        found = {each.pk: each for page in pages for each in page.items}
        newest = sorted(found.values(), key=_place, reverse=True)
        shown = [each for each in newest if _place(each) >= known][:limit]
        is_more = len(shown) < len(newest) or any(page.next for page in pages)
        next_ = {"gsi1sk": _place(shown[-1])} if is_more else None
        return Page(tuple(campaign_of.decode(each.body) for each in shown), next_)


def _place(record: CampaignRecord) -> str:
    """By when it was drafted, whatever its state."""
    return record.gsi1sk or ""


def _not_saved(lost: ConditionFailed) -> DomainError:
    met = lost.old[0]
    if met is None:
        return NotFound("There is no such campaign.")
    return Stale("It has been changed since.", version=met.version)


def _record(campaign: Campaign, fact: type[CampaignFact] | None, stamp: Stamp) -> CampaignRecord:
    record = CampaignRecord(*campaign_key(campaign.id), version=campaign.version)
    record.gsi1pk = f"CAMPAIGNS#{campaign.state}"
    record.gsi1sk = f"{clock.to_wire(campaign.created_at)}#{campaign.id}"
    document = msgspec.to_builtins(campaign) | _told(campaign)
    record.body = msgspec.json.encode(document, order="deterministic").decode()
    if campaign.waits and campaign.review:
        record.wait(campaign.review.submitted_at)
    return record.stamped(stamp, fact)


def _told(campaign: Campaign) -> dict[str, Any]:
    """What its facts tell beside what it is stored as."""
    terms = campaign.terms
    return {
        "version": campaign.version,
        "name": terms.name,
        "kind": terms.kind,
        "state": campaign.state,
        "channels": terms.channels,
        "purpose": terms.purpose,
        "variants": terms.variants,
        "holdout_bp": terms.holdout_bp,
        "coupon_templates": terms.coupon_templates,
        "reason": campaign.paused_for,
    }
