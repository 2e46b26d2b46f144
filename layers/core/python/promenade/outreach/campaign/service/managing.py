"""What staff do with campaigns."""

from collections.abc import Callable

from promenade.contracts.campaigns import (
    CampaignCancelled,
    CampaignEdited,
    CampaignFact,
    CampaignPaused,
    CampaignResumed,
)
from promenade.kit.errors import NotFound, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.patience import patiently
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value, replace
from promenade.outreach.campaign.model import campaign as life
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.model.terms import Terms
from promenade.outreach.campaign.service.ports import CampaignStore, Offers, nothing_else

Turn = Callable[[Campaign], Campaign]


class Change(Value, frozen=True):
    """One change of the version that the caller has seen."""

    campaign_id: str
    expected_version: int
    stamp: Stamp


def draft(id_: str, terms: Terms, stamp: Stamp, store: CampaignStore) -> Campaign:
    """Raises Conflict."""
    drafted = Campaign(id_, terms, stamp.at, stamp.fingerprint, authors=(stamp.actor,))
    return store.add(drafted, stamp)


def copy(source_id: str, name: str, id_: str, stamp: Stamp, store: CampaignStore) -> Campaign:
    """The same terms under another name. Raises NotFound, Conflict."""
    terms = replace(get(source_id, store).reviewed, name=name)
    return draft(id_, terms, stamp, store)


def edit(change: Change, terms: Terms, store: CampaignStore) -> Campaign:
    """Raises NotFound, Stale, StatusForbids, TermsFixed."""
    author = change.stamp.actor

    def offers(_: Campaign, after: Campaign) -> Offers:
        return lambda: [store.name_segments(after)]

    return make(
        change, store, lambda found: life.edit(found, terms, author), CampaignEdited, offers
    )


def pause(campaign_id: str, stamp: Stamp, store: CampaignStore, reason: str = "") -> Campaign:
    """Whatever its version. Raises NotFound, StatusForbids."""
    return make_at_once(
        campaign_id, stamp, store, lambda found: life.pause(found, reason), CampaignPaused
    )


def resume(change: Change, store: CampaignStore) -> Campaign:
    """Raises NotFound, Stale, StatusForbids."""
    now = change.stamp.at
    return make(change, store, lambda found: life.resume(found, now), CampaignResumed)


def cancel(campaign_id: str, stamp: Stamp, store: CampaignStore) -> Campaign:
    """Whatever its version. Raises NotFound, StatusForbids."""
    return make_at_once(
        campaign_id, stamp, store, lambda found: life.cancel(found, stamp.at), CampaignCancelled
    )


def get(campaign_id: str, store: CampaignStore) -> Campaign:
    """Raises NotFound."""
    return find(campaign_id, store).value


def list_campaigns(
    state: str | None, limit: int, after: Position | None, store: CampaignStore
) -> Page[Campaign]:
    """Of one state or of all, the one drafted last first."""
    return store.list_by_state(state, limit, after) if state else store.list_newest(limit, after)


def make(
    change: Change,
    store: CampaignStore,
    turn: Turn,
    fact: type[CampaignFact],
    offers: Callable[[Campaign, Campaign], Offers] | None = None,
) -> Campaign:
    """Raises NotFound, Stale, and what `turn` and the offers refuse with."""
    stored = find(change.campaign_id, store)
    if stored.is_done(change.expected_version, change.stamp):
        return stored.value
    after = turn(stored.value)
    others = offers(stored.value, after) if offers else nothing_else
    return store.save(after, fact, change.stamp, others)


def make_at_once(
    campaign_id: str, stamp: Stamp, store: CampaignStore, turn: Turn, fact: type[CampaignFact]
) -> Campaign:
    """Of whatever version there is: what stops a campaign waits for nobody to look first."""

    def attempt() -> Campaign:
        stored = find(campaign_id, store)
        if stored.fingerprint == stamp.fingerprint:
            return stored.value
        after = turn(stored.value)
        return after if after is stored.value else store.save(after, fact, stamp)

    return patiently(attempt, Stale)


def find(campaign_id: str, store: CampaignStore) -> Stored[Campaign]:
    """Raises NotFound."""
    stored = store.find(campaign_id)
    if stored is None:
        raise NotFound("There is no such campaign.", campaign_id=campaign_id)
    return stored
