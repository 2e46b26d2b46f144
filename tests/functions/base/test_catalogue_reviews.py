"""Products on their way to shoppers, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.base.catalogue.reader import DynamoCatalogueReader, DynamoWaitingProducts
from tests.support.callers import ANALYST, MARKETER, OWNER, SHOPPER, STOREFRONT
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring
from tests.support.relaying import relayed

MUG: dict[str, Any] = {
    "id": "MUG",
    "title": "Mug",
    "category": "mugs",
    "shelf": "ON",
    "skus": [{"code": "MUG-S", "currency": "CNY", "list_price_minor": 8900}],
}
CART = {"currency": "CNY", "lines": [{"sku": "MUG-S", "qty": 1}]}
APPROVE = {"decision": "approve"}
REJECT = {"decision": "reject", "reason": "The title says nothing."}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    for id_ in ("mugs", "cups"):
        gateway.call("POST /categories", {"id": id_, "name": id_.title()})
    return gateway


def submit(shop: Gateway, version: int) -> Answer:
    return shop.call("POST /products/MUG/submit", caller=MARKETER, version=version)


def decide(shop: Gateway, version: int, body: Any = APPROVE, caller: Any = OWNER) -> Answer:
    return shop.call("POST /products/MUG/decisions", body, caller=caller, version=version)


def change(shop: Gateway, version: int, **fields: Any) -> Answer:
    body = {name: value for name, value in MUG.items() if name != "id"} | fields
    return shop.call("PUT /products/MUG", body, caller=MARKETER, version=version)


def found(shop: Gateway, caller: Any = SHOPPER) -> list[Any]:
    """Of the product, its SKU, the listing, and a quote."""
    listed = shop.call("GET /products", caller=caller).json["items"]
    alone = (
        shop.call(route, caller=caller).status for route in ("GET /products/MUG", "GET /skus/MUG-S")
    )
    quote = shop.call("POST /quotes", CART, caller=caller)
    return [*alone, [each["title"] for each in listed], quote.status]


HIDDEN: list[Any] = [404, 404, [], 400]


def test_a_product_is_sold_once_somebody_else_has_approved_it(shop: Gateway) -> None:
    added = shop.call("POST /products", MUG, caller=MARKETER).json
    assert (added["is_approved"], added["review"]["state"]) == (False, "draft")
    for caller in (SHOPPER, STOREFRONT):
        assert found(shop, caller) == HIDDEN
    assert submit(shop, 1).json["review"]["state"] == "pending"
    before = dump()
    refused = decide(shop, 2, caller=MARKETER)
    assert (refused.status, refused.json["code"]) == (403, "self_approval")
    assert dump() == before
    approved = decide(shop, 2)
    assert (approved.json["is_approved"], approved.json["review"]) == (True, None)
    assert approved.headers["etag"] == '"3"'
    assert found(shop) == [200, 200, ["Mug"], 200]


def test_another_title_waits_while_the_product_sells(shop: Gateway) -> None:
    bring(shop, MUG)
    changed = change(shop, 1, title="Better mug", category="cups", brand="Kiln").json
    assert (changed["title"], changed["path"], changed["brand"]) == ("Mug", ["mugs"], "Kiln")
    assert changed["review"] == {
        "state": "pending",
        "title": "Better mug",
        "category": "cups",
        "description": "",
        "images": [],
        "skus": [],
        "options": {},
        "floors": {},
        "authors": ["staff:maria"],
        "reason": None,
    }
    assert found(shop) == [200, 200, ["Mug"], 200]
    assert shop.call("GET /products/MUG", caller=SHOPPER).json["review"] is None
    assert decide(shop, 2).json["path"] == ["cups"]
    assert found(shop) == [200, 200, ["Better mug"], 200]


LARGE = {"code": "MUG-L", "currency": "CNY", "list_price_minor": 1, "options": {"size": "L"}}


def test_another_sku_waits_while_the_product_sells(shop: Gateway) -> None:
    bring(shop, MUG)
    small = MUG["skus"][0] | {"options": {"colour": "red"}}
    changed = change(shop, 1, skus=[small, LARGE]).json
    assert [each["code"] for each in changed["skus"]] == ["MUG-S", "MUG-L"]
    assert (changed["review"]["skus"], changed["review"]["options"]) == (
        ["MUG-L"],
        {"MUG-S": {"colour": "red"}},
    )
    seen = shop.call("GET /products/MUG", caller=SHOPPER).json["skus"]
    assert [(each["code"], each["options"]) for each in seen] == [("MUG-S", {})]
    assert shop.call("GET /skus/MUG-L", caller=SHOPPER).status == 404
    assert shop.call("GET /skus/MUG-L", caller=MARKETER).json["is_sellable"] is False
    cart = {"currency": "CNY", "lines": [{"sku": "MUG-L", "qty": 1}]}
    assert shop.call("POST /quotes", cart, caller=STOREFRONT).status == 400
    assert decide(shop, 2, caller=MARKETER).json["code"] == "self_approval"
    assert decide(shop, 2).json["review"] is None
    assert shop.call("POST /quotes", cart, caller=STOREFRONT).json["totals"]["payable_minor"] == 1


def test_what_waits_of_a_product_tells_what_its_approval_changes(shop: Gateway) -> None:
    bring(shop, MUG)
    change(
        shop, 1, title="Better mug", skus=[MUG["skus"][0] | {"options": {"colour": "red"}}, LARGE]
    )
    (waiting,) = DynamoWaitingProducts().longest(9, None).items
    assert waiting.is_change
    told = {each.path: (each.before, each.after) for each in waiting.changes}
    assert told.keys() == {"/title", "/skus/MUG-S/options/colour", "/skus/MUG-L"}
    assert told["/skus/MUG-S/options/colour"] == (None, "red")
    assert (told["/skus/MUG-L"][1]["list_price_minor"], told["/skus/MUG-L"][0]) == (1, None)


def test_what_is_sent_back_says_why_and_comes_again(shop: Gateway) -> None:
    bring(shop, MUG)
    change(shop, 1, title="Better mug")
    before = dump()
    silent = decide(shop, 2, {"decision": "reject"})
    assert silent.pointers == [("body", "/reason", "missing")]
    assert dump() == before
    review = decide(shop, 2, REJECT).json["review"]
    assert (review["state"], review["reason"]) == ("rejected", "The title says nothing.")
    assert found(shop) == [200, 200, ["Mug"], 200]
    assert submit(shop, 3).json["review"]["reason"] is None
    assert decide(shop, 4).json["title"] == "Better mug"


def withdraw(shop: Gateway, version: int) -> Answer:
    return shop.call("POST /products/MUG/withdraw", caller=MARKETER, version=version)


def test_what_waits_is_taken_back_and_what_sells_goes_on_as_it_was(shop: Gateway) -> None:
    bring(shop, MUG)
    change(shop, 1, title="Better mug")
    taken = withdraw(shop, 2)
    assert (taken.json["title"], taken.json["review"], taken.json["version"]) == ("Mug", None, 3)
    assert withdraw(shop, 2).json == taken.json
    assert found(shop) == [200, 200, ["Mug"], 200]
    before = dump()
    assert (decide(shop, 3).json["code"], dump()) == ("review_forbids", before)


def test_a_product_that_is_taken_back_is_a_draft_of_its_authors_again(shop: Gateway) -> None:
    shop.call("POST /products", MUG, caller=MARKETER)
    before = dump()
    assert (withdraw(shop, 1).json["code"], dump()) == ("review_forbids", before)
    submit(shop, 1)
    review = withdraw(shop, 2).json["review"]
    assert (review["state"], review["authors"]) == ("draft", ["staff:maria"])
    assert decide(shop, 3).json["code"] == "review_forbids"
    assert found(shop) == HIDDEN


def test_what_does_not_wait_is_not_decided_and_nothing_moves(shop: Gateway) -> None:
    bring(shop, MUG)
    before = dump()
    for refused in (submit(shop, 1), withdraw(shop, 1), decide(shop, 1), decide(shop, 1, REJECT)):
        assert (refused.status, refused.json["code"]) == (409, "review_forbids")
    assert decide(shop, 7).status == 412
    assert decide(shop, 1, caller=ANALYST).status == 403
    assert dump() == before


def test_a_scheduled_product_is_sold_from_its_instant_on(shop: Gateway) -> None:
    start = SAMPLE_TIME + timedelta(hours=1)
    scheduled = {"shelf": "SCHEDULED", "sells_from": "2026-01-05T18:30:00+08:00"}
    with standing():
        bring(shop, MUG | {"shelf": "OFF"})
        shown = change(shop, 1, **scheduled).json
        assert (shown["shelf"], shown["sells_from"]) == ("SCHEDULED", "2026-01-05T10:30:00Z")
        assert found(shop) == HIDDEN
        assert shop.call("GET /skus/MUG-S").json["is_sellable"] is False
    (facts,) = DynamoCatalogueReader().facts(["MUG-S"]).values()
    assert (facts.sells_from, facts.first_on_at) == (start, start)
    with standing(start):
        assert found(shop) == [200, 200, ["Mug"], 200]
        shown = shop.call("GET /products/MUG").json
        assert (shown["shelf"], shown["sells_from"]) == ("ON", None)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"shelf": "SCHEDULED"}, ("/sells_from", "missing")),
        ({"shelf": "SCHEDULED", "sells_from": "2020-01-01T00:00:00Z"}, ("/sells_from", "past")),
        (
            {"shelf": "SCHEDULED", "sells_from": "9999-12-31T23:59:59-12:00"},
            ("/sells_from", "out_of_range"),
        ),
        ({"shelf": "OFF", "sells_from": "2030-01-01T00:00:00Z"}, ("/sells_from", "unexpected")),
        ({"shelf": "ON"}, ("/shelf", "recycled")),
    ],
)
def test_what_stands_nowhere_is_refused_by_name(
    shop: Gateway, fields: dict[str, Any], fault: tuple[str, str]
) -> None:
    bring(shop, MUG | {"shelf": "OFF"})
    change(shop, 1, shelf="RECYCLED")
    before = dump()
    assert ("body", *fault) in change(shop, 2, **fields).pointers
    assert dump() == before


def test_what_is_told_of_a_product_says_whether_it_is_approved(shop: Gateway) -> None:
    shop.call("POST /products", MUG, caller=MARKETER)
    submit(shop, 1)
    decide(shop, 2)
    told = relayed().events[-3:]
    assert [each["detail"]["data"]["is_approved"] for each in told] == [False, False, True]
    assert [each["detail"]["actor"] for each in told] == [
        "staff:maria",
        "staff:maria",
        "staff:olga",
    ]
