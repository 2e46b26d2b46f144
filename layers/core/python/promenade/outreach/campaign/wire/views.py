"""What staff see."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from promenade.contracts.campaigns import CampaignKind, CampaignState
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.deliveries import QuietPolicy
from promenade.contracts.reviews import ReviewView, show_review
from promenade.kit.currencies import Currency
from promenade.kit.decoding import View
from promenade.outreach.campaign.model.campaign import Campaign, state_at
from promenade.outreach.campaign.model.launch_times import coming
from promenade.outreach.campaign.model.terms import Plan, Schedule, Terms

NEXT_SHOWN = 5


class TermsView(View, frozen=True):
    """As they were written."""

    name: str
    plan: Plan
    currency: Currency
    purpose: Purpose
    zone: str
    schedule: Schedule
    holdout_bp: int
    frequency_cap: int
    quiet: QuietPolicy
    ttl_hours: int
    budget_micros: int | None
    variables: dict[str, str]
    coupon_templates: list[str]


class CampaignView(View, frozen=True):
    """`proposed` are terms of one under way that are not in force yet, `review` what is said of
    those or, before, of its own. `coming_at` is when it is launched next, five times at most
    (by people's local time, when the first clock on earth shows that); `paused_for` tells why it
    is paused where nobody has paused it: `budget`, `audience_changed` (by more than 30 % since its
    last run), `audience_unapproved` (its segment was edited since it was approved, or is larger
    than its worst case) or `cost_rose` (without a budget, a message costs more at worst than was
    approved): nobody was sent anything of that launch, and its terms are sent and submitted anew;
    `segment_unusable` or `missed` (its time had passed when it could be launched).
    `audience_count` is of its last run."""

    id: str
    version: int
    state: CampaignState
    kind: CampaignKind
    terms: TermsView
    proposed: TermsView | None
    channels: list[Channel]
    variants: list[str]
    review: ReviewView | None
    created_at: datetime
    coming_at: list[datetime]
    launched_at: datetime | None
    ended_at: datetime | None
    run_count: int
    audience_count: int | None
    paused_for: str | None


class CampaignPage(View, frozen=True):
    items: list[CampaignView]
    next: str | None


def show_campaign(campaign: Campaign, now: datetime) -> CampaignView:
    terms = campaign.terms
    return CampaignView(
        id=campaign.id,
        version=campaign.version,
        state=state_at(campaign, now),
        kind=terms.kind,
        terms=_show_terms(terms),
        proposed=_show_terms(campaign.proposed) if campaign.proposed else None,
        channels=list(terms.channels),
        variants=list(terms.variants),
        review=show_review(campaign.review) if campaign.review else None,
        created_at=campaign.created_at,
        coming_at=_coming_at(campaign, now),
        launched_at=campaign.launched_at,
        ended_at=campaign.ended_at,
        run_count=campaign.run_count,
        audience_count=campaign.audience_count,
        paused_for=campaign.paused_for or None,
    )


def show_page(campaigns: Iterable[Campaign], cursor: str | None, now: datetime) -> CampaignPage:
    return CampaignPage(items=[show_campaign(each, now) for each in campaigns], next=cursor)


def _show_terms(terms: Terms) -> TermsView:
    given = {name: getattr(terms, name) for name in Terms.__struct_fields__}
    return TermsView(**given | {"coupon_templates": list(terms.coupon_templates)})


def _coming_at(campaign: Campaign, now: datetime) -> list[datetime]:
    """Of a draft by its terms; of one that is paused, if it were resumed now."""
    if campaign.ended_at is not None:
        return []
    return list(islice(coming(campaign.terms, now), NEXT_SHOWN))
