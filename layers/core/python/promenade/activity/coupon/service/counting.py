"""Counts what became of coupons, and plans when their customers are to hear that they end."""

from datetime import datetime
from typing import Protocol

from promenade.activity.coupon.model.funnel import Told
from promenade.activity.coupon.model.reminding import remind_at
from promenade.activity.coupon.service.giving import CurrentTemplates

_WITH_AN_END = frozenset({"given", "extended"})


class FunnelStore(Protocol):
    def count(self, told: Told, remind_at: datetime | None) -> None:
        """Once for a coupon that was given, and once for another event."""
        ...


def count(told: Told, funnel: FunnelStore, templates: CurrentTemplates) -> None:
    """Raises NotFound."""
    due = None
    if told.step in _WITH_AN_END:
        terms = templates.at(told.template_id, told.at).terms
        due = remind_at(terms, told.coupon_id, told.ends_at, told.at)
    funnel.count(told, due)
