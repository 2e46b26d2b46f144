"""What the use cases need of stores and of others."""

from collections.abc import Callable, Sequence
from typing import Protocol

from promenade.contracts.campaigns import CampaignFact
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.outreach.campaign.model.campaign import Campaign

Offers = Callable[[], Sequence[Part]]


def nothing_else() -> Sequence[Part]:
    return ()


class CampaignStore(Protocol):
    def find(self, campaign_id: str) -> Stored[Campaign] | None:
        """Consistent."""
        ...

    def add(self, campaign: Campaign, stamp: Stamp) -> Campaign:
        """A repeated request answers what it drafted. Raises Conflict for another one."""
        ...

    def save(
        self,
        after: Campaign,
        fact: type[CampaignFact] | None,
        stamp: Stamp,
        offers: Offers = nothing_else,
    ) -> Campaign:
        """With what others write in the same transaction, and a mark of when it is to be woken.
        Raises NotFound, Stale unless the stored version is the one before, and what the others
        refuse with."""
        ...

    def list_by_state(self, state: str, limit: int, after: Position | None) -> Page[Campaign]:
        """The one drafted last first."""
        ...


class BudgetStore(Protocol):
    def grant(self, campaign_id: str, before_micros: int, micros: int) -> Part:
        """What may be spent over all, where it was `before_micros`, 0 of one never launched."""
        ...

    def left(self, campaign_id: str) -> int | None:
        """None where there is no budget."""
        ...
