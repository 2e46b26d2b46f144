"""Whether definitions hold: what is missing, what has expired, which days are meant."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promenade.contracts.behaviour import Act, Acted, Tally
from promenade.contracts.channels import Channel, Purpose
from promenade.contracts.consents import ConsentChange
from promenade.contracts.profiles import Figures, Standing, ToldTag
from promenade.outreach.segment.model import definition as d
from promenade.outreach.segment.model.judging import Definition, Setting
from promenade.outreach.segment.model.person import (
    Person,
    closed,
    with_acts,
    with_consents,
    with_suppressions,
)
from tests.support.fakes.segment import FakeBehaviour, FakeScoring
from tests.support.segments import holds
from tests.support.stamps import NOON

ADA = Person("ada", language="zh-CN", channels=("phone",))
NOBODY = Person("bob")


@pytest.mark.parametrize(
    ("test", "values", "chinese", "unknown"),
    [
        ("eq", ("zh-CN", "zh-TW"), True, False),
        ("eq", ("en",), False, False),
        ("neq", ("en",), True, False),
        ("neq", ("zh-CN",), False, False),
        ("neq_or_missing", ("en",), True, True),
        ("neq_or_missing", ("zh-CN",), False, True),
        ("exists", (), True, False),
        ("missing", (), False, True),
    ],
)
def test_what_is_not_known_fulfils_only_what_asks_for_it(
    test: Any, values: tuple[str, ...], *, chinese: bool, unknown: bool
) -> None:
    condition = d.Field("language", test, values)
    assert (holds(condition, ADA), holds(condition, NOBODY)) == (chinese, unknown)


def test_a_tag_counts_until_the_instant_it_expires() -> None:
    tag = ToldTag("vip", "gold", "manual", expires_at=NOON)
    person = Person("ada", tags=(tag,))
    gold = d.Tag("vip", "eq", ("gold",))
    assert holds(gold, person, at=NOON - timedelta(microseconds=1))
    assert not holds(gold, person, at=NOON)
    assert holds(d.Tag("vip", "missing"), person, at=NOON)


def test_consent_is_of_a_channel_and_reachable_where_nothing_is_suppressed() -> None:
    given_ = ConsentChange(Channel.SMS, Purpose.MARKETING, None, "given")
    ada = with_consents(ADA, [given_], 1)
    reachable = d.Consent(Channel.SMS, state="reachable")
    assert holds(reachable, ada)
    assert holds(d.Consent(Channel.EMAIL, state="never_asked"), ada)
    assert not holds(reachable, with_suppressions(ada, [Channel.SMS], 1))
    assert holds(d.Consent(Channel.SMS), with_suppressions(ada, [Channel.SMS], 1))


def test_money_of_a_currency_in_which_nobody_paid_is_0() -> None:
    person = Person("ada", figures=Figures(paid_count=2, net_minor={"CNY": 5_000}))
    assert holds(d.Spent("CNY", 5_000, 5_000), person)
    assert holds(d.Spent("EUR", at_most_minor=0), person)
    assert not holds(d.Spent("EUR", 1), person)
    assert holds(d.Purchases(at_least=2), person)
    assert not holds(d.Purchases(at_most=1), person)


@pytest.mark.parametrize(("days", "is_within"), [(1, False), (2, True)])
def test_days_are_calendar_days_of_the_zone_on_a_day_of_23_hours(
    days: int, *, is_within: bool
) -> None:
    """In Berlin 2026-03-29 has 23 hours: from the 28th at 23:59 to the 29th at 23:00 is yesterday,
    though not a day ago."""
    bought_at = datetime(2026, 3, 28, 22, 59, tzinfo=UTC)
    person = Person("ada", figures=Figures(1, {}, bought_at, bought_at))
    now = datetime(2026, 3, 29, 21, 0, tzinfo=UTC)
    condition = d.Bought(within_days=days)
    assert holds(condition, person, at=now, zone="Europe/Berlin") is is_within


def test_who_never_bought_fulfils_neither_window_unless_that_is_asked_for() -> None:
    assert not holds(d.Bought(within_days=30), NOBODY)
    assert not holds(d.Bought(not_within_days=30), NOBODY)
    assert holds(d.Bought(not_within_days=30, or_never=True), NOBODY)


def acted(count: int, ago: timedelta = timedelta(hours=1)) -> tuple[Person, FakeBehaviour]:
    behaviour = FakeBehaviour()
    behaviour.given["ada"] = {Act.CART: Tally(count, {"MUG": 1}, {"mugs": 2})}
    return with_acts(ADA, [Acted(Act.CART, count, NOON - ago)]), behaviour


@pytest.mark.parametrize(("least", "most"), [(2, None), (None, 2), (3, 3), (None, 0), (4, None)])
def test_how_often_is_asked_of_the_history_exactly(least: int | None, most: int | None) -> None:
    person, behaviour = acted(3)
    condition = d.Did(Act.CART, 7, least, most)
    assert holds(condition, person, behaviour=behaviour) is (
        (least or 0) <= 3 and (most is None or most >= 3)
    )


def test_a_history_is_read_only_where_the_answer_hangs_by_it() -> None:
    person, behaviour = acted(3)
    assert holds(d.Did(Act.CART, 7, at_least=1), person, behaviour=behaviour)
    assert not holds(d.Did(Act.VIEW, 7, at_least=1), person, behaviour=behaviour)
    assert holds(d.Did(Act.VIEW, 7, at_most=0), person, behaviour=behaviour)
    english = d.AllOf((d.Did(Act.CART, 7, 2), d.Field("language", "eq", ("en",))))
    assert not holds(english, person, behaviour=behaviour)
    assert behaviour.asked == []
    assert holds(d.Did(Act.CART, 7, 1, sku="MUG"), person, behaviour=behaviour)
    assert not holds(d.Did(Act.CART, 7, 3, category="mugs"), person, behaviour=behaviour)
    assert len(behaviour.asked) == 2


def test_not_at_all_is_within_the_same_days() -> None:
    person, behaviour = acted(3, timedelta(days=10))
    assert holds(d.Did(Act.CART, 7, at_most=0), person, behaviour=behaviour)
    assert behaviour.asked == []


@pytest.mark.parametrize("count", [0, 1, 3])
def test_what_is_of_a_day_to_come_counts_from_that_day_on(count: int) -> None:
    """Found with a cart 23 hours ahead: done once at least, and not at all."""
    person, behaviour = acted(count, -timedelta(hours=23))
    once = holds(d.Did(Act.CART, 1, at_least=1), person, behaviour=behaviour)
    never = holds(d.Did(Act.CART, 1, at_most=0), person, behaviour=behaviour)
    few = holds(d.Did(Act.CART, 1, 1, 5), person, behaviour=behaviour)
    assert (once, never, few) == (count > 0, count == 0, count > 0)


def test_scores_and_stages_are_as_profiles_judge_now() -> None:
    scoring = FakeScoring(Standing("at_risk", 2, 5, {"CNY": 4, "EUR": None}))
    asked: list[d.Condition] = [
        d.Scored("recency", 3),
        d.Scored("frequency", 5, 5),
        d.Scored("money", 4, 5, "CNY"),
        d.Scored("money", 1, 5, "EUR"),
        d.InStage(("at_risk", "churned")),
    ]
    answers = [holds(each, ADA, scoring=scoring) for each in asked]
    assert answers == [False, True, True, False, True]


@pytest.mark.parametrize("gone", [Person("ada", is_gone=True), closed(ADA)])
def test_nothing_holds_of_who_is_gone(gone: Person) -> None:
    assert not holds(d.Not(d.Listed(("eve",))), gone)


def test_grounds_are_where_the_conditions_stand_that_hold() -> None:
    condition = d.AnyOf((d.Listed(("eve",)), d.Not(d.Address("email")), d.Address("phone")))
    setting = Setting(NOON, "UTC", FakeScoring().now(), FakeBehaviour().tallies)
    assert Definition(condition, {}).grounds(ADA, setting) == ["/of/2"]


_leaf = st.sampled_from([d.Listed(("ada",)), d.Listed(("eve",)), d.Address("phone")])
_tree = st.recursive(
    _leaf,
    lambda part: (
        st.builds(d.Not, part)
        | st.builds(d.AllOf, st.lists(part, min_size=1, max_size=3).map(tuple))
        | st.builds(d.AnyOf, st.lists(part, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=8,
)


@given(st.lists(_tree, min_size=1, max_size=4).map(tuple))
def test_not_any_is_all_not(parts: tuple[d.Condition, ...]) -> None:
    neither = d.Not(d.AnyOf(parts))
    each_not = d.AllOf(tuple(d.Not(part) for part in parts))
    for person, at in product([ADA, NOBODY], [NOON]):
        assert holds(neither, person, at=at) is holds(each_not, person, at=at)
