"""What others say of a campaign before it is sent."""

from collections.abc import Sequence

from promenade.contracts.campaigns import (
    CampaignApproved,
    CampaignRejected,
    CampaignSubmitted,
    CampaignWithdrawn,
)
from promenade.contracts.coupon_gifts import CouponTemplates
from promenade.contracts.messages import Templates
from promenade.contracts.reviews import Approving, NotReady, Review
from promenade.contracts.segments import Segments
from promenade.kit.errors import Fault
from promenade.kit.holds import Part
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value
from promenade.outreach.campaign.model import campaign as life
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.model.costs import exposure_minor, is_dearer, message_micros
from promenade.outreach.campaign.model.faults import Named, obstacles, placed_segments
from promenade.outreach.campaign.model.reckoning import Reckoned
from promenade.outreach.campaign.model.terms import OneOff, Terms
from promenade.outreach.campaign.service.managing import Change, make
from promenade.outreach.campaign.service.ports import BudgetStore, CampaignStore, Offers


class Sources(Value, frozen=True):
    """What terms name is looked up here. `link` is as long as those that people are sent."""

    segments: Segments
    templates: Templates
    coupons: CouponTemplates
    link: str
    policy: Approving


def submit(change: Change, sources: Sources, store: CampaignStore) -> Campaign:
    """Raises NotFound, Stale, StatusForbids, NotReady."""

    def turn(found: Campaign) -> Campaign:
        life.require_unreviewed(found)
        terms, stamp = found.reviewed, change.stamp
        named = fit(terms, found, sources, stamp)
        exposure = exposure_minor(terms, named, sources.link)
        counted = None if terms.asks_nobody else exposure
        required = sources.policy.required(counted, terms.currency)
        review = Review(stamp.actor, stamp.at, required, exposure)
        return life.submit(found, review, _reckoned(terms, named, sources))

    return make(change, store, turn, CampaignSubmitted)


def approve(
    change: Change, sources: Sources, budgets: BudgetStore, store: CampaignStore
) -> Campaign:
    """The last approval schedules it. Raises NotFound, Stale, StatusForbids, SelfApproval,
    ApprovedBefore, NotReady."""

    def turn(found: Campaign) -> Campaign:
        after = life.approve(found, change.stamp)
        named = fit(found.reviewed, found, sources, change.stamp)
        _refuse_edited(found, sources)
        _refuse_dearer(found, named, sources)
        return after

    def offers(before: Campaign, after: Campaign) -> Offers:
        return lambda: _granted(before, after, budgets)

    return make(change, store, turn, CampaignApproved, offers)


def reject(change: Change, reason: str, store: CampaignStore) -> Campaign:
    """Raises NotFound, Stale, StatusForbids."""
    stamp = change.stamp
    return make(change, store, lambda found: life.reject(found, reason, stamp), CampaignRejected)


def withdraw(change: Change, store: CampaignStore) -> Campaign:
    """Raises NotFound, Stale, StatusForbids."""
    return make(change, store, life.withdraw, CampaignWithdrawn)


def look_up(terms: Terms, sources: Sources) -> Named:
    """What there is of what they name."""
    ids = {segment_id for _, segment_id in placed_segments(terms.plan)}
    segments = {each: sources.segments.find(each) for each in sorted(ids)}
    templates = {choice.template_id for each in terms.sends for choice in each.choices}
    found = {id_: segment for id_, segment in segments.items() if segment is not None}
    coupons = sources.coupons.known(terms.coupon_templates) if terms.coupon_templates else ()
    usable = sources.templates.of(sorted(templates))
    off = sources.templates.switched_off(templates - usable.keys())
    return Named(found, usable, coupons, off)


def fit(terms: Terms, campaign: Campaign, sources: Sources, stamp: Stamp) -> Named:
    """Raises NotReady with all that is wrong."""
    named = look_up(terms, sources)
    under_way = campaign.stage in life.UNDER_WAY
    found = list(obstacles(terms, named, stamp.at, under_way=under_way))
    if found:
        raise NotReady(found)
    return named


def _reckoned(terms: Terms, named: Named, sources: Sources) -> Reckoned:
    size = None
    if isinstance(terms.plan, OneOff) and terms.budget_micros is None:
        size = named.segments[terms.plan.segment_id].size
    versions = dict(sources.segments.terms_versions(named.segments))
    return Reckoned(versions, size, message_micros(terms, named.templates, sources.link))


def _refuse_edited(campaign: Campaign, sources: Sources) -> None:
    """Raises NotReady."""
    before = campaign.reckoned
    if before is None:
        return
    now = sources.segments.terms_versions(before.segments)
    edited = sorted(id_ for id_ in before.segments if now.get(id_) != before.segments[id_])
    if edited:
        told = "The segment {segment_id} was edited since: withdraw it, and submit it anew."
        facts = {"segment_id": edited[0]}
        raise NotReady([Fault("/plan", "segment_edited", told, facts=facts)])


def _refuse_dearer(campaign: Campaign, named: Named, sources: Sources) -> None:
    """Raises NotReady."""
    if is_dearer(campaign.reviewed, campaign.reckoned, named.templates, sources.link):
        told = "It may cost more than when it was submitted: withdraw it, and submit it anew."
        raise NotReady([Fault("/plan", "cost_rose", told)])


def _granted(before: Campaign, after: Campaign, budgets: BudgetStore) -> Sequence[Part]:
    """Where the approval puts a budget in force."""
    micros = after.terms.budget_micros
    if micros is None or (before.stage, before.terms) == (after.stage, after.terms):
        return ()
    had_micros = before.terms.budget_micros if before.stage in life.UNDER_WAY else 0
    return (budgets.grant(after.id, had_micros or 0, micros),)
