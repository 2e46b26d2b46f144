"""How people are scored, on the wire."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import Annotated

from msgspec import Meta

from promenade.contracts.profiles import NO_STEPS, Method, Steps
from promenade.customer.profile.model.scoring import (
    FREQUENCY,
    MONEY,
    RECENCY,
    Boundaries,
    Rule,
    bucket_start,
)
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import Fault, Invalid

Days = Annotated[int, Meta(ge=0, le=36_500)]
Period = Annotated[int, Meta(ge=1, le=3_650)]
Count = Annotated[int, Meta(ge=1, le=99_999)]
Minor = Annotated[int, Meta(ge=-(10**12), le=10**12)]


_FOUR = Meta(min_length=4, max_length=4)
MoneySteps = Annotated[tuple[Minor, ...], _FOUR]


class StepsBody(Strict, frozen=True):
    """What scores 2, 3, 4 and 5 at least: at most so many days since the last purchase, falling; at
    least so many purchases, and so much net money by currency, rising."""

    recency_days: Annotated[tuple[Days, ...], _FOUR]
    frequency: Annotated[tuple[Count, ...], _FOUR]
    money_minor: Annotated[Mapping[Currency, MoneySteps], Meta(max_length=20)]


class RuleBody(Strict, frozen=True):
    """`fixed` scores by these steps; without them, quintiles of the population do."""

    repurchase_days: Period
    fixed: StepsBody | None = None


class BoundariesView(View, frozen=True):
    """What scores 2, 3, 4 and 5 at least, of `people_count` customers who had bought something by
    `made_at`: the day of the last purchase, purchases, minor units by currency. Null: nobody."""

    version: int
    made_at: datetime | None
    people_count: int
    last_paid_on: list[date | None]
    frequency: list[int | None]
    money_minor: dict[str, list[int | None]]


class RuleView(View, frozen=True):
    """`boundaries` are those of the population, by which `quintile` scores."""

    version: int
    method: Method
    repurchase_days: int
    recency_days: list[int | None]
    frequency: list[int | None]
    money_minor: dict[str, list[int | None]]
    boundaries: BoundariesView


def read_rule(body: RuleBody) -> Rule:
    """Raises Invalid for steps that do not rise, or fall."""
    if body.fixed is None:
        return Rule(repurchase_days=body.repurchase_days)
    steps = body.fixed
    if faults := _faults(steps):
        raise Invalid(faults)
    return Rule(
        method="fixed",
        repurchase_days=body.repurchase_days,
        recency_days=steps.recency_days,
        frequency=steps.frequency,
        money_minor=dict(steps.money_minor.items()),
    )


def show_rule(rule: Rule, boundaries: Boundaries) -> RuleView:
    return RuleView(
        version=rule.version,
        method=rule.method,
        repurchase_days=rule.repurchase_days,
        recency_days=list(rule.recency_days),
        frequency=list(rule.frequency),
        money_minor={currency: list(steps) for currency, steps in rule.money_minor.items()},
        boundaries=_show_boundaries(boundaries),
    )


def _show_boundaries(boundaries: Boundaries) -> BoundariesView:
    days = boundaries.steps.get(RECENCY, NO_STEPS)
    return BoundariesView(
        version=boundaries.version,
        made_at=boundaries.made_at,
        people_count=boundaries.people_count,
        last_paid_on=[None if day is None else date.fromordinal(day) for day in days],
        frequency=list(boundaries.steps.get(FREQUENCY, NO_STEPS)),
        money_minor={
            measure.removeprefix(MONEY): [
                None if bucket is None else bucket_start(bucket) for bucket in steps
            ]
            for measure, steps in boundaries.steps.items()
            if measure.startswith(MONEY)
        },
    )


def _faults(steps: StepsBody) -> list[Fault]:
    rising: Mapping[str, Steps] = {
        "/fixed/recency_days": tuple(-days for days in steps.recency_days),
        "/fixed/frequency": steps.frequency,
    } | {f"/fixed/money_minor/{currency}": each for currency, each in steps.money_minor.items()}
    detail = "Each step scores higher than the one before: fewer days, more purchases, more money."
    return [Fault(at, "not_in_order", detail) for at, each in rising.items() if not _rises(each)]


def _rises(steps: Steps) -> bool:
    known = [step for step in steps if step is not None]
    return all(low < high for low, high in pairwise(known))
