"""What products were, over HTTP, and how they become it again."""

from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER, SHOPPER
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring

MUG: dict[str, Any] = {
    "id": "MUG",
    "title": "Mug",
    "category": "mugs",
    "shelf": "ON",
    "tags": ["gift"],
    "skus": [{"code": "MUG-S", "barcode": "1", "currency": "CNY", "list_price_minor": 8900}],
}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    """A mug on sale, of another brand and without tags since."""
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"})
    bring(gateway, MUG)
    change(gateway, 1, brand="Kiln", tags=[])
    return gateway


def change(shop: Gateway, version: int, **fields: Any) -> Answer:
    body = {name: value for name, value in MUG.items() if name != "id"} | fields
    return shop.call("PUT /products/MUG", body, caller=MARKETER, version=version)


def roll_back(shop: Gateway, version: int, to: int) -> Answer:
    body = {"version": to}
    return shop.call("POST /products/MUG/revisions", body, caller=MARKETER, version=version)


def test_every_change_is_a_revision_and_the_latest_comes_first(shop: Gateway) -> None:
    first = shop.call("GET /products/MUG/revisions", query={"limit": 1})
    cursor = first.json["next"]
    rest = shop.call("GET /products/MUG/revisions", query={"limit": 1, "cursor": cursor})
    told = [*first.json["items"], *rest.json["items"]]
    assert [(each["version"], each["product"]["brand"]) for each in told] == [
        (2, "Kiln"),
        (1, None),
    ]
    assert {each["actor"] for each in told} == {"staff:maria"}


def test_two_revisions_are_compared_field_by_field(shop: Gateway) -> None:
    compared = shop.call("GET /products/MUG/diff", query={"before": 1, "after": 2}).json
    assert compared["differences"] == [
        {"path": "/brand", "before": None, "after": "Kiln"},
        {"path": "/tags", "before": ["gift"], "after": []},
    ]


def test_skus_are_compared_by_their_codes_and_their_order_is_no_difference(shop: Gateway) -> None:
    small = MUG["skus"][0] | {"list_price_minor": 7900, "sale_price_minor": 7900}
    large = {"code": "MUG-L", "currency": "CNY", "list_price_minor": 9900}
    said = {"brand": "Kiln", "tags": [], "shelf": "OFF"}
    change(shop, 2, **said, skus=[large, small])
    change(shop, 3, **said, skus=[small, large])
    compared = shop.call("GET /products/MUG/diff", query={"before": 2, "after": 3}).json
    assert [each["path"] for each in compared["differences"]] == [
        "/review",
        "/shelf",
        "/skus/MUG-L",
        "/skus/MUG-S/list_price_minor",
        "/skus/MUG-S/sale_price_minor",
    ]
    reordered = shop.call("GET /products/MUG/diff", query={"before": 3, "after": 4})
    assert (reordered.status, reordered.json["differences"]) == (200, [])


def test_a_rollback_is_a_new_revision_and_moves_nothing_on_the_shelf(shop: Gateway) -> None:
    change(shop, 2, shelf="OFF", brand="Kiln", tags=[])
    back = roll_back(shop, 3, 1).json
    assert (back["brand"], back["tags"], back["shelf"], back["version"]) == (
        None,
        ["gift"],
        "OFF",
        4,
    )
    tagged = shop.call("GET /products", query={"tag": "gift"}).json["items"]
    assert [each["id"] for each in tagged] == ["MUG"]
    assert roll_back(shop, 3, 1).json == back


def test_an_old_title_waits_for_somebody_else_as_a_new_one_does(shop: Gateway) -> None:
    change(shop, 2, title="Better mug")
    shop.call("POST /products/MUG/decisions", {"decision": "approve"}, version=3)
    back = roll_back(shop, 4, 1).json
    assert (back["title"], back["review"]["title"]) == ("Better mug", "Mug")
    assert back["review"]["state"] == "pending"


def test_a_barcode_that_another_carries_by_now_is_not_taken_back(shop: Gateway) -> None:
    change(shop, 2, skus=[MUG["skus"][0] | {"barcode": "2"}])
    bring(shop, MUG | {"id": "CUP", "skus": [MUG["skus"][0] | {"code": "CUP-S"}]})
    before = dump()
    refused = roll_back(shop, 3, 1)
    assert (refused.status, refused.json["code"]) == (409, "barcode_taken")
    assert dump() == before


def test_what_never_was_is_found_and_rolled_back_by_nobody(shop: Gateway) -> None:
    before = dump()
    query = {"before": 1, "after": 9}
    for refused in (
        roll_back(shop, 2, 9),
        shop.call("GET /products/MUG/diff", query=query),
        shop.call("GET /products/CUP/revisions"),
    ):
        assert (refused.status, refused.json["code"]) == (404, "not_found")
    assert roll_back(shop, 1, 1).status == 412
    for caller in (SHOPPER, ANALYST):
        assert shop.call("GET /products/MUG/revisions", caller=caller).status == 403
    assert dump() == before
