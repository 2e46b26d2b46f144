"""What the use cases need of stores and of others."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from promenade.contracts.campaigns import CampaignFact
from promenade.contracts.deliveries import MessagesHandled
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.outreach.campaign.model.campaign import Campaign
from promenade.outreach.campaign.model.runs import Progress, Run

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

    def name_segments(self, campaign: Campaign) -> Part:
        """For the transaction that gives it terms which name others."""
        ...

    def list_newest(self, limit: int, after: Position | None) -> Page[Campaign]:
        """Of all states, the one drafted last first."""
        ...

    def list_by_state(self, state: str, limit: int, after: Position | None) -> Page[Campaign]:
        """The one drafted last first."""
        ...


class RunStore(Protocol):
    def open(self, run: Run) -> Part:
        """For the transaction that launches its campaign."""
        ...

    def find(self, campaign_id: str, number: int) -> Run | None:
        """Consistent."""
        ...

    def take(self, run: Run) -> Part:
        """Notes how many people and pages it has, once."""
        ...

    def count(self, handled: MessagesHandled, number: int) -> bool:
        """Once for each request, with its page, which is done with or asked for again; whether it
        counted now."""
        ...

    def progress(self, campaign_id: str, number: int) -> Progress: ...

    def pages_left(self, run_id: str, first: int, end: int) -> Mapping[int, int]:
        """Those of [first, end) that are not done with, and how often each was reopened."""
        ...

    def list_runs(self, campaign_id: str, limit: int, after: Position | None) -> Page[Run]:
        """The last one first."""
        ...


class BudgetStore(Protocol):
    def grant(self, campaign_id: str, before_micros: int, micros: int) -> Part:
        """What may be spent over all, where it was `before_micros`, 0 of one never launched."""
        ...

    def left(self, campaign_id: str) -> int | None:
        """None where there is no budget."""
        ...


class Schedules(Protocol):
    def set(self, name: str, at: datetime, body: bytes) -> None:
        """Once under each name. Raises Unavailable."""
        ...


class Queue(Protocol):
    def send(self, bodies: Sequence[bytes]) -> None:
        """Raises Unavailable unless every message was sent; some may have been."""
        ...
