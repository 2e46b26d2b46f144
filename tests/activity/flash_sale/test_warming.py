"""What an announced sale has ready, from when to when, and for how much."""

from datetime import datetime, timedelta

import pytest

from infra.local import template
from promenade.activity.flash_sale.model.capacity import (
    ENVIRONMENT_MB,
    Capacity,
    capacity_of,
    cost_usd_cents,
)
from promenade.activity.flash_sale.model.sale import FlashSale, SaleStatus
from promenade.activity.flash_sale.model.terms import Fairness
from promenade.activity.flash_sale.service import warming
from promenade.kit.paging import Page, Position
from promenade.kit.values import replace
from tests.support.flash_sales import END, START, approved, scheduled, terms

INSTANT = timedelta(microseconds=1)
BEFORE = START - timedelta(minutes=10)
AFTER = START + timedelta(minutes=10)


class Sales:
    """Two pages of them."""

    def __init__(self, *sales: FlashSale) -> None:
        self._pages = {None: sales[:1], "more": sales[1:]}

    def list_by_status(
        self, status: SaleStatus, limit: int, after: Position | None
    ) -> Page[FlashSale]:
        assert (status, limit) == (SaleStatus.SCHEDULED, 50)
        return Page(self._pages[after], None if after else "more")  # type: ignore[index,arg-type]


class Machines:
    kept: Capacity | None = None

    def keep(self, wanted: Capacity) -> None:
        self.kept = wanted


def warmed(at: datetime, *sales: FlashSale) -> Capacity:
    machines = Machines()
    told = warming.warm(at, Sales(*sales), machines)  # type: ignore[arg-type]
    assert machines.kept == told
    return told


def test_environments_answer_ten_calls_a_second_and_who_claims_has_a_token() -> None:
    wanted = capacity_of(terms(peak_per_s=100_001, unit_count=1_000))
    assert wanted == Capacity(page_count=10_001, claim_count=300, writes_per_s=3_000)
    assert capacity_of(terms(peak_per_s=7, unit_count=1_000)) == Capacity(1, 1, 7)
    assert capacity_of(terms()) == Capacity()


def test_all_who_come_may_queue_and_each_writes_a_spot() -> None:
    queued = terms(peak_per_s=20_000, unit_count=1_000, fairness=Fairness.QUEUE)
    assert capacity_of(queued) == Capacity(2_000, 300, writes_per_s=20_000, queue_count=2_000)
    open_ = replace(queued, fairness=Fairness.OPEN)
    assert capacity_of(open_) == Capacity(2_000, 300, writes_per_s=3_000)
    assert (cost_usd_cents(queued, END), cost_usd_cents(open_, END)) == (860, 460)


@pytest.mark.parametrize(
    ("at", "is_ready"),
    [
        (BEFORE - INSTANT, False),
        (BEFORE, True),
        (START, True),
        (AFTER - INSTANT, True),
        (AFTER, False),
    ],
)
def test_it_is_ready_ten_minutes_before_and_after_the_start(at: datetime, is_ready: bool) -> None:
    expected = Capacity(10, 10, 100) if is_ready else Capacity()
    assert warmed(at, scheduled(peak_per_s=100)) == expected


def test_what_ends_early_is_not_kept_ready() -> None:
    short = scheduled(peak_per_s=100, end=START + timedelta(minutes=1))
    assert warmed(START + timedelta(minutes=1), short) == Capacity()


def test_sales_at_the_same_time_need_both() -> None:
    sales = scheduled(peak_per_s=100), scheduled(peak_per_s=5_000)
    assert warmed(START, *sales) == Capacity(510, 40, 400)


def test_the_cost_is_that_of_the_environments_while_they_are_ready() -> None:
    assert cost_usd_cents(terms(peak_per_s=10_000, unit_count=1_000), END) == 260
    assert cost_usd_cents(approved().terms, END) == 0


def test_an_environment_is_as_large_as_it_is_deployed() -> None:
    assert template.read()["Globals"]["Function"]["MemorySize"] == ENVIRONMENT_MB
