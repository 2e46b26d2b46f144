"""What staff send and buyers are shown."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from promenade.activity.flash_sale.wire import buying, plans, sales
from promenade.contracts.flash_sales import FlashSaleScheduled
from promenade.kit.errors import Invalid
from tests.support.flash_sales import END, START, sale, scheduled
from tests.support.stamps import NOON

SECOND = timedelta(seconds=1)


def body(**other: object) -> sales.SaleBody:
    given: dict[str, object] = {
        "name": "Mugs",
        "sku": " ｍｕｇ",
        "currency": "CNY",
        "price_minor": 990,
        "unit_count": 5,
        "start": "2026-03-08",
        "end": "2026-03-08",
        "zone": "America/New_York",
    }
    return sales.SaleBody(**given | other)  # type: ignore[arg-type]


def test_a_day_of_23_hours_is_as_long_as_its_zone_makes_it() -> None:
    terms = sales.read_terms(body(), "UTC")
    assert (terms.sku, terms.start) == ("MUG", datetime(2026, 3, 8, 5, tzinfo=UTC))
    assert terms.end - terms.start == timedelta(hours=23)


def test_moments_that_are_none_are_told_together() -> None:
    with pytest.raises(Invalid) as refused:
        sales.read_terms(body(start="soon", end="later"), "UTC")
    assert [each.pointer for each in refused.value.faults] == ["/start", "/end"]
    with pytest.raises(Invalid):
        sales.read_extension(sales.ExtensionBody(end="later"))


@pytest.mark.parametrize(
    ("at", "starts_in_s", "ends_in_s", "phase"),
    [
        (START - 1.5 * SECOND, 2, 3_602, "upcoming"),
        (START, 0, 3_600, "running"),
        (END, 0, 0, "ended"),
    ],
)
def test_a_page_counts_down_from_the_servers_time(
    at: datetime, starts_in_s: int, ends_in_s: int, phase: str
) -> None:
    shown = buying.show_offer(scheduled(), at, is_sold_out=False)
    assert (shown.server_time, shown.phase.value) == (at, phase)
    assert (shown.starts_in_s, shown.ends_in_s) == (starts_in_s, ends_in_s)


def test_a_sale_that_was_not_submitted_has_no_exposure() -> None:
    shown = plans.show_sale(sale(relet_counts=(2, 3)))
    assert (shown.exposure_minor, shown.title, shown.relet_count) == (None, None, 5)
    assert shown.created_at == NOON


def test_a_sale_of_one_unit_for_each_customer_is_told_to_others() -> None:
    told = msgspec.json.decode(msgspec.json.encode(scheduled(per_user=1)), type=FlashSaleScheduled)
    assert (told.id, told.terms.unit_count, told.terms.per_user) == ("flash_sale_1", 100, 1)
