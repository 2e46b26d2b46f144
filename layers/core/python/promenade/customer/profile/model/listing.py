"""Customers as staff look them through: which part of all who bought is in a stage of life."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from promenade.contracts.profiles import Figures, Stage
from promenade.customer.profile.model.person import Profile
from promenade.customer.profile.model.scoring import Rule, stage_of
from promenade.customer.profile.model.tagging import live
from promenade.kit.values import Value

Bought = Literal["never", "once", "often"]

_HOW_OFTEN: Mapping[Stage | None, tuple[Bought, ...]] = {
    None: ("often", "once", "never"),
    "new": ("once", "never"),
    "active": ("often",),
    "at_risk": ("often", "once"),
    "dormant": ("often", "once"),
    "churned": ("often", "once"),
}
_PERIODS: Mapping[Stage | None, tuple[int, int | None]] = {
    "new": (0, 1),
    "active": (0, 1),
    "at_risk": (1, 2),
    "dormant": (2, 4),
    "churned": (4, None),
}
_DAY = timedelta(days=1)
_TURNED = timedelta(hours=2)
"""By which clocks are put forward or back at most."""


class Wanted(Value, frozen=True):
    """None: whatever it is."""

    stage: Stage | None = None
    tag: str | None = None


class Stretch(Value, frozen=True):
    """Of who bought so often, those whose last purchase was in [since, until)."""

    bought: Bought
    since: datetime | None = None
    until: datetime | None = None


def bought_of(figures: Figures) -> Bought:
    if figures.last_paid_at is None:
        return "never"
    return "often" if figures.paid_count > 1 else "once"


def stretches_of(stage: Stage | None, rule: Rule, now: datetime) -> list[Stretch]:
    """Together they hold everybody of the stage, whatever zones people bought in; at their ends,
    less than a day and a half of others as well."""
    first, last = _PERIODS.get(stage, (0, None))
    period = timedelta(days=rule.repurchase_days)
    until = now - first * period + _TURNED if first else None
    since = now - last * period - _DAY - _TURNED if last else None
    return [
        Stretch(each) if each == "never" else Stretch(each, since, until)
        for each in _HOW_OFTEN[stage]
    ]


def is_wanted(profile: Profile, wanted: Wanted, rule: Rule, now: datetime) -> bool:
    if profile.state != "active":
        return False
    if wanted.stage and stage_of(profile.figures, rule.repurchase_days, now) != wanted.stage:
        return False
    names = [tag.name for tag in live(profile.tags, now)]
    return wanted.tag is None or wanted.tag in names
