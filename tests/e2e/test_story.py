"""The story that README shows is true."""

from typing import Any

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
    budget = {"limit": 1_000_000, "held": 0, "committed": 5_900, "left": 994_100}
    assert day["usage"]["budget"] == budget
    _coupons_are_where_they_should_be(day)
    _units_of_the_rush_are_where_they_should_be(day["rush"])
    assert "17700 to pay for what costs 26700 in all" in told[-1]


def _coupons_are_where_they_should_be(day: dict[str, Any]) -> None:
    mine, other = day["coupons"]
    usable, delivered, returned = day["usable"], day["delivered"], day["returned"]
    assert (usable["chosen"], usable["without_minor"]) == ([mine], 14_750)
    assert (usable["saving_minor"], usable["payable_minor"]) == (2_000, 12_750)
    savings = {each["coupon_id"]: each["saving_minor"] for each in usable["coupons"]}
    assert savings == {mine: 2_000, other: 738}
    assert (delivered["stage"], delivered["paid_minor"]) == ("received", 12_750)
    quantities = [each["lines"][0]["quantity"] for each in delivered["parcels"]]
    assert quantities == [2, 1]
    assert (day["kept"]["status"], day["used"]["status"]) == ("locked", "used")
    assert day["used"]["order"] == delivered["number"]
    assert (returned["order"]["payable_minor"], returned["order"]["stage"]) == (16_815, "cancelled")
    refused = returned["elsewhere"]
    told = (refused["code"], refused["coupon_id"], refused["reason"])
    assert told == ("coupon_unavailable", other, "locked")
    assert (returned["coupon"]["status"], returned["coupon"]["order"]) == ("unused", None)
    names = ("total_count", "issued_count", "given_count", "used_count", "returned_count", "use_bp")
    counted = [[each[name] for name in names] for each in day["statistics"]]
    assert counted == [[100, 1, 1, 1, 0, 10_000], [100, 1, 1, 0, 0, 0]]


def _units_of_the_rush_are_where_they_should_be(rush: dict[str, Any]) -> None:
    assert (rush["paid"]["stage"], rush["paid"]["paid_minor"]) == ("paid", 4_400)
    assert rush["late"]["code"] == "sold_out"
    assert (rush["cancelled"]["stage"], rush["cancelled"]["payable_minor"]) == ("cancelled", 4_400)
    assert rush["shown"]["server_time"] < rush["shown"]["end"]
