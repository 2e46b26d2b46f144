"""The story that README shows is true."""

from typing import Any

import pytest

from infra.local.api import Api
from infra.local.callers import Callers
from infra.local.stack import Stack
from infra.local.story import Teller
from infra.local.story_base import tell_day
from promenade.activity.flash_sale.model.draws import Drawing, is_committed, positions_of


@pytest.mark.usefixtures("staffed")
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
    _the_queue_was_drawn(day["queue"])
    _the_discount_was_for_one_unit(day["discount"])
    _the_offer_brought_a_friend(day["offer"])
    _who_agreed_was_told(day["campaign"])
    _buyers_read_what_was_approved(day["reworded"])
    _who_is_granted_a_store_stays_in_it(day["joined"])
    assert "17700 to pay for what costs 26700 in all" in told[-1]


def _buyers_read_what_was_approved(reworded: dict[str, Any]) -> None:
    first, other = "故事壶 Story pot", "故事壶二代 Story pot II"
    assert reworded["shown"] == [first, first, other, first]
    assert reworded["differs"] == [{"path": "/title", "before": first, "after": other}]


def _who_is_granted_a_store_stays_in_it(joined: dict[str, Any]) -> None:
    assert joined["hers"]["title"] == "故事壶 Story pot"
    codes = [joined[each]["code"] for each in ("other", "brought", "stopped")]
    assert codes == ["not_found", "forbidden", "staff_suspended"]
    assert joined["brought"]["permission"] == "catalogue:write"


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
    assert (rush["sold_out"]["status"], rush["sold_out"]["phase"]) == ("scheduled", "sold_out")
    assert rush["ended"]["phase"] == "ended"


def _the_queue_was_drawn(queue: dict[str, Any]) -> None:
    spots, draws = queue["spots"], queue["draws"]
    assert sorted(spot["position"] for spot in spots.values()) == [1, 2]
    places = {spot["mark"]: spot["position"] for spot in spots.values()}
    for draw in draws["draws"]:
        before, last = draw["drawn_before"], draw["drawn_before"] + draw["count"]
        mine = {mark: place for mark, place in places.items() if before < place <= last}
        assert positions_of(mine, Drawing(draw["seed"], before)) == mine
        assert is_committed(draw["seed"], draw["number"], draws["commitment"])
    assert (queue["paid"]["stage"], queue["paid"]["paid_minor"]) == ("paid", 4_400)
    assert queue["ended"]["phase"] == "ended"


def _the_discount_was_for_one_unit(discount: dict[str, Any]) -> None:
    (good,) = discount["shown"]["goods"]
    assert (good["price_minor"], good["quota"], good["units_left"]) == (4_900, 2, 2)
    assert discount["order"]["payable_minor"] == 4_900
    assert discount["again"]["totals"]["payable_minor"] == 5_900


def _the_offer_brought_a_friend(offer: dict[str, Any]) -> None:
    names = ("granted_count", "shared_count", "accepted_count", "bonus_count", "withheld_count")
    assert [offer["counted"][name] for name in names] == [1, 1, 1, 1, 0]
    assert offer["own"]["remaining_s"] <= 48 * 3_600
    assert offer["own"]["coupon_id"] != offer["friend"]["coupon_id"]


def _who_agreed_was_told(campaign: dict[str, Any]) -> None:
    texted, mailed = (
        {who[:2]: what for who, what in each.items()} for each in campaign["decisions"]
    )
    assert texted == {"an": "sent", "bo": "sent", "li": "withdrawn", "no": "withdrawn"}
    assert mailed == {"an": "sent", "li": "sent", "bo": "withdrawn", "no": "withdrawn"}
    assert campaign["consents"] == ("given", "withdrawn")
    effect = campaign["effect"]
    funnel = ("people_count", "sent_count", "clicked_count", "buyer_count")
    assert [effect["treated"][name] for name in funnel] == [2, 2, 1, 1]
    assert effect["verdict"] == "no_hold_out"
    last_touch = next(each for each in effect["money"] if each["model"] == "last_touch")
    assert last_touch["net_minor"] == campaign["bought"]["payable_minor"] == 5_900
