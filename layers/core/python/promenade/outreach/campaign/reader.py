"""What others ask of campaigns: contracts.campaigns.Campaigns, Wordings and Sends,
contracts.journeys.Journeys, contracts.dependents.Givers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from promenade.contracts.approvals import ApprovalKind, Waiting, cost_of
from promenade.contracts.campaigns import SendingTerms, Wording
from promenade.contracts.dependents import Dependent, DependentKind
from promenade.contracts.journeys import JourneyTerms
from promenade.contracts.reviews import Review
from promenade.kit import dynamo_waiting
from promenade.kit.clock import Clock
from promenade.kit.differences import differences
from promenade.kit.paging import Page, Position
from promenade.outreach.campaign.model.campaign import OVER, UNDER_WAY, Campaign, state_at
from promenade.outreach.campaign.model.sending import sending_terms
from promenade.outreach.campaign.model.terms import Journey, Triggered
from promenade.outreach.campaign.service.managing import get
from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from promenade.outreach.campaign.store.records import CampaignRecord, campaign_of

_PAGE = 100


class DynamoCampaigns:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._store = DynamoCampaignStore()

    def terms(self, campaign: str) -> SendingTerms | None:
        stored = self._store.find(campaign)
        return sending_terms(stored.value, self._clock()) if stored else None

    def wording(self, campaign: str) -> Wording | None:
        stored = self._store.find(campaign)
        return _wording(stored.value) if stored else None

    def variants(self, campaign: str) -> Mapping[str, Sequence[str]] | None:
        stored = self._store.find(campaign)
        sends = stored.value.terms.sends if stored else ()
        found = {send.name: tuple(each.variant for each in send.choices) for send in sends}
        return found if stored else None

    def require(self, campaign: str) -> None:
        """One round trip, consistent. Raises NotFound where there is no such campaign."""
        get(campaign, self._store)

    def running(self) -> tuple[JourneyTerms, ...]:
        """One round trip for each state, and more where there are very many."""
        found = [terms for state in sorted(UNDER_WAY) for terms in self._in_state(state)]
        return tuple(found)

    def find(self, campaign: str) -> JourneyTerms | None:
        stored = self._store.find(campaign)
        return _journey(stored.value, self._clock()) if stored else None

    def _in_state(self, state: str) -> list[JourneyTerms]:
        now = self._clock()
        told = (_journey(each, now) for each in _all_in(self._store, state))
        return [each for each in told if each]


def _wording(campaign: Campaign) -> Wording:
    terms = campaign.reviewed
    chosen = (choice.template_id for send in terms.sends for choice in send.choices)
    return Wording(frozenset(chosen), terms.variables, terms.brought)


def _journey(campaign: Campaign, now: datetime) -> JourneyTerms | None:
    """None for what goes to a segment, or was never launched."""
    plan, terms = campaign.terms.plan, campaign.terms
    if not isinstance(plan, Triggered | Journey) or campaign.launched_at is None:
        return None
    state = state_at(campaign, now)
    return JourneyTerms(
        campaign=campaign.id,
        version=campaign.version,
        is_running=state == "running",
        trigger=plan.trigger,
        steps=terms.steps,
        holdout_bp=terms.holdout_bp,
        quiet=terms.quiet,
        until=terms.end,
        purpose=terms.purpose,
        variables=terms.variables,
        ttl_hours=terms.ttl_hours,
        goal=plan.goal if isinstance(plan, Journey) else None,
        is_over=state in OVER,
    )


class DynamoWaitingCampaigns:
    """contracts.approvals.WaitingReader."""

    def longest(self, limit: int, after: Position | None) -> Page[Waiting]:
        found = dynamo_waiting.longest(CampaignRecord, limit, after)
        read = ((campaign_of.decode(each.body), each.waits_since) for each in found.items)
        told = (_waiting(each, each.review, since) for each, since in read if each.review)
        return Page(tuple(told), found.next)


def _waiting(campaign: Campaign, review: Review, since: str) -> Waiting:
    proposed = campaign.proposed
    return Waiting(
        kind=ApprovalKind.CAMPAIGN,
        id=campaign.id,
        title=campaign.reviewed.name,
        path=f"/campaigns/{campaign.id}",
        version=campaign.version,
        since=since,
        review=review,
        authors=campaign.authors,
        currency=campaign.terms.currency,
        cost=cost_of(review),
        is_change=proposed is not None,
        changes=differences(campaign.terms, proposed) if proposed else (),
    )


class DynamoCampaignGivers:
    def of(self, template_ids: Collection[str], at: datetime) -> Iterator[Dependent]:
        """Those that are scheduled or under way; a round trip for each of these states, and more
        where there are very many."""
        store, asked = DynamoCampaignStore(), frozenset(template_ids)
        for state in sorted(UNDER_WAY | {"scheduled"}) if asked else ():
            for each in _all_in(store, state):
                now = state_at(each, at)
                if now not in OVER and asked.intersection(each.terms.coupon_templates):
                    yield Dependent(
                        kind=DependentKind.CAMPAIGN,
                        id=each.id,
                        name=each.terms.name,
                        how="gives",
                        state=now,
                        path=f"/campaigns/{each.id}",
                    )


def _all_in(store: DynamoCampaignStore, state: str) -> Iterator[Campaign]:
    after: Position | None = None
    while True:
        page = store.list_by_state(state, _PAGE, after)
        yield from page.items
        if (after := page.next) is None:
            return
