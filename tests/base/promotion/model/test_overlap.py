from typing import Any

import pytest

from promenade.base.promotion.model import (
    Promotion,
    Scope,
    Selector,
    Stage,
    Window,
)
from promenade.base.promotion.model.overlap import overlapping, scopes_may_meet
from tests.support.managed_promotions import day, ten_off


def grouped(promotion_id: str, **other: Any) -> Promotion:
    return ten_off(promotion_id, exclusion_group="spring", **other)


def of(**names: Any) -> Scope:
    return Scope(include=(selector(**names),))


def selector(**names: Any) -> Selector:
    sets = {key: tuple(value) for key, value in names.items() if isinstance(value, list)}
    return Selector(**names | sets)


def test_those_of_the_group_on_the_same_lines_at_the_same_time_overlap() -> None:
    others = [
        grouped("b"),
        ten_off("without group"),
        ten_off("other group", exclusion_group="summer"),
        grouped("other stage", stage=Stage.STORE_COUPON),
        grouped("a"),
    ]
    assert [each.id for each in overlapping(grouped("a"), others)] == ["b"]


def test_a_promotion_without_a_group_chains_and_overlaps_nobody() -> None:
    assert overlapping(ten_off("a"), [grouped("b"), ten_off("c")]) == ()


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (Window(day(1), day(3)), Window(day(3), day(5)), False),
        (Window(day(1), day(4)), Window(day(3), day(5)), True),
        (Window(day(1), day(9)), Window(day(3), day(5)), True),
        (Window(None, day(3)), Window(day(3), None), False),
        (Window(None, day(4)), Window(day(3), None), True),
        (Window(), Window(day(3), day(5)), True),
    ],
)
def test_windows_are_half_open(one: Window, other: Window, meet: bool) -> None:
    for left, right in ((one, other), (other, one)):
        found = overlapping(grouped("a", window=left), [grouped("b", window=right)])
        assert bool(found) is meet


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (of(skus=["A"]), of(skus=["B"]), False),
        (of(skus=["A", "B"]), of(skus=["B"]), True),
        (of(brands=["Ajia"]), of(brands=["Bono"]), False),
        (of(products=["P"]), of(skus=["A"]), True),
        (of(categories=["tea"]), of(categories=["mugs"]), True),
        (of(tags=["new"]), of(tags=["old"]), True),
        (of(price_max_minor=99), of(price_min_minor=100), False),
        (of(price_max_minor=100), of(price_min_minor=100), True),
        (of(discounted=True), of(discounted=False), False),
        (of(discounted=True), of(), True),
        (Scope(), of(skus=["A"]), True),
        (Scope(exclude=(selector(skus=["A", "B"]),)), of(skus=["A"]), False),
        (Scope(exclude=(selector(skus=["A"]),)), of(skus=["A", "B"]), True),
        (Scope(exclude=(selector(categories=["tea"]),)), of(categories=["tea"]), False),
        (Scope(exclude=(selector(skus=["A"], tags=["new"]),)), of(skus=["A"]), True),
        (Scope(exclude=(selector(skus=["A"], price_max_minor=9),)), of(skus=["A"]), True),
    ],
)
def test_scopes_are_told_apart_where_the_catalogue_is_not_needed(
    one: Scope, other: Scope, meet: bool
) -> None:
    assert scopes_may_meet(one, other) is meet
    assert scopes_may_meet(other, one) is meet
