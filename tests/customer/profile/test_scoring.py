"""Scores and stages: quintiles by counting, as exact as those of looking at everybody."""

import csv
import gzip
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.contracts.profiles import Figures
from promenade.customer.profile.model.scoring import (
    Boundaries,
    Rule,
    bucket_start,
    money_bucket,
    score_of,
    scores_of,
    stage_of,
    steps_of,
)
from promenade.customer.profile.service.ports import Doors, ScoringStore
from promenade.customer.profile.service.scoring import draw, get_rule, replace_rule
from promenade.customer.profile.store.people import DynamoProfileStore
from promenade.customer.profile.store.population import DynamoScoringStore
from promenade.customer.profile.wire.scoring import RuleBody, StepsBody, read_rule, show_rule
from promenade.kit.errors import Invalid, Stale
from promenade.kit.patience import Contended
from tests.support.data import DATA, ONLINE_RETAIL, needs_data
from tests.support.digests import DIGESTS
from tests.support.fakes.order import FakeVault
from tests.support.fakes.profile import FakeProfileStore, FakeScoringStore
from tests.support.profiles import DAY, PAID_AT, order, profile, tell
from tests.support.stamps import NOON, stamp

MONEY = st.integers(min_value=-(10**13), max_value=10**13)


@pytest.fixture(params=["fake", "real"])
def scored(request: pytest.FixtureRequest, stores: None) -> tuple[Doors, ScoringStore]:
    if request.param == "real":
        return Doors(DynamoProfileStore(), FakeVault(), DIGESTS), DynamoScoringStore()
    people = FakeProfileStore()
    return Doors(people, FakeVault(), DIGESTS), FakeScoringStore(people)


def by_looking(values: Sequence[int]) -> dict[int, int]:
    """Scores by the average rank of each value among all: brute force, without buckets."""
    ordered = sorted(values)
    ranks: dict[int, list[int]] = {}
    for rank, value in enumerate(ordered, 1):
        ranks.setdefault(value, []).append(rank)
    people = len(ordered)
    average = {value: Fraction(sum(each), len(each)) for value, each in ranks.items()}
    return {value: int(5 * (rank - Fraction(1, 2)) / people) + 1 for value, rank in average.items()}


def by_counting(values: Sequence[int]) -> dict[int, int]:
    steps = steps_of(Counter(values))
    return {value: score_of(value, steps) for value in values}


def test_five_who_differ_score_one_to_five_and_who_is_alike_scores_alike() -> None:
    assert by_counting([10, 20, 30, 40, 50]) == {10: 1, 20: 2, 30: 3, 40: 4, 50: 5}
    assert by_counting([7] * 9) == {7: 3}
    assert by_counting([1] * 6 + [2, 3, 4, 5]) == {1: 2, 2: 4, 3: 4, 4: 5, 5: 5}


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=60))
def test_counting_scores_as_looking_at_everybody_does(values: list[int]) -> None:
    assert by_counting(values) == by_looking(values)


@given(MONEY, MONEY)
def test_buckets_of_money_keep_the_order_and_are_narrow(one: int, other: int) -> None:
    low, high = sorted([one, other])
    assert money_bucket(low) <= money_bucket(high)
    start = bucket_start(money_bucket(abs(one)))
    assert money_bucket(start) == money_bucket(abs(one))
    assert 0 <= abs(one) - start <= abs(one) // 256
    if abs(one) < 512:
        assert start == abs(one)


def test_boundaries_are_of_the_people_and_say_when(scored: tuple[Doors, ScoringStore]) -> None:
    doors, store = scored
    for number in range(5):
        paid: dict[str, Any] = {"customer": f"c{number}", "paid_at": PAID_AT + number * DAY}
        tell(doors, order(f"A{number}", paid_minor=100 * (number + 1), **paid))
    tell(doors, order("A9", customer="c4"))
    drawn = draw(store, lambda: NOON)
    assert (drawn.version, drawn.made_at, drawn.people_count) == (1, NOON, 5)
    assert store.boundaries() == drawn
    told = {
        name: scores_of(profile(doors, name).figures, Rule(), drawn, NOON) for name in ("c0", "c4")
    }
    assert [(each.recency, each.frequency, each.money[0].score) for each in told.values()] == [
        (1, 3, 1),
        (5, 5, 5),
    ]
    assert (told["c4"].version, told["c4"].made_at, told["c4"].recency_days) == (1, NOON, 51)
    shown = show_rule(Rule(), drawn).boundaries
    assert shown.last_paid_on == [date(2026, 1, day) for day in (6, 7, 8, 9)]
    assert shown.frequency == [1, 1, 2, 2]
    assert shown.money_minor["CNY"] == [200, 300, 400, bucket_start(money_bucket(5300))]


def test_only_one_of_two_runs_draws(scored: tuple[Doors, ScoringStore]) -> None:
    _, store = scored
    drawn = draw(store, lambda: NOON)
    with pytest.raises(Contended):
        store.replace_boundaries(drawn)
    assert draw(store, lambda: NOON).version == 2


def test_nobody_is_scored_before_there_are_boundaries() -> None:
    scores = scores_of(Figures(1, {"CNY": 5}, NOON, NOON), Rule(), Boundaries(), NOON)
    assert (scores.recency, scores.frequency, scores.money[0].score) == (None, None, None)
    nothing = scores_of(Figures(), Rule(), Boundaries(), NOON)
    assert (nothing.recency_days, nothing.money) == (None, ())


def test_steps_that_staff_fix_score_from_then_on(scored: tuple[Doors, ScoringStore]) -> None:
    _, store = scored
    money = {"CNY": (1, 100, 1000, 10000)}
    body = RuleBody(90, StepsBody((90, 60, 30, 7), (2, 3, 5, 8), money))  # type: ignore[arg-type]
    rule = replace_rule(read_rule(body), 0, stamp(), store)
    assert replace_rule(read_rule(body), 0, stamp(), store) == rule == get_rule(store)
    with pytest.raises(Stale):
        replace_rule(read_rule(body), 0, stamp("other"), store)
    figures = Figures(5, {"CNY": 999, "EUR": 10}, NOON, NOON)
    scores = scores_of(figures, rule, store.boundaries(), NOON + 30 * DAY)
    assert (scores.method, scores.version) == ("fixed", 1)
    assert (scores.recency, scores.frequency) == (4, 4)
    assert [each.score for each in scores.money] == [3, None]


def test_steps_that_do_not_rise_are_refused() -> None:
    steps = StepsBody((7, 30, 60, 90), (2, 2, 3, 4), {"CNY": (4, 3, 2, 1)})
    with pytest.raises(Invalid) as refused:
        read_rule(RuleBody(60, steps))
    assert [each.pointer for each in refused.value.faults] == [
        "/fixed/recency_days",
        "/fixed/frequency",
        "/fixed/money_minor/CNY",
    ]


@pytest.mark.parametrize(
    ("days", "count", "stage"),
    [
        (0, 1, "new"),
        (60, 1, "new"),
        (60, 2, "active"),
        (61, 1, "at_risk"),
        (120, 2, "at_risk"),
        (121, 2, "dormant"),
        (240, 2, "dormant"),
        (241, 2, "churned"),
    ],
)
def test_a_stage_is_by_how_long_nothing_was_bought(days: int, count: int, stage: str) -> None:
    figures = Figures(count, {}, NOON, NOON)
    assert stage_of(figures, 60, NOON + days * DAY) == stage
    assert stage_of(Figures(), 60, NOON) == "new"


Bought = dict[str, list[tuple[date, int]]]
"""Of each customer: days, and minor units."""


def cdnow() -> Bought:
    found: Bought = {}
    with gzip.open(DATA / "cdnow" / "cdnow_master.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            day = datetime.strptime(row["date"], "%Y%m%d").replace(tzinfo=UTC).date()
            minor = round(Fraction(row["amount"]) * 100)
            found.setdefault(row["customer_id"], []).append((day, minor))
    return found


def online_retail() -> Bought:
    """Per invoice; cancellations give back and are no purchases."""
    invoices: dict[tuple[str, str, date], Fraction] = {}
    for path in ONLINE_RETAIL:
        with gzip.open(path, "rt") as file:
            for row in csv.DictReader(file):
                day = date.fromisoformat(row["InvoiceDate"][:10])
                key = (row["CustomerID"], row["InvoiceNo"], day)
                value = int(row["Quantity"]) * Fraction(row["UnitPrice"]) * 100
                invoices[key] = invoices.get(key, Fraction(0)) + value
    found: Bought = {}
    for (customer, _, day), minor in invoices.items():
        if customer:
            found.setdefault(customer, []).append((day, round(minor)))
    return found


@needs_data
@pytest.mark.parametrize(("read", "off_bp"), [(cdnow, 25), (online_retail, 25)])
def test_real_customers_score_as_by_looking_at_all_of_them(read: type[Bought], off_bp: int) -> None:
    """Days and purchases exactly; money but for the few who share a bucket with a boundary."""
    bought = read()
    days = [max(day for day, _ in each).toordinal() for each in bought.values()]
    counts = [sum(1 for _, minor in each if minor >= 0) for each in bought.values()]
    money = [sum(minor for _, minor in each) for each in bought.values()]
    assert by_counting(days) == by_looking(days)
    assert by_counting(counts) == by_looking(counts)
    exact, steps = by_looking(money), steps_of(Counter(map(money_bucket, money)))
    off = sum(score_of(money_bucket(minor), steps) != exact[minor] for minor in money)
    assert off * 10_000 <= off_bp * len(money)
