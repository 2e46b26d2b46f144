"""Telling that promotions have started and are over. Quotes go by the clock and wait for nobody."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal, Protocol

from promenade.base.promotion.model.managed import ManagedPromotion, Status
from promenade.kit.stamp import Stamp
from promenade.kit.values import Document

LATE = timedelta(days=1)
"""So long afterwards it is still told, if nothing ran in between."""

TurnKind = Literal["started", "over"]


class Turn(Document, frozen=True):
    """What a promotion came to at `start` or `end`, which it comes to once."""

    promotion_id: str
    kind: TurnKind
    version: int
    name: str
    start: datetime | None
    end: datetime | None


class TurnStore(Protocol):
    def tell_turns(self, turns: Sequence[Turn], stamp: Stamp) -> None:
        """Those that were not told before. A round trip for a hundred of them, and one for each
        that is new."""
        ...


def tell_turns(found: Iterable[ManagedPromotion], stamp: Stamp, store: TurnStore) -> None:
    """`found` are published ones that are not over for longer than LATE."""
    turns = [turn for each in found for turn in _turns(each, stamp.at)]
    if turns:
        store.tell_turns(turns, stamp)


def _turns(managed: ManagedPromotion, now: datetime) -> Iterator[Turn]:
    status, begun_at = managed.status(now), managed.begun_at(now)
    if status is Status.ACTIVE and begun_at is not None and begun_at > now - LATE:
        yield _turn(managed, "started")
    if status is Status.ENDED and managed.is_published and managed.ended_at is None:
        yield _turn(managed, "over")


def _turn(managed: ManagedPromotion, kind: TurnKind) -> Turn:
    terms = managed.promotion
    return Turn(managed.id, kind, 1, terms.name, terms.window.start, terms.window.end)
