"""Categories as staff shape them, over HTTP."""

from tests.support.cloud import dump
from tests.support.gateway import Gateway

MUGS = {"id": "mugs", "name": "Mugs"}
JAR = {"id": "JAR", "title": "Jar", "category": "mugs"}


def test_an_archived_category_takes_no_product_and_keeps_those_it_has(gateway: Gateway) -> None:
    gateway.call("POST /categories", MUGS)
    gateway.call("POST /products", JAR)
    archived = gateway.call(
        "PUT /categories/mugs", {"name": "Mugs", "is_archived": True}, version=1
    )
    assert archived.json["is_archived"] is True
    before = dump()
    refused = gateway.call("POST /products", JAR | {"id": "TIN"})
    assert (refused.status, refused.json["code"]) == (409, "category_archived")
    tin = gateway.call("POST /categories", {"id": "tins", "name": "Tins", "parent": "mugs"})
    assert (tin.status, tin.json["code"]) == (409, "category_archived")
    assert dump() == before
    listed = gateway.call("GET /products", query={"category": "mugs"}).json["items"]
    assert [each["id"] for each in listed] == ["JAR"]
