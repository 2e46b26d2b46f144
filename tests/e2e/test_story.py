"""The story that README shows is true."""

from infra.local.api import Api
from infra.local.callers import Callers
from infra.local.stack import Stack
from infra.local.story import Teller
from infra.local.story_base import tell_day


def test_a_day_of_a_shop_ends_as_it_should(stack: Stack, api: Api, callers: Callers) -> None:
    told: list[str] = []
    day = tell_day(Teller(stack, api, callers, told.append))
    assert day["quote"]["totals"]["list_minor"] == 3 * 8900
    assert day["quote"]["totals"]["payable_minor"] == 3 * 5900 - 2950
    counts = ("on_hand_count", "reserved_count", "available_count")
    assert [day["level"][count] for count in counts] == [28, 0, 28]
    assert (day["received"]["stage"], day["received"]["paid_minor"]) == ("received", 14_750)
    assert (day["cancelled"]["stage"], day["cancelled"]["cancel_reason"]) == ("cancelled", "user")
    assert [day["left"][count] for count in counts] == [25, 0, 25]
    budget = {"limit": 1_000_000, "held": 0, "committed": 2_950, "left": 997_050}
    assert day["usage"]["budget"] == budget
    assert "17700 to pay for what costs 26700 in all" in told[-1]
