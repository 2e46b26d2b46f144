"""Limited-time discounts, from their schedule to the orders that have them, over HTTP."""

from typing import Any

import pytest

from tests.support import functions
from tests.support.callers import ANALYST, MARKETER, OTHER_SHOPPER, SHOPPER, shopper
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.limited import EVENINGS, act, at, schedule
from tests.support.selling import cart, counts, open_shop, place, promote, quoted

OPENS, CLOSES = "2026-01-05T12:00:00Z", "2026-01-05T14:00:00Z"


@pytest.fixture
def shop(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    at(monkeypatch, 9.5)
    open_shop(gateway)
    return gateway


def seen(shop: Gateway, promotion_id: str) -> dict[str, Any]:
    answer = shop.call(f"GET /limited-discounts/{promotion_id}", caller=SHOPPER)
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


def state(shop: Gateway, promotion_id: str) -> tuple[str, str | None, str | None]:
    found = seen(shop, promotion_id)
    return found["state"], found["opens_at"], found["closes_at"]


def test_a_countdown_goes_from_slot_to_slot(shop: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    promotion_id = schedule(shop)
    assert state(shop, promotion_id) == ("upcoming", OPENS, CLOSES)
    at(monkeypatch, 12)
    assert state(shop, promotion_id) == ("running", OPENS, CLOSES)
    assert seen(shop, promotion_id)["server_time"] == OPENS
    at(monkeypatch, 14)
    tomorrow = ("2026-01-06T12:00:00Z", "2026-01-06T14:00:00Z")
    assert state(shop, promotion_id) == ("upcoming", *tomorrow)
    at(monkeypatch, 14, day=7)
    assert state(shop, promotion_id) == ("ended", None, None)


def test_goods_tell_their_prices_and_what_is_left_of_them(shop: Gateway) -> None:
    promotion_id = schedule(shop)
    named = ("sku", "price_minor", "selling_minor", "was_minor", "units_left", "per_buyer")
    goods = [[each[name] for name in named] for each in seen(shop, promotion_id)["goods"]]
    assert goods == [
        ["MUG-L", 8_100, 9_000, 9_000, 5, None],
        ["MUG-S", 3_900, 5_000, None, 8, 4],
    ]


def test_a_price_is_that_of_the_time_of_the_order(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule(shop)
    early = quoted(shop, cart(("MUG-S", 2)))
    at(monkeypatch, 12)
    before = dump()
    stale = place(shop, early)
    assert (stale.status, stale.json["quote"]["totals"]["payable_minor"]) == (409, 7_800)
    assert dump() == before
    evening = quoted(shop, cart(("MUG-S", 2)))
    placed = place(shop, evening)
    assert (placed.status, placed.json["payable_minor"]) == (201, 7_800)


def test_what_ended_between_quote_and_order_is_quoted_anew(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    promotion_id = schedule(shop)
    at(monkeypatch, 12)
    agreed = quoted(shop, cart(("MUG-S", 2)))
    act(shop, promotion_id, "end", 4)
    before = dump()
    refused = place(shop, agreed)
    assert (refused.status, refused.json["code"]) == (409, "quote_changed")
    assert refused.json["quote"]["totals"]["payable_minor"] == 10_000
    assert dump() == before
    assert state(shop, promotion_id) == ("ended", None, None)


def test_an_order_a_moment_after_the_slot_costs_what_it_costs_then(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule(shop)
    at(monkeypatch, 13.999)
    agreed = quoted(shop, cart(("MUG-S", 2)))
    at(monkeypatch, 14)
    before = dump()
    assert place(shop, agreed).json["quote"]["totals"]["payable_minor"] == 10_000
    assert dump() == before


def test_units_count_over_orders_and_skus_unpaid_ones_as_well(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule(shop)
    at(monkeypatch, 12)
    first = place(shop, quoted(shop, cart(("MUG-S", 2), ("MUG-L", 1))))
    assert (first.status, first.json["payable_minor"]) == (201, 2 * 3_900 + 8_100)
    asked = shop.call("POST /quotes", cart(("MUG-S", 1), ("MUG-L", 1)), caller=SHOPPER)
    (told,) = asked.json["promotions"]
    assert (told["reason"], told["shortage"]) == (
        "too_many_units",
        {"limit": "units_per_buyer", "left": 1, "asked": 2, "sku": None},
    )
    assert asked.json["totals"]["payable_minor"] == 14_000
    others = place(shop, quoted(shop, cart(("MUG-S", 3)), OTHER_SHOPPER), OTHER_SHOPPER)
    assert others.json["payable_minor"] == 3 * 3_900
    shop.call(f"POST /shop-orders/{first.json['number']}/cancel", {}, caller=SHOPPER)
    again = place(shop, quoted(shop, cart(("MUG-S", 3)), SHOPPER))
    assert again.json["payable_minor"] == 3 * 3_900


def test_quota_and_stock_are_taken_together_and_come_back_once(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    promotion_id = schedule(shop)
    at(monkeypatch, 12)
    placed = place(shop, quoted(shop, cart(("MUG-S", 3))))
    functions.invoke("promotion_meter", {})
    assert (left(shop, promotion_id), counts(shop, "MUG-S")) == (5, (10, 3, 7))
    cancel = f"POST /shop-orders/{placed.json['number']}/cancel"
    assert [shop.call(cancel, {}, caller=SHOPPER).status for _ in range(2)] == [200, 200]
    functions.invoke("promotion_meter", {})
    assert (left(shop, promotion_id), counts(shop, "MUG-S")) == (8, (10, 0, 10))


def test_units_left_are_those_of_this_moment(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    promotion_id = schedule(shop)
    at(monkeypatch, 12)
    place(shop, quoted(shop, cart(("MUG-S", 3))))
    assert units_left(shop, promotion_id) == {"MUG-L": 5, "MUG-S": 5}
    for buyer in (OTHER_SHOPPER, shopper("cy")):
        place(shop, quoted(shop, cart(("MUG-L", 3 if buyer is OTHER_SHOPPER else 2)), buyer), buyer)
    assert units_left(shop, promotion_id) == {"MUG-L": 0, "MUG-S": 5}
    (told,) = shop.call("POST /quotes", cart(("MUG-L", 1)), caller=shopper("dan")).json[
        "promotions"
    ]
    assert told["shortage"] == {"limit": "sku", "left": 0, "asked": 1, "sku": "MUG-L"}


def units_left(shop: Gateway, promotion_id: str) -> dict[str, int]:
    return {each["sku"]: each["units_left"] for each in seen(shop, promotion_id)["goods"]}


def test_a_pause_is_seen_at_once(shop: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    promotion_id = schedule(shop)
    at(monkeypatch, 12)
    assert state(shop, promotion_id) == ("running", OPENS, CLOSES)
    act(shop, promotion_id, "pause", 4)
    assert state(shop, promotion_id) == ("paused", OPENS, CLOSES)
    act(shop, promotion_id, "resume", 5)
    assert state(shop, promotion_id) == ("running", OPENS, CLOSES)


def left(shop: Gateway, promotion_id: str) -> int:
    usage = shop.call(f"GET /promotions/{promotion_id}/usage", caller=MARKETER).json
    return next(int(each["left"]) for each in usage["units"] if each["sku"] == "MUG-S")


def test_members_pay_the_better_of_two_prices(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule(shop)
    member = {"kind": "unit_off", "off": {"kind": "percent", "off_bp": 2_000}}
    promote(shop, name="Members", stage="unit", effects=[member], limits={"budget_minor": 10_000})
    asked = cart(("MUG-S", 1), ("MUG-L", 1))
    assert quoted_minor(shop, asked) == 4_800 + 7_200
    at(monkeypatch, 12)
    assert quoted_minor(shop, asked) == 3_900 + 7_200


def quoted_minor(shop: Gateway, asked: dict[str, Any]) -> int:
    totals = shop.call("POST /quotes", asked, caller=SHOPPER).json["totals"]
    return int(totals["payable_minor"])


def test_a_pause_stops_it_and_an_extension_lets_it_go_on(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    promotion_id = schedule(shop)
    at(monkeypatch, 12)
    act(shop, promotion_id, "pause", 4)
    at(monkeypatch, 12.1)
    assert state(shop, promotion_id)[0] == "paused"
    assert quoted_minor(shop, cart(("MUG-S", 1))) == 5_000
    act(shop, promotion_id, "resume", 5)
    act(shop, promotion_id, "extend", 6, {"end": "2026-01-08"})
    at(monkeypatch, 12.2)
    assert quoted_minor(shop, cart(("MUG-S", 1))) == 3_900
    at(monkeypatch, 13, day=8)
    assert state(shop, promotion_id)[0] == "running"


def test_storefronts_list_what_is_on_or_to_come_by_its_opening(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    evenings = schedule(shop)
    window = {"start": "2026-01-06", "end": "2026-01-06", "zone": "Asia/Shanghai"}
    small = [{"sku": "MUG-S", "price_minor": 3_000, "stock_quota": 1}]
    whole_day = schedule(shop, name="A day", goods=small, window=window)
    promote(shop)
    at(monkeypatch, 11)

    def listed(**query: Any) -> list[str]:
        answer = shop.call("GET /limited-discounts", query=query, caller=SHOPPER)
        assert answer.status == 200, answer.text
        more = {"cursor": answer.json["next"]} if answer.json["next"] else None
        ids = [each["id"] for each in answer.json["items"]]
        return ids + (listed(**query | more) if more else [])

    assert listed() == listed(limit=1) == [evenings, whole_day]
    assert listed(sku="mug-l") == [evenings]
    assert listed(sku="NONE") == []
    at(monkeypatch, 11, day=7)
    assert listed() == [evenings]


def test_what_is_no_limited_time_discount_is_not_found(shop: Gateway) -> None:
    promotion_id = promote(shop)
    drafted = shop.call("POST /activities", EVENINGS, caller=MARKETER).json["promotion"]["id"]
    for unknown in (promotion_id, drafted, "promotion_none"):
        answer = shop.call(f"GET /limited-discounts/{unknown}", caller=SHOPPER)
        assert (answer.status, answer.json["code"]) == (404, "not_found")


def test_sold_out_is_told_when_it_is_metered(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = [{"sku": "MUG-S", "price_minor": 3_900, "stock_quota": 2}]
    promotion_id = schedule(shop, goods=two)
    at(monkeypatch, 12)
    assert place(shop, quoted(shop, cart(("MUG-S", 2)))).status == 201
    functions.invoke("promotion_meter", {})
    at(monkeypatch, 12.1)
    assert state(shop, promotion_id) == ("sold_out", OPENS, CLOSES)
    assert seen(shop, promotion_id)["goods"][0]["units_left"] == 0
    assert quoted_minor(shop, cart(("MUG-S", 1))) == 5_000


def test_analysts_look_as_shoppers_do(shop: Gateway) -> None:
    assert shop.call("GET /limited-discounts", caller=ANALYST).json["items"] == []
