"""The story that README shows is true."""

from infra.local.api import Api
from infra.local.callers import Callers
from infra.local.story import Teller
from infra.local.story_base import base_day


def test_a_day_of_prices_stock_and_promotions_ends_as_it_should(api: Api, callers: Callers) -> None:
    told: list[str] = []
    day = base_day(Teller(api, callers, told.append))
    assert day["quote"]["totals"]["list_minor"] == 3 * 8900
    assert day["quote"]["totals"]["payable_minor"] == 3 * 5900 - 2950
    counts = ("on_hand_count", "reserved_count", "available_count")
    assert [day["level"][count] for count in counts] == [28, 0, 28]
    budget = {"limit": 1_000_000, "held": 0, "committed": 0, "left": 1_000_000}
    assert day["usage"]["budget"] == budget
    assert "17700 to pay for what costs 26700 in all" in told[-1]
