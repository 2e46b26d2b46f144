"""Promotions as an order's quote met them, for who holds their uses next: one look for both."""

from collections.abc import Mapping
from datetime import datetime

from promenade.base.promotion.model.managed import ManagedPromotion

_NOTHING: Mapping[str, ManagedPromotion] = {}


class Sights:
    """Of the last quote alone."""

    def __init__(self) -> None:
        self._at: datetime | None = None
        self._met = _NOTHING

    def note(self, met: Mapping[str, ManagedPromotion], at: datetime) -> None:
        self._at, self._met = at, met

    def taken(self, at: datetime) -> Mapping[str, ManagedPromotion]:
        """What was met for this very instant, once: who tries again looks again."""
        met = self._met if self._at == at else _NOTHING
        self._at, self._met = None, _NOTHING
        return met
