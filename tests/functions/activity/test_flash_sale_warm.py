"""What is kept ready for an announced sale, minute by minute."""

from datetime import datetime

import pytest

from tests.support import functions
from tests.support.clock import standing
from tests.support.flash_shop import FlashShop
from tests.support.gateway import Gateway
from tests.support.provisioned import KEPT

pytestmark = pytest.mark.usefixtures("stores")
TERMS = {"start": "2098-01-01T20:00:00+08:00", "peak_per_s": 95}
READY = {"FlashSalePage": 10, "FlashSaleClaim": 2}
"""By 95 calls a second, and by three tokens for each of six units."""


def kept(at: str) -> dict[str, int]:
    with standing(datetime.fromisoformat(at)):
        functions.invoke("flash_sale_warm", {})
    return dict(KEPT)


def test_environments_are_ready_from_ten_minutes_before_the_start_to_ten_after() -> None:
    gateway = Gateway()
    assert FlashShop(gateway, **TERMS).schedule().json["capacity"]["page_count"] == 10
    assert kept("2098-01-01T11:49:59Z") == {}
    assert kept("2098-01-01T11:50:00Z") == READY
    assert kept("2098-01-01T12:09:59Z") == READY
    assert kept("2098-01-01T12:10:00Z") == {}


def test_nothing_is_kept_for_a_sale_that_is_ended_or_not_scheduled() -> None:
    gateway = Gateway()
    shop = FlashShop(gateway, **TERMS)
    assert kept("2098-01-01T12:00:00Z") == {}
    shop.schedule()
    assert kept("2098-01-01T12:00:00Z") == READY
    assert shop.step("end").status == 200
    assert kept("2098-01-01T12:00:00Z") == {}
