"""Who takes a tag or a brand that something names from goods on the shelf says why, over HTTP."""

from typing import Any

import pytest

from tests.functions.base.test_catalogue_impact import WHY, change, preview, told
from tests.support.callers import MARKETER
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.on_sale import bring
from tests.support.selling import PRODUCT, open_shop, promote

LABELS = {"tags": ["gift", "new"], "brand": "Ru"}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    """Mugs of Ru, which are gifts and new; what is a gift, and what is of Ru, costs less."""
    open_shop(gateway)
    bring(gateway, PRODUCT | LABELS)
    promote(gateway, name="Gifts less", scope={"include": [{"tags": ["gift"]}]})
    promote(gateway, name="Ru less", scope={"include": [{"brands": ["Ru"]}]})
    return gateway


@pytest.mark.parametrize(
    ("taken", "query", "name"),
    [
        ({"tags": ["new"]}, "change=tag&tag=gift", "Gifts less"),
        ({"brand": "Kiln"}, "change=brand", "Ru less"),
        ({"brand": None}, "change=brand", "Ru less"),
    ],
)
def test_what_something_names_is_taken_from_goods_only_for_a_reason_which_is_kept(
    shop: Gateway, taken: dict[str, Any], query: str, name: str
) -> None:
    before = dump()
    version = shop.call("GET /products/MUG").json["version"]
    refused = change(shop, version, **LABELS | taken)
    assert (
        refused.status,
        refused.json["code"],
        refused.json["count"],
        refused.json["impact"],
    ) == (
        409,
        "reason_needed",
        1,
        f"/products/MUG/impact?{query}",
    )
    assert dump() == before
    asked = preview(shop, **dict(each.split("=") for each in query.split("&")))
    lost = ["MUG-S", "MUG-L"]
    assert told(asked) == [("promotion", name, "active", "loses", lost, None)]
    kept = change(shop, version, **LABELS | taken, reason=WHY)
    assert (kept.status, kept.json["version"]) == (200, version + 1)
    latest = shop.call("GET /products/MUG/revisions", query={"limit": 1}).json["items"][0]
    assert (latest["version"], latest["reason"]) == (version + 1, WHY)


def test_many_products_lose_a_tag_only_for_a_reason(shop: Gateway) -> None:
    asked = {"products": [{"product_id": "MUG"}], "remove_tags": ["Gift"]}
    (refused,) = shop.call("POST /product-batches", asked, caller=MARKETER).json["items"]
    assert (refused["result"], refused["problem"]["code"]) == ("refused", "reason_needed")
    assert shop.call("GET /products/MUG").json["tags"] == ["gift", "new"]
    (done,) = shop.call("POST /product-batches", asked | {"reason": WHY}, caller=MARKETER).json[
        "items"
    ]
    assert done["result"] == "done"


def test_what_nothing_names_or_what_only_comes_asks_nobody(shop: Gateway) -> None:
    version = shop.call("GET /products/MUG").json["version"]
    assert change(shop, version, **LABELS | {"tags": ["gift"]}).status == 200
    assert change(shop, version + 1, **LABELS | {"tags": ["gift", "late"]}).status == 200
    off = LABELS | {"shelf": "OFF", "reason": WHY}
    assert change(shop, version + 2, **off).status == 200
    bare: dict[str, Any] = {"tags": [], "brand": None, "shelf": "OFF"}
    assert change(shop, version + 3, **bare).status == 200


def test_a_preview_names_the_tag_that_goes_and_nothing_else(shop: Gateway) -> None:
    assert preview(shop, change="tag").pointers == [("query", "/tag", "missing")]
    assert preview(shop, change="off", tag="gift").pointers == [("query", "/tag", "unexpected")]
    assert told(preview(shop, change="tag", tag="late")) == []
