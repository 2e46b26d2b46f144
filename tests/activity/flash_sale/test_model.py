"""What a sale is, and what can be done with it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from promenade.activity.flash_sale.model import sale as life
from promenade.activity.flash_sale.model.sale import (
    EndNotLater,
    FlashSale,
    Phase,
    SaleOver,
    SaleStatus,
    StatusForbids,
)
from promenade.activity.flash_sale.model.terms import Goods, exposure_minor, obstacles
from promenade.contracts.reviews import NotReady, Review, SelfApproval
from promenade.kit.values import replace
from tests.support.flash_sales import END, PLACE, START, approved, facts, sale, scheduled, terms
from tests.support.stamps import NOON, stamp

INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        (START - INSTANT, Phase.UPCOMING),
        (START, Phase.RUNNING),
        (END - INSTANT, Phase.RUNNING),
        (END, Phase.ENDED),
    ],
)
def test_a_window_is_half_open(at: object, phase: Phase) -> None:
    assert scheduled().phase(at) is phase  # type: ignore[arg-type]


def test_a_sale_pauses_sells_out_and_ends_as_it_is_asked_for() -> None:
    running = scheduled()
    assert running.phase(NOON, is_sold_out=True) is Phase.SOLD_OUT
    paused = life.pause(running, NOON)
    assert paused.phase(NOON, is_sold_out=True) is Phase.PAUSED
    assert paused.phase(END) is Phase.ENDED
    assert life.resume(paused, NOON).phase(NOON) is Phase.RUNNING
    assert life.pause(paused, NOON) is paused
    with pytest.raises(StatusForbids, match="not paused"):
        life.resume(running, NOON)
    ended = life.end(running, NOON + INSTANT)
    assert (ended.phase(NOON), ended.phase(NOON + INSTANT)) == (Phase.RUNNING, Phase.ENDED)


def test_a_sale_is_extended_to_a_later_end_before_it_is_over() -> None:
    running = scheduled()
    longer = life.extend(running, END + INSTANT, NOON)
    assert longer.phase(END) is Phase.RUNNING
    with pytest.raises(EndNotLater):
        life.extend(running, END, NOON)
    with pytest.raises(SaleOver):
        life.extend(running, END + INSTANT, END)


@pytest.mark.parametrize("step", [life.pause, life.resume, life.end])
def test_nothing_is_done_with_a_sale_that_is_over(
    step: Callable[..., FlashSale],
) -> None:
    with pytest.raises(SaleOver):
        step(scheduled(), END)
    with pytest.raises(StatusForbids):
        step(approved(), NOON)


def test_an_edit_asks_for_approval_anew_and_a_scheduled_sale_has_none() -> None:
    edited = life.edit(approved(), terms(unit_count=5), "staff:olga")
    assert (edited.status, edited.authors) == (SaleStatus.DRAFT, ("staff:maria", "staff:olga"))
    with pytest.raises(StatusForbids):
        life.edit(scheduled(), terms(), "staff:maria")
    with pytest.raises(StatusForbids):
        life.schedule(edited, "", NOON)


def test_nobody_approves_what_is_theirs() -> None:
    goods = Goods("Mug", "mugs", 5_000)
    submitted = life.submit(sale(), goods, Review("staff:maria", NOON, 1, 401_000))
    with pytest.raises(SelfApproval):
        life.approve(submitted, stamp())
    agreed = life.approve(submitted, replace(stamp(), actor="staff:olga"))
    assert agreed.status is SaleStatus.APPROVED
    assert life.reject(submitted, "Too dear", stamp()).status is SaleStatus.REJECTED


def test_a_sale_costs_what_its_units_cost_beyond_its_price() -> None:
    goods = Goods("Mug", "mugs", 5_000)
    assert exposure_minor(terms(), goods) == 401_000
    assert exposure_minor(terms(price_minor=6_000), goods) == 0


def test_its_units_are_a_pool_and_a_lot_and_what_comes_back_a_lot_of_its_own() -> None:
    again = life.let_again(scheduled(), 3)
    assert again.place == PLACE
    assert [(lot.key, lot.total) for lot in again.lots] == [
        ("flash_sale_1", 100),
        ("flash_sale_1#1", 3),
    ]
    assert life.close(again, 97, END).status is SaleStatus.CLOSED


@pytest.mark.parametrize(
    ("code", "what", "sku"),
    [
        ("unknown_zone", {"zone": "Mars/Olympus"}, {}),
        ("not_after_start", {"start": END}, {}),
        ("above_total", {"unit_count": 1}, {}),
        ("over", {"start": START - timedelta(days=1), "end": NOON}, {}),
        ("not_on_sale", {}, {"is_sellable": False}),
        ("other_currency", {"currency": "USD"}, {}),
        ("above_usual", {"price_minor": 5_001}, {}),
        ("below_floor", {"price_minor": 799}, {}),
    ],
)
def test_what_keeps_terms_from_going_on_is_told(
    code: str, what: dict[str, object], sku: dict[str, object]
) -> None:
    assert [each.code for each in obstacles(terms(**what), facts(**sku), NOON)] == [code]


def test_a_price_that_does_not_fit_is_told_what_would() -> None:
    given: list[dict[str, Any]] = [
        {"currency": "USD"},
        {"price_minor": 5_001},
        {"price_minor": 799},
    ]
    refused = [NotReady(list(obstacles(terms(**each), facts(), NOON))) for each in given]
    assert [each.said("en") for each in refused] == [
        "The catalogue has the SKU in CNY.",
        "The SKU costs ¥50.00 without the sale.",
        "It is below ¥8.00, the floor of this SKU in the catalogue.",
    ]
    assert [each.said("zh") for each in refused] == [
        "该 SKU 在商品目录中的币种为 CNY。",
        "秒杀价不能高于平时的售价 ¥50.00。",
        "低于商品目录中此 SKU 的底价 ¥8.00。",
    ]


def test_terms_that_fit_are_told_nothing_and_an_unknown_sku_is() -> None:
    assert list(obstacles(terms(), facts(), NOON)) == []
    assert [each.code for each in obstacles(terms(), None, NOON)] == ["unknown_sku"]
