"""Until when a quote stays the same by the clock alone."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from promenade.base.promotion.model.promotion import Promotion, Window
from promenade.base.promotion.model.slots import edges_of


def next_change(promotions: Iterable[Promotion], at: datetime) -> datetime | None:
    """The first instant after `at` at which a window, slot or code opens or closes; slots
    are looked up for a day."""
    instants = (instant for promotion in promotions for instant in _edges(promotion, at))
    return min((instant for instant in instants if instant > at), default=None)


def _edges(promotion: Promotion, at: datetime) -> Iterator[datetime]:
    window, code = promotion.window, promotion.code
    spans = [window.start, window.end, *([code.start, code.end] if code else [])]
    yield from (instant for instant in spans if instant is not None)
    yield from _slot_edges(window, at)
    for effect in promotion.effects:
        yield from effect.changes(window.zone)


def _slot_edges(window: Window, at: datetime) -> Iterator[datetime]:
    if window.slots:
        today = at.astimezone(ZoneInfo(window.zone)).date()
        for day in (today, today + timedelta(days=1)):
            yield from edges_of(window, day)
