"""The calendar of campaigns: what is launched in a span of time."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from promenade.kit.paging import Position
from promenade.kit.values import Value
from promenade.outreach.campaign.model.calendar import Launch, Span, is_ongoing, launches, met
from promenade.outreach.campaign.model.campaign import UNDER_WAY, Campaign
from promenade.outreach.campaign.service.ports import CampaignStore

MOST_CAMPAIGNS = 500
MOST_LAUNCHES = 2_000
STATES = ("scheduled", *sorted(UNDER_WAY))
_PAGE = 100


class Calendar(Value, frozen=True):
    """`is_whole` is false where there is more than one answer holds; `ongoing` wait for people."""

    launches: tuple[Launch, ...]
    ongoing: tuple[Campaign, ...]
    is_whole: bool


def calendar(span: Span, now: datetime, store: CampaignStore) -> Calendar:
    """Of campaigns that are scheduled or under way, those that are paused among them; nothing of a
    span that is over. Raises Unavailable."""
    if span.end <= now:
        return Calendar((), (), is_whole=True)
    campaigns = [*islice(_alive(store), MOST_CAMPAIGNS + 1)]
    found = [
        launch
        for each in campaigns[:MOST_CAMPAIGNS]
        for launch in launches(each, span, MOST_LAUNCHES + 1)
    ]
    ahead = met(found)
    ongoing = tuple(each for each in campaigns[:MOST_CAMPAIGNS] if is_ongoing(each, span))
    is_whole = len(campaigns) <= MOST_CAMPAIGNS and len(ahead) <= MOST_LAUNCHES
    return Calendar(tuple(ahead[:MOST_LAUNCHES]), ongoing, is_whole)


def _alive(store: CampaignStore) -> Iterator[Campaign]:
    for state in STATES:
        after: Position | None = None
        while True:
            page = store.list_by_state(state, _PAGE, after)
            yield from page.items
            if (after := page.next) is None:
                break
