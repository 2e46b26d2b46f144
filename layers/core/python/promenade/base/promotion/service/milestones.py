"""Telling that promotions have started and are over. Quotes go by the clock and wait for nobody."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal, Protocol

from promenade.base.promotion.model.managed import ManagedPromotion, Status
from promenade.kit.stamp import Stamp
from promenade.kit.values import Document

LATE = timedelta(days=1)
"""So long afterwards it is still told, if nothing ran in between."""

MilestoneKind = Literal["started", "over"]


class Milestone(Document, frozen=True):
    """What a promotion came to at `start` or `end`, which it comes to once."""

    promotion_id: str
    kind: MilestoneKind
    version: int
    name: str
    start: datetime | None
    end: datetime | None


class MilestoneStore(Protocol):
    def tell_milestones(self, milestones: Sequence[Milestone], stamp: Stamp) -> None:
        """Those that were not told before. A round trip for a hundred of them, and one for each
        that is new."""
        ...


def tell_milestones(found: Iterable[ManagedPromotion], stamp: Stamp, store: MilestoneStore) -> None:
    """`found` are published ones that are not over for longer than LATE."""
    milestones = [milestone for each in found for milestone in _milestones(each, stamp.at)]
    if milestones:
        store.tell_milestones(milestones, stamp)


def _milestones(managed: ManagedPromotion, now: datetime) -> Iterator[Milestone]:
    status, begun_at = managed.status(now), managed.begun_at(now)
    if status is Status.ACTIVE and begun_at is not None and begun_at > now - LATE:
        yield _milestone(managed, "started")
    if status is Status.ENDED and managed.is_published and managed.ended_at is None:
        yield _milestone(managed, "over")


def _milestone(managed: ManagedPromotion, kind: MilestoneKind) -> Milestone:
    terms = managed.promotion
    return Milestone(managed.id, kind, 1, terms.name, terms.window.start, terms.window.end)
