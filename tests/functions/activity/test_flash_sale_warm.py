"""Environments that are ready for the buyers of a sale around its start."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support import functions
from tests.support.clock import standing
from tests.support.flash_shop import FlashShop
from tests.support.gateway import Gateway
from tests.support.provisioned import KEPT

START = datetime(2099, 1, 1, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def announced(gateway: Gateway, fairness: str) -> FlashShop:
    times = {"start": "2099-01-01T12:00:00+08:00", "end": "2099-01-01T13:00:00+08:00"}
    return FlashShop(gateway, **times, fairness=fairness, peak_per_s=100)


@pytest.fixture
def shop(gateway: Gateway) -> FlashShop:
    return announced(gateway, "open")


def kept_at(now: datetime) -> dict[str, int]:
    with standing(now):
        functions.invoke("flash_sale_warm", {})
    return dict(KEPT)


def test_environments_are_ready_ten_minutes_around_the_start(shop: FlashShop) -> None:
    shop.schedule()
    assert kept_at(START - 11 * MINUTE) == {}
    assert kept_at(START - 10 * MINUTE) == {"FlashSalePage": 10, "FlashSaleClaim": 2}
    assert kept_at(START + 9 * MINUTE) == {"FlashSalePage": 10, "FlashSaleClaim": 2}
    assert kept_at(START + 10 * MINUTE) == {}


def test_nothing_is_ready_for_a_sale_that_nobody_scheduled(shop: FlashShop) -> None:
    assert kept_at(START) == {}


def test_a_queue_is_ready_for_all_who_come(gateway: Gateway) -> None:
    announced(gateway, "queue").schedule()
    ready = {"FlashSalePage": 10, "FlashSaleClaim": 2, "FlashSaleQueue": 10}
    assert kept_at(START - 10 * MINUTE) == ready
    assert kept_at(START + 10 * MINUTE) == {}
