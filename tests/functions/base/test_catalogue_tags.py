"""Tags that rules give, over HTTP, behind the table's stream."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support import functions
from tests.support.callers import ANALYST, SHOPPER, STOREFRONT
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump, streamed
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring
from tests.support.relaying import relayed

SKU = {"currency": "CNY", "list_price_minor": 8_900}
RULE = {"categories": ["table"], "price": {"currency": "CNY", "to_minor": 9_000}}
OFFERS = {"name": "Table Offers", "rule": RULE}
NEW = {"name": "New", "rule": {"new_for_days": 30}}
PATH = "/tags/table%20offers"


def mug(id_: str, price: int = 8_900, **fields: Any) -> dict[str, Any]:
    sku = SKU | {"code": f"{id_}-S", "list_price_minor": price}
    said = {"title": f"Mug {id_}", "category": "mugs", "shelf": "ON", "skus": [sku]}
    return said | {"id": id_} | fields


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "table", "name": "Table"})
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs", "parent": "table"})
    bring(gateway, mug("A", tags=["gift"]), mug("B", 9_900))
    catch_up()
    return gateway


def catch_up() -> None:
    """All that streams hold, and what becomes of it, until nothing more does."""
    told = 0
    while len(records := streamed()) > told:
        functions.invoke("catalogue_index", {"Records": records[told:]})
        told = len(records)


def tags(shop: Gateway, id_: str) -> list[Any]:
    product = shop.call(f"GET /products/{id_}").json
    return [product["tags"], product["rule_tags"], product["version"]]


def listed(shop: Gateway, **query: str) -> list[str]:
    found = shop.call("GET /products", query=query, caller=SHOPPER).json["items"]
    return sorted(each["id"] for each in found)


def change(shop: Gateway, id_: str, version: int, **fields: Any) -> Answer:
    body = {name: value for name, value in mug(id_, **fields).items() if name != "id"}
    return shop.call(f"PUT /products/{id_}", body, version=version)


def test_a_rule_gives_its_tag_to_listings_searches_and_skus_and_takes_it_back(
    shop: Gateway,
) -> None:
    added = shop.call("POST /tags", OFFERS)
    assert (added.status, added.headers["location"]) == (201, PATH)
    catch_up()
    assert [tags(shop, "A"), tags(shop, "B")] == [
        [["gift"], ["table offers"], 1],
        [[], [], 1],
    ]
    assert listed(shop, tag="Table Offers") == ["A"]
    assert listed(shop, tag="table offers", q="mug") == ["A"]
    sku = shop.call("GET /skus/A-S", caller=STOREFRONT).json
    assert sku["tags"] == ["gift", "table offers"]
    assert shop.call(f"DELETE {PATH}", version=1).status == 204
    catch_up()
    assert tags(shop, "A") == [["gift"], [], 1]
    assert (listed(shop, tag="table offers"), listed(shop, tag="gift")) == ([], ["A"])


def test_a_changed_product_gets_what_the_rules_say_of_it_now(shop: Gateway) -> None:
    shop.call("POST /tags", OFFERS)
    catch_up()
    assert change(shop, "A", 1, tags=["late"], price=9_900).status == 200
    assert change(shop, "B", 1, price=8_900).status == 200
    assert tags(shop, "A") == [["late"], ["table offers"], 2]
    catch_up()
    assert [tags(shop, "A"), tags(shop, "B")] == [
        [["late"], [], 2],
        [[], ["table offers"], 2],
    ]
    assert listed(shop, tag="table offers") == ["B"]


def test_what_a_rule_gives_is_told_and_is_neither_a_version_nor_a_revision(shop: Gateway) -> None:
    shop.call("POST /tags", OFFERS)
    catch_up()
    told = [
        each["detail"]["data"]
        for each in relayed().events
        if each["detail-type"] == "ProductTagged"
    ]
    assert told == [{"id": "A", "version": 1, "rule_tags": ["table offers"]}]
    assert len(shop.call("GET /products/A/revisions").json["items"]) == 1
    assert change(shop, "A", 1, title="Mug A").status == 200


def test_nobody_puts_on_by_hand_what_a_rule_gives(shop: Gateway) -> None:
    shop.call("POST /tags", OFFERS)
    before = dump()
    refused = change(shop, "A", 1, tags=["Table  offers"])
    (fault,) = refused.json["errors"]
    assert (fault["pointer"], fault["code"]) == ("/tags/0", "rule_tag")
    many = {"products": [{"product_id": "A"}], "add_tags": ["table offers"]}
    assert dump() == before
    told = shop.call("POST /product-batches", many).json["items"][0]
    assert told["problem"]["errors"][0]["code"] == "rule_tag"
    assert tags(shop, "A") == [["gift"], [], 1]


def test_time_alone_takes_what_was_new(shop: Gateway) -> None:
    shop.call("POST /tags", NEW)
    catch_up()
    assert tags(shop, "A")[1] == ["new"]
    with standing(SAMPLE_TIME + timedelta(days=30)):
        functions.invoke("catalogue_tag_sweep", {})
        catch_up()
    assert tags(shop, "A")[1] == []


def test_the_hour_writes_nothing_while_no_rule_goes_by_the_time(shop: Gateway) -> None:
    shop.call("POST /tags", OFFERS)
    catch_up()
    before = dump()
    functions.invoke("catalogue_tag_sweep", {})
    assert dump() == before


def test_a_sweep_that_nobody_goes_on_with_goes_on_at_the_hour(shop: Gateway) -> None:
    shop.call("POST /tags", OFFERS)
    lost = len(streamed())
    functions.invoke("catalogue_tag_sweep", {})
    functions.invoke("catalogue_index", {"Records": streamed()[lost:]})
    assert tags(shop, "A")[1] == ["table offers"]


def test_a_tag_by_hand_stays_while_products_have_it(shop: Gateway) -> None:
    assert shop.call("POST /tags", {"name": "Gift"}).json["type"] == "manual"
    before = dump()
    refused = shop.call("DELETE /tags/gift", version=1)
    assert (refused.status, refused.json["code"]) == (409, "tag_in_use")
    assert dump() == before
    change(shop, "A", 1, tags=[])
    assert shop.call("DELETE /tags/gift", version=1).status == 204
    assert shop.call("GET /tags", caller=SHOPPER).json["items"] == []


def test_a_tag_keeps_its_name_and_its_kind(shop: Gateway) -> None:
    shop.call("POST /tags", OFFERS)
    for body, pointer, code in (
        ({"name": "Other", "rule": RULE}, "/name", "renamed"),
        ({"name": "TABLE offers"}, "/rule", "other_kind"),
        ({"name": "Table offers", "rule": {}}, "/rule", "missing"),
    ):
        refused = shop.call(f"PUT {PATH}", body, version=1)
        (fault,) = refused.json["errors"]
        assert (refused.status, fault["pointer"], fault["code"]) == (400, pointer, code)
    changed = shop.call(f"PUT {PATH}", OFFERS | {"name": "TABLE offers"}, version=1)
    assert (changed.json["name"], changed.json["version"]) == ("TABLE offers", 2)
    assert shop.call(f"PUT {PATH}", OFFERS, version=1).status == 412
    assert shop.call("POST /tags", OFFERS).json["code"] == "conflict"


def test_twenty_rules_are_the_most(shop: Gateway) -> None:
    for number in range(20):
        assert shop.call("POST /tags", NEW | {"name": f"New {number}"}).status == 201
    before = dump()
    refused = shop.call("POST /tags", NEW)
    assert (refused.status, refused.json["code"]) == (409, "too_many_rules")
    assert dump() == before
    shop.call("DELETE /tags/new%200", version=1)
    assert shop.call("POST /tags", NEW).status == 201


def test_only_who_shapes_products_writes_tags(shop: Gateway) -> None:
    for caller in (ANALYST, STOREFRONT):
        assert shop.call("POST /tags", OFFERS, caller=caller).status == 403
        assert shop.call(f"PUT {PATH}", OFFERS, caller=caller, version=1).status == 403
        assert shop.call(f"DELETE {PATH}", caller=caller, version=1).status == 403
    assert shop.call(f"GET {PATH}", caller=SHOPPER).status == 404
