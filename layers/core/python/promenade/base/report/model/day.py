"""A day as reports read it: everything folded so far, and whether the orders agree."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from promenade.base.report.model.facts import (
    Facts,
    Measures,
    ShopDay,
    measured,
    total_facts,
)
from promenade.kit.values import Value, replace


class Segment(Value, frozen=True):
    """What one transaction of folding added to a day."""

    id: str
    facts: Facts
    folded_at: datetime


class Check(Value, frozen=True):
    """A closed day's orders, summed from their own rows. Balanced means equal in every cell,
    `ledger` are their totals."""

    ledger: Measures
    is_balanced: bool


class SettledDay(Value, frozen=True):
    """`absorbed` are the segments in `facts` that may still lie in the journal.

    A day closes when it is over and was checked; a change after that restates it."""

    day: ShopDay
    version: int = 0
    facts: Facts = {}  # noqa: RUF012  each value gets its own
    absorbed: frozenset[str] = frozenset()
    folded_at: datetime | None = None
    closed_at: datetime | None = None
    restated_at: datetime | None = None
    check: Check | None = None

    @property
    def is_balanced(self) -> bool:
        return self.check is not None and self.check.is_balanced

    def news(self, segments: Iterable[Segment]) -> list[Segment]:
        return [each for each in segments if each.id not in self.absorbed]


def absorb(before: SettledDay, lying: Sequence[Segment], at: datetime) -> SettledDay:
    """The day with what lies in its journal."""
    news = before.news(lying)
    if not news:
        return replace(before, version=before.version + 1)
    moments = [each.folded_at for each in news]
    return replace(
        before,
        version=before.version + 1,
        facts=total_facts((each.facts for each in news), before.facts),
        absorbed=before.absorbed.union(each.id for each in news),
        folded_at=max([*moments, before.folded_at or moments[0]]),
        restated_at=at if before.closed_at else None,
        check=None,
    )


def close(day: SettledDay, ledger: Facts, at: datetime) -> SettledDay:
    """`ledger` is the sum of the day's orders, read while nothing was folded."""
    check = Check(measured(ledger), is_balanced=ledger == day.facts)
    version = day.version + 1
    return replace(day, version=version, check=check, closed_at=day.closed_at or at)
