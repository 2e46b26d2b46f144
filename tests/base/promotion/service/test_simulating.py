"""Simulations as they are asked for, looked up and cancelled."""

from datetime import date
from typing import Any

import pytest

from promenade.base.promotion.model import Window, lifecycle
from promenade.base.promotion.model.lifecycle import StatusForbids
from promenade.base.promotion.model.simulation import SimulationOver, SimulationsBusy
from promenade.base.promotion.service import managing
from promenade.base.promotion.service.changing import Change
from promenade.base.promotion.service.simulating import cancel, get, latest_of
from promenade.base.promotion.store.simulations import SLOTS
from promenade.kit.errors import Conflict, Invalid, NotFound
from tests.support.managed_promotions import half_price, ten_off
from tests.support.simulated import Shop, line, order
from tests.support.stamps import NOON, stamp


def test_it_is_of_the_last_days_that_are_over_in_the_promotions_zone_and_currency() -> None:
    shop = Shop()
    shop.draft(ten_off(window=Window(zone="Pacific/Kiritimati")))
    asked: tuple[tuple[int, dict[str, Any], date, date], ...] = (
        (1, {"zone": "UTC"}, date(2026, 2, 28), date(2026, 2, 28)),
        (365, {"zone": "UTC"}, date(2025, 3, 1), date(2026, 2, 28)),
        (2, {}, date(2026, 2, 28), date(2026, 3, 1)),
    )
    for days, other, first_on, last_on in asked:
        found = shop.ask("ten-off", days, key=f"{days} days", **other).scope
        assert (found.first_on, found.last_on, found.day_count) == (first_on, last_on, days)
        assert found.currency == "CNY"


@pytest.mark.parametrize(
    ("currency", "fault"),
    [(None, ("/currency", "missing")), ("EUR", ("/currency", "other_currency"))],
)
def test_a_currency_is_said_once(currency: str | None, fault: tuple[str, str]) -> None:
    shop = Shop()
    shop.draft(half_price() if currency is None else ten_off())
    with pytest.raises(Invalid) as caught:
        shop.ask("half-price" if currency is None else "ten-off", currency=currency)
    assert [(each.pointer, each.code) for each in caught.value.faults] == [fault]


def test_what_has_ended_or_is_not_there_is_not_simulated() -> None:
    shop = Shop()
    shop.draft(ten_off())
    managing.end(Change("ten-off", 1, stamp("end")), shop.promotions)
    with pytest.raises(StatusForbids):
        shop.ask("ten-off")
    with pytest.raises(NotFound):
        shop.ask("nothing")
    assert shop.simulations.list_newest("ten-off", 10, None).items == ()


def test_a_request_that_comes_again_answers_as_at_first_whatever_became_of_it() -> None:
    shop = Shop([order("1", line("MUG", 10_000))])
    shop.draft(ten_off())
    asked = shop.ask("ten-off")
    assert shop.run(asked) != asked
    managing.end(Change("ten-off", 1, stamp("end")), shop.promotions)
    assert shop.ask("ten-off") == asked
    with pytest.raises(Conflict):
        shop.ask("ten-off", days=8)


def test_so_many_run_at_once_until_one_ends() -> None:
    shop = Shop()
    shop.draft(ten_off())
    first, *_ = [shop.ask("ten-off", key=f"number {each}") for each in range(SLOTS)]
    with pytest.raises(SimulationsBusy) as caught:
        shop.ask("ten-off", key="one more")
    assert caught.value.retry_after_s == 60
    cancel("ten-off", first.id, stamp("cancel"), shop.simulations)
    assert shop.ask("ten-off", key="one more").slot == first.slot


def test_it_is_cancelled_once_and_stays_as_it_is() -> None:
    shop = Shop([order("1", line("MUG", 10_000))])
    shop.draft(ten_off())
    asked = shop.ask("ten-off")
    found = cancel("ten-off", asked.id, stamp("cancel"), shop.simulations)
    assert (found.state, found.version, found.finished_at) == ("CANCELLED", 2, NOON)
    assert cancel("ten-off", asked.id, stamp("again"), shop.simulations) == found
    assert shop.advance(asked) == found
    assert shop.orders.round_trips == 0


def test_what_is_done_is_not_cancelled() -> None:
    shop = Shop()
    shop.draft(ten_off())
    done = shop.run(shop.ask("ten-off"))
    with pytest.raises(SimulationOver) as caught:
        cancel("ten-off", done.id, stamp("cancel"), shop.simulations)
    assert caught.value.facts == {"state": "DONE"}
    assert get("ten-off", done.id, shop.simulations) == done


def test_it_is_found_under_its_own_promotion_alone() -> None:
    shop = Shop()
    shop.draft(ten_off())
    asked = shop.ask("ten-off")
    assert get("ten-off", asked.id, shop.simulations) == asked
    for promotion_id, simulation_id in (("other", asked.id), ("ten-off", "other")):
        with pytest.raises(NotFound):
            get(promotion_id, simulation_id, shop.simulations)


def test_the_latest_is_the_newest_of_its_latest_terms_that_is_done() -> None:
    shop = Shop()
    drafted = shop.draft(ten_off())
    assert latest_of(drafted, shop.simulations) is None
    first = shop.run(shop.ask("ten-off", key="first"))
    shop.ask("ten-off", key="second")
    assert latest_of(drafted, shop.simulations) == first
    edited = lifecycle.edit(drafted, ten_off(name="other"), "staff:maria", NOON)
    assert latest_of(edited, shop.simulations) is None


def test_what_is_taken_for_granted_is_kept_with_it() -> None:
    shop = Shop()
    shop.draft(ten_off())
    always = ("same_orders", "in_force_now", "goods_now", "limits_apart", "partly_refunded")
    assert shop.ask("ten-off").assumed == always
