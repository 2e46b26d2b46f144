"""What depends on goods, over HTTP, and what is asked of who takes them away."""

from typing import Any

import pytest

from promenade.outreach.campaign.store.campaigns import DynamoCampaignStore
from tests.support import offers
from tests.support.callers import ANALYST, MARKETER, OWNER, SHOPPER
from tests.support.campaigns import by, campaign
from tests.support.cloud import dump
from tests.support.coupons import activate
from tests.support.flash_shop import FlashShop
from tests.support.gateway import Answer, Gateway
from tests.support.relaying import relayed
from tests.support.selling import PRODUCT, cart, open_shop, place, promote, quoted

WHY = "The potter has stopped firing them."
MUGS = {"include": [{"categories": ["mugs"]}]}
CUPS = {"include": [{"categories": ["cups"]}]}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    """Mugs on sale, an empty category of cups, and nothing that depends on either."""
    open_shop(gateway)
    gateway.call("POST /categories", {"id": "cups", "name": "Cups"}, caller=MARKETER)
    return gateway


def preview(shop: Gateway, caller: Any = MARKETER, **query: str) -> Answer:
    return shop.call("GET /products/MUG/impact", caller=caller, query=query)


def told(answer: Answer) -> list[tuple[Any, ...]]:
    fields = ("kind", "name", "state", "how", "skus", "count")
    return [tuple(each[name] for name in fields) for each in answer.json["dependents"]["items"]]


def change(shop: Gateway, version: int, **fields: Any) -> Answer:
    body = {name: value for name, value in PRODUCT.items() if name != "id"} | fields
    return shop.call("PUT /products/MUG", body, caller=MARKETER, version=version)


def remove(shop: Gateway, version: int, **query: str) -> Answer:
    return shop.call("DELETE /products/MUG", caller=MARKETER, version=version, query=query)


def roll_back(shop: Gateway, version: int, to: int, **why: str) -> Answer:
    body = {"version": to} | why
    return shop.call("POST /products/MUG/revisions", body, caller=MARKETER, version=version)


def decide(shop: Gateway, version: int, **body: str) -> Answer:
    asked = {"decision": "approve"} | body
    return shop.call("POST /products/MUG/decisions", asked, caller=OWNER, version=version)


def test_all_that_is_live_and_covers_goods_loses_them_off_the_shelf(shop: Gateway) -> None:
    promote(shop, name="Mugs less", scope=MUGS)
    promote(shop, name="Cups less", scope=CUPS)
    promote(shop, name="All less")
    activate(shop, name="Of small mugs", scope={"include": [{"skus": ["MUG-S"]}]})
    both = ["MUG-S", "MUG-L"]
    asked = preview(shop, change="off")
    assert told(asked) == [
        ("coupon_template", "Of small mugs", "active", "loses", ["MUG-S"], None),
        ("promotion", "Mugs less", "active", "loses", both, None),
    ]
    assert (asked.json["needs_reason"], asked.json["is_bound"]) == (True, False)


def test_another_category_loses_by_what_covers_the_old_one_and_gains_by_the_new(
    shop: Gateway,
) -> None:
    promote(shop, name="Mugs less", scope=MUGS)
    promote(shop, name="Cups less", scope=CUPS)
    promote(shop, name="All but cups", scope={"exclude": [{"categories": ["cups"]}]})
    found = [each[1:4] for each in told(preview(shop, change="category", category="cups"))]
    assert sorted(found) == [
        ("All but cups", "active", "loses"),
        ("Cups less", "active", "gains"),
        ("Mugs less", "active", "loses"),
    ]


def test_offers_and_campaigns_that_give_coupons_which_are_hit_are_told_beside(
    shop: Gateway,
) -> None:
    named = offers.templates(shop, scope={"include": [{"skus": ["MUG-S"]}]})
    offers.offer(shop, named)
    for id_, stage, template in (
        ("campaign_1", "running", named.gives),
        ("campaign_2", "draft", named.gives),
        ("campaign_3", "scheduled", named.invitee),
    ):
        kept = campaign(id=id_, stage=stage, coupon_templates=(template,))
        DynamoCampaignStore().add(kept, by("staff:maria", id_))
    asked = preview(shop, change="off").json
    assert [each["id"] for each in asked["dependents"]["items"]] == [named.gives]
    beside = asked["through_coupons"]
    assert [(each["kind"], each["name"], each["state"]) for each in beside["items"]] == [
        ("campaign", "Hello", "running"),
        ("targeted_offer", "给您的专属礼", "active"),
    ]
    assert beside["more_count"] == 0


def test_orders_that_wait_for_payment_and_units_they_hold_are_told_and_stay(shop: Gateway) -> None:
    number = place(shop, quoted(shop, cart(("MUG-S", 2)))).json["number"]
    assert told(preview(shop, change="removal", caller=OWNER)) == [
        ("order", None, "pending_payment", "holds", ["MUG-S"], 2),
        ("reservation", None, "held", "holds", ["MUG-S"], 2),
    ]
    assert remove(shop, 1, reason=WHY).status == 204
    order = shop.call(f"GET /shop-orders/{number}", caller=SHOPPER).json
    assert (order["stage"], order["lines"][0]["sku"]) == ("pending_payment", "MUG-S")


def test_nothing_hit_needs_no_reason(shop: Gateway) -> None:
    promote(shop, name="Cups less", scope=CUPS)
    asked = preview(shop, change="removal")
    assert (told(asked), asked.json["needs_reason"]) == ([], False)
    assert change(shop, 1, shelf="OFF").status == 200
    assert remove(shop, 2).status == 204


def test_what_is_hit_leaves_the_shelf_only_for_a_reason_which_is_kept(shop: Gateway) -> None:
    promote(shop, name="Mugs less", scope=MUGS)
    before = dump()
    refused = change(shop, 1, shelf="OFF")
    assert (refused.status, refused.json["code"]) == (409, "reason_needed")
    assert (refused.json["count"], refused.json["impact"]) == (1, "/products/MUG/impact?change=off")
    assert dump() == before
    assert change(shop, 1, shelf="OFF", reason=WHY).json["shelf"] == "OFF"
    latest = shop.call("GET /products/MUG/revisions", query={"limit": 1}).json["items"][0]
    assert (latest["version"], latest["reason"]) == (2, WHY)
    (line,) = [each for each in relayed().changes if each["fact"] == "ProductChanged"]
    assert (line["before"]["reason"], line["after"]["reason"]) == (None, WHY)
    change(shop, 2, shelf="OFF", brand="Kiln")
    latest = shop.call("GET /products/MUG/revisions", query={"limit": 1}).json["items"][0]
    assert (latest["version"], latest["reason"]) == (3, None)


def test_many_products_leave_something_live_for_one_reason(shop: Gateway) -> None:
    promote(shop, name="Mugs less", scope=MUGS)
    asked = {"products": [{"product_id": "MUG"}], "shelf": "OFF"}
    refused = shop.call("POST /product-batches", asked, caller=MARKETER).json["items"]
    assert [(each["result"], each["problem"]["code"]) for each in refused] == [
        ("refused", "reason_needed")
    ]
    assert shop.call("GET /products/MUG").json["version"] == 1
    shop.call("POST /product-batches", asked | {"reason": WHY}, caller=MARKETER)
    latest = shop.call("GET /products/MUG/revisions", query={"limit": 1}).json["items"][0]
    assert (latest["version"], latest["product"]["shelf"], latest["reason"]) == (2, "OFF", WHY)


def test_what_is_hit_is_removed_only_for_a_reason(shop: Gateway) -> None:
    promote(shop, name="Mugs less", scope=MUGS)
    before = dump()
    refused = remove(shop, 1)
    assert (refused.status, refused.json["impact"]) == (409, "/products/MUG/impact?change=removal")
    assert remove(shop, 1, reason=" ").pointers == [("query", "/reason", "blank")]
    assert dump() == before
    assert remove(shop, 1, reason=WHY).status == 204


def test_a_sku_that_something_names_is_withdrawn_only_for_a_reason(shop: Gateway) -> None:
    promote(shop, name="Large less", scope={"include": [{"skus": ["MUG-L"]}]})
    small = PRODUCT["skus"][:1]
    before = dump()
    assert change(shop, 1, skus=small).json["code"] == "reason_needed"
    assert dump() == before
    assert change(shop, 1, skus=small, reason=WHY).status == 200
    assert change(shop, 2, reason=WHY).status == 200
    assert decide(shop, 3).status == 200
    assert roll_back(shop, 4, 2).json["code"] == "reason_needed"
    assert roll_back(shop, 4, 2, reason=WHY).status == 200


def test_who_approves_another_category_says_why_where_it_hits(shop: Gateway) -> None:
    promote(shop, name="Mugs less", scope=MUGS)
    assert change(shop, 1, category="cups").json["path"] == ["mugs"]
    before = dump()
    refused = decide(shop, 2)
    expected = "/products/MUG/impact?change=category&category=cups"
    assert (refused.json["code"], refused.json["impact"]) == ("reason_needed", expected)
    assert dump() == before
    assert decide(shop, 2, reason=WHY).json["path"] == ["cups"]


def test_goods_of_a_flash_sale_stay_until_it_is_over(gateway: Gateway) -> None:
    sale = FlashShop(gateway)
    sale.schedule()
    asked = preview(gateway, change="removal")
    assert told(asked)[0] == ("flash_sale", "整点秒杀", "running", "sells", ["MUG-S"], None)
    assert asked.json["is_bound"] is True
    before = dump()
    for refused in (
        remove(gateway, 1, reason=WHY),
        change(gateway, 1, skus=PRODUCT["skus"][1:], reason=WHY),
    ):
        assert (refused.status, refused.json["code"]) == (409, "product_bound")
        assert refused.json["flash_sale"] == sale.id
    assert dump() == before
    assert preview(gateway, change="off").json["is_bound"] is False
    assert change(gateway, 1, shelf="OFF", reason=WHY).status == 200
    sale.step("end")
    assert remove(gateway, 2, reason=WHY).status == 204


def test_a_category_that_something_names_goes_only_for_a_reason(shop: Gateway) -> None:
    promote(shop, name="Cups less", scope=CUPS)
    asked = shop.call("GET /categories/cups/impact", caller=MARKETER)
    assert told(asked) == [("promotion", "Cups less", "active", "names", [], None)]
    before = dump()
    refused = shop.call("DELETE /categories/cups", caller=MARKETER, version=1)
    assert (refused.json["code"], refused.json["impact"]) == (
        "reason_needed",
        "/categories/cups/impact",
    )
    assert dump() == before
    because = {"reason": WHY}
    gone = shop.call("DELETE /categories/cups", caller=MARKETER, version=1, query=because)
    assert gone.status == 204
    assert shop.call("GET /categories/cups/impact", caller=MARKETER).status == 404


def test_a_brand_or_tag_that_something_names_stays_on_the_register(shop: Gateway) -> None:
    for route, named in (("brands", {"brands": ["RU"]}), ("tags", {"tags": ["gift"]})):
        name = next(iter(named.values()))[0]
        shop.call(f"POST /{route}", {"name": name}, caller=MARKETER)
        id_ = promote(shop, name="Less", scope={"include": [named]})
        before = dump()
        refused = shop.call(f"DELETE /{route}/{name.lower()}", caller=MARKETER, version=1)
        told = tuple(refused.json[each] for each in ("code", "count", "path"))
        assert told == ("in_use", 1, f"/promotions/{id_}")
        assert dump() == before
        shop.call(f"POST /promotions/{id_}/end", {"reason": "Done"}, version=4, caller=MARKETER)
        gone = shop.call(f"DELETE /{route}/{name.lower()}", caller=MARKETER, version=1)
        assert gone.status == 204


def test_what_somebody_may_not_read_is_counted_alone(shop: Gateway) -> None:
    place(shop, quoted(shop, cart(("MUG-S", 2))))
    listed = preview(shop, change="off").json["dependents"]
    assert [each["kind"] for each in listed["items"]] == ["reservation"]
    assert listed["more_count"] == 1


def test_a_preview_says_which_change_it_is_of_and_is_for_who_could_make_it(shop: Gateway) -> None:
    assert preview(shop).pointers == [("query", "/change", "missing")]
    assert preview(shop, change="category").pointers == [("query", "/category", "missing")]
    unasked = preview(shop, change="off", category="cups")
    assert unasked.pointers == [("query", "/category", "unexpected")]
    nowhere = preview(shop, change="category", category="bowls")
    assert nowhere.pointers == [("query", "/category", "unknown_category")]
    missing = shop.call("GET /products/JAR/impact", caller=MARKETER, query={"change": "off"})
    assert missing.status == 404
    for caller in (ANALYST, SHOPPER):
        assert preview(shop, caller, change="off").status == 403


def test_scheduled_promotions_are_hit_and_drafts_and_what_is_over_are_not(shop: Gateway) -> None:
    promote(shop, name="Later", scope=MUGS, window={"start": "2098-01-01T00:00:00Z"})
    body = {"name": "Draft", "stage": "order", "currency": "CNY", "scope": MUGS, "effects": []}
    shop.call("POST /promotions", body, caller=MARKETER)
    over = promote(shop, name="Over", scope=MUGS)
    path, why = f"POST /promotions/{over}/end", {"reason": "Done"}
    assert shop.call(path, why, version=4, caller=MARKETER).status == 200
    assert [each[1:3] for each in told(preview(shop, change="off"))] == [("Later", "scheduled")]
