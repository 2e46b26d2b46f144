"""Scores from 1 to 5 for recency, frequency and money, and the stage of a customer's life.

By quintile of the population: a person's place is (those below + half of those alike) / all, so
that who is alike has one score, and the population's middle is 3. People are counted in buckets,
and a score is read off four steps: the lowest buckets that score 2, 3, 4 and 5. Buckets of days
and of purchases hold one value each. Buckets of money hold one up to 512 minor units and less than
0.8 % of a value beyond, which are alike then."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from promenade.contracts.profiles import (
    NO_STEPS,
    REPURCHASE_DAYS,
    Figures,
    Method,
    Stage,
    Steps,
)
from promenade.customer.profile.model.figures import days_since, last_day
from promenade.customer.profile.model.person import Profile
from promenade.kit.values import Document, Value

SCORES = 5
_EXACT_BITS = 8
_MOST_COUNT = 99_999


RECENCY, FREQUENCY, MONEY = "recency", "frequency", "money:"


class Bucket(Value, frozen=True, order=True):
    measure: str
    value: int


class Rule(Document, frozen=True):
    """How staff want people scored. Fixed steps are days since the last purchase (falling),
    purchases, and minor units by currency. `repurchase_days` is how long a customer usually takes
    to come back."""

    version: int = 0
    method: Method = "quintile"
    repurchase_days: int = REPURCHASE_DAYS
    recency_days: Steps = NO_STEPS
    frequency: Steps = NO_STEPS
    money_minor: dict[str, Steps] = {}  # noqa: RUF012  each value gets its own


class Boundaries(Document, frozen=True):
    """Steps of the population as it was at `made_at`, in buckets, by measure."""

    version: int = 0
    made_at: datetime | None = None
    people_count: int = 0
    steps: dict[str, Steps] = {}  # noqa: RUF012  each value gets its own


class MoneyScore(Value, frozen=True):
    currency: str
    net_minor: int
    score: int | None


class Scores(Value, frozen=True):
    """None where nothing is known to score by: no purchase, or no boundaries yet."""

    method: Method
    version: int
    made_at: datetime | None
    recency_days: int | None
    recency: int | None
    frequency: int | None
    money: tuple[MoneyScore, ...]


def money_bucket(minor: int) -> int:
    """Rises with the amount; 0 is 0."""
    if minor < 0:
        return -money_bucket(-minor)
    shift = max(minor.bit_length() - _EXACT_BITS - 1, 0)
    return (shift << _EXACT_BITS) + (minor >> shift)


def bucket_start(bucket: int) -> int:
    """The lowest amount, from 0 on, that is in it: the reverse of `money_bucket`."""
    if bucket < 0:
        return -bucket_start(-bucket)
    shift = max((bucket >> _EXACT_BITS) - 1, 0)
    return (bucket - (shift << _EXACT_BITS)) << shift


def places(profile: Profile) -> frozenset[Bucket]:
    """Where a person is counted: one who bought something, as the one he was merged into."""
    day = last_day(profile.figures)
    if profile.merged_into or day is None:
        return frozenset()
    bought = min(profile.figures.paid_count, _MOST_COUNT)
    money = {
        Bucket(f"{MONEY}{currency}", money_bucket(minor))
        for currency, minor in profile.figures.net_minor.items()
    }
    return frozenset({Bucket(RECENCY, day.toordinal()), Bucket(FREQUENCY, bought), *money})


def steps_of(counts: Mapping[int, int]) -> Steps:
    """Of a population, counted by bucket. Exact for the buckets."""
    people = sum(counts.values())
    scored: dict[int, int] = {}
    below = 0
    for bucket in sorted(counts):
        scored[bucket] = quintile(below, counts[bucket], people) if counts[bucket] else 0
        below += counts[bucket]
    return tuple(
        min((bucket for bucket, score in scored.items() if score >= least), default=None)
        for least in range(2, SCORES + 1)
    )


def quintile(below: int, alike: int, people: int) -> int:
    """The score of who has `below` people under him and is one of `alike`."""
    return SCORES * (2 * below + alike) // (2 * people) + 1


def score_of(value: int, steps: Iterable[int | None]) -> int:
    return 1 + sum(1 for step in steps if step is not None and value >= step)


def scores_of(figures: Figures, rule: Rule, boundaries: Boundaries, now: datetime) -> Scores:
    if rule.method == "fixed":
        return _fixed(figures, rule, now)
    day, steps = last_day(figures), boundaries.steps
    return Scores(
        method="quintile",
        version=boundaries.version,
        made_at=boundaries.made_at,
        recency_days=days_since(figures, now),
        recency=_by(day.toordinal() if day else None, steps.get(RECENCY)),
        frequency=_by(_bought(figures), steps.get(FREQUENCY)),
        money=tuple(
            MoneyScore(currency, minor, _by(money_bucket(minor), steps.get(f"{MONEY}{currency}")))
            for currency, minor in figures.net_minor.items()
        ),
    )


def _fixed(figures: Figures, rule: Rule, now: datetime) -> Scores:
    days = days_since(figures, now)
    recency = None if days is None else -days
    return Scores(
        method="fixed",
        version=rule.version,
        made_at=None,
        recency_days=days,
        recency=_by(recency, [None if step is None else -step for step in rule.recency_days]),
        frequency=_by(_bought(figures), rule.frequency),
        money=tuple(
            MoneyScore(currency, minor, _by(minor, rule.money_minor.get(currency)))
            for currency, minor in figures.net_minor.items()
        ),
    )


def _bought(figures: Figures) -> int | None:
    return min(figures.paid_count, _MOST_COUNT) or None


def _by(value: int | None, steps: Iterable[int | None] | None) -> int | None:
    return None if value is None or steps is None else score_of(value, steps)


def stage_of(figures: Figures, repurchase_days: int, now: datetime) -> Stage:
    """By how often the usual time between purchases has passed since the last one: once at most is
    new (the first) or active, twice at risk, four times dormant. Who bought nothing is new."""
    days = days_since(figures, now)
    if days is None:
        return "new"
    if days <= repurchase_days:
        return "active" if figures.paid_count > 1 else "new"
    if days <= 2 * repurchase_days:
        return "at_risk"
    return "dormant" if days <= 4 * repurchase_days else "churned"
