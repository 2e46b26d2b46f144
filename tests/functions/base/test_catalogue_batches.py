"""Many products at once, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER, OWNER, STOREFRONT
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring

SKU = {"currency": "CNY", "list_price_minor": 8_900}
MUG: dict[str, Any] = {"title": "Mug", "category": "mugs", "tags": ["gift"]}
IDS = ("MUG-1", "MUG-2", "MUG-3")
CHANGE, SUBMIT, DECIDE = "", "/submissions", "/decisions"
APPROVE = {"decision": "approve"}


def mug(id_: str, **fields: Any) -> dict[str, Any]:
    return MUG | {"id": id_, "skus": [SKU | {"code": f"{id_}-S"}]} | fields


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    for id_ in ("mugs", "cups"):
        gateway.call("POST /categories", {"id": id_, "name": id_.title()})
    return gateway


def batch(
    shop: Gateway,
    what: str,
    *ids: Any,
    key: str = "batch-key-000000001",
    caller: Any = MARKETER,
    **said: Any,
) -> Answer:
    items = [each if isinstance(each, dict) else {"product_id": each} for each in ids]
    spoken = {"accept-language": said.pop("language", "en")}
    body, path = {"products": items} | said, f"POST /product-batches{what}"
    return shop.call(path, body, caller=caller, key=key, headers=spoken)


def seen(version: int, *ids: str) -> list[dict[str, Any]]:
    return [{"product_id": each, "version": version} for each in ids]


def results(answer: Answer) -> list[tuple[str, str, Any]]:
    """(product, result, its version or the code of its problem)."""
    assert answer.status == 200, answer
    return [
        (
            each["product_id"],
            each["result"],
            each["product"]["version"] if each["product"] else (each["problem"] or {}).get("code"),
        )
        for each in answer.json["items"]
    ]


def state(shop: Gateway, id_: str, *names: str) -> list[Any]:
    product = shop.call(f"GET /products/{id_}").json
    return [product[name] for name in names]


def test_each_product_is_changed_or_refused_by_itself(shop: Gateway) -> None:
    bring(shop, mug("MUG-1"), mug("MUG-2"))
    shop.call("POST /products", mug("MUG-3", skus=[]))
    one, two = {"product_id": "mug-1", "version": 1}, {"product_id": "MUG-2", "version": 7}
    told = batch(shop, CHANGE, one, two, "MUG-3", "NONE", shelf="ON", add_tags=["Late"])
    assert results(told) == [
        ("MUG-1", "done", 2),
        ("MUG-2", "refused", "stale"),
        ("MUG-3", "refused", "invalid"),
        ("NONE", "refused", "not_found"),
    ]
    assert (told.json["done_count"], told.json["refused_count"]) == (1, 3)
    assert told.json["items"][0]["product"] == {
        "version": 2,
        "category": "mugs",
        "tags": ["gift", "late"],
        "shelf": "ON",
        "sells_from": None,
        "is_approved": True,
        "review": None,
    }
    problem = told.json["items"][2]["problem"]
    assert (problem["status"], problem["errors"][0]["code"]) == (400, "nothing_to_sell")
    assert [state(shop, id_, "version", "shelf") for id_ in IDS] == [
        [2, "ON"],
        [1, "OFF"],
        [1, "OFF"],
    ]


def test_a_call_again_answers_what_it_did_whatever_others_made_of_it_since(shop: Gateway) -> None:
    bring(shop, mug("MUG-1"), mug("MUG-2", shelf="ON"))
    first = batch(shop, CHANGE, "MUG-1", "MUG-2", shelf="ON")
    assert results(first) == [("MUG-1", "done", 2), ("MUG-2", "done", 1)]
    assert results(batch(shop, CHANGE, *IDS[:2], key="batch-key-000000002", shelf="OFF")) == [
        ("MUG-1", "done", 3),
        ("MUG-2", "done", 2),
    ]
    before = dump()
    assert batch(shop, CHANGE, "MUG-1", "MUG-2", shelf="ON").json == first.json
    assert dump() == before


def test_who_was_cut_off_calls_again_and_goes_on(shop: Gateway) -> None:
    bring(shop, mug("MUG-1"), mug("MUG-2"))
    assert results(batch(shop, CHANGE, *IDS, add_tags=["late"])) == [
        ("MUG-1", "done", 2),
        ("MUG-2", "done", 2),
        ("MUG-3", "refused", "not_found"),
    ]
    bring(shop, mug("MUG-3"))
    assert results(batch(shop, CHANGE, *IDS, add_tags=["late"]))[2] == ("MUG-3", "done", 2)
    assert [state(shop, id_, "version") for id_ in IDS] == [[2], [2], [2]]


def test_a_key_of_another_request_is_refused_whole(shop: Gateway) -> None:
    bring(shop, mug("MUG-1"), mug("MUG-2"))
    batch(shop, CHANGE, "MUG-1", shelf="ON")
    before = dump()
    refused = batch(shop, CHANGE, "MUG-2", shelf="ON")
    assert (refused.status, refused.json["code"]) == (409, "conflict")
    assert dump() == before


def test_what_was_approved_moves_by_a_proposal(shop: Gateway) -> None:
    bring(shop, mug("MUG-1", shelf="ON"))
    shop.call("POST /products", mug("MUG-2"), caller=MARKETER)
    told = batch(shop, CHANGE, "MUG-1", "MUG-2", "MUG-3", category="cups").json["items"]
    assert [(each["product"] or {}).get("category") for each in told] == ["mugs", "cups", None]
    assert told[0]["product"]["review"] == "pending"
    assert state(shop, "MUG-1", "category", "review")[1]["category"] == "cups"


def test_nobody_approves_among_many_what_they_wrote(shop: Gateway) -> None:
    shop.call("POST /products", mug("MUG-1"), caller=MARKETER)
    shop.call("POST /products", mug("MUG-2"), caller=OWNER)
    assert results(batch(shop, SUBMIT, "MUG-1", "MUG-2", "MUG-3")) == [
        ("MUG-1", "done", 2),
        ("MUG-2", "done", 2),
        ("MUG-3", "refused", "not_found"),
    ]
    assert results(batch(shop, DECIDE, *seen(2, *IDS[:2]), caller=OWNER, **APPROVE)) == [
        ("MUG-1", "done", 3),
        ("MUG-2", "refused", "self_approval"),
    ]
    assert [state(shop, id_, "is_approved") for id_ in IDS[:2]] == [[True], [False]]


def test_many_are_sent_back_with_one_reason(shop: Gateway) -> None:
    shop.call("POST /products", mug("MUG-1"), caller=MARKETER)
    batch(shop, SUBMIT, "MUG-1")
    refused = batch(shop, DECIDE, *seen(2, "MUG-1"), caller=OWNER, decision="reject")
    assert (refused.status, refused.json["errors"][0]["pointer"]) == (400, "/reason")
    why = {"decision": "reject", "reason": "Too short."}
    told = batch(shop, DECIDE, *seen(2, "MUG-1"), caller=OWNER, **why)
    assert told.json["items"][0]["product"]["review"] == "rejected"
    assert state(shop, "MUG-1", "review")[0]["reason"] == "Too short."


def test_only_what_was_looked_at_is_decided(shop: Gateway) -> None:
    shop.call("POST /products", mug("MUG-1"), caller=MARKETER)
    batch(shop, SUBMIT, "MUG-1")
    unseen = batch(shop, DECIDE, "MUG-1", caller=OWNER, **APPROVE)
    assert unseen.pointers == [("body", "/products/0/version", "missing")]
    body = {name: each for name, each in mug("MUG-1", title="EVIL").items() if name != "id"}
    shop.call("PUT /products/MUG-1", body, caller=MARKETER, version=2)
    stale = batch(shop, DECIDE, *seen(2, "MUG-1"), caller=OWNER, **APPROVE)
    assert results(stale) == [("MUG-1", "refused", "stale")]
    assert state(shop, "MUG-1", "is_approved") == [False]


def test_problems_are_told_in_the_language_asked_for(shop: Gateway) -> None:
    told = batch(shop, CHANGE, "NONE", shelf="OFF", language="zh").json["items"][0]["problem"]
    assert told["title"] == "没有找到"


@pytest.mark.parametrize(
    ("items", "said", "pointer", "code"),
    [
        (["MUG-1"], {}, "", "missing"),
        (["MUG-1", "mug-1"], {"shelf": "OFF"}, "/products/1/product_id", "repeated"),
        (["MUG-1"], {"sells_from": "2027-01-01T00:00:00Z"}, "/sells_from", "unexpected"),
        (
            ["MUG-1"],
            {"add_tags": ["late"], "remove_tags": ["Late"]},
            "/remove_tags/0",
            "contradictory",
        ),
        (["MUG-1"] * 51, {"shelf": "OFF"}, "/products", "wrong_value"),
    ],
)
def test_what_no_product_could_become_is_refused_whole(
    shop: Gateway, items: list[str], said: Any, pointer: str, code: str
) -> None:
    bring(shop, mug("MUG-1"))
    before = dump()
    refused = batch(shop, CHANGE, *items, **said)
    assert refused.status == 400
    assert [(each["pointer"], each["code"]) for each in refused.json["errors"]] == [(pointer, code)]
    assert dump() == before


def test_a_product_has_no_more_tags_among_many_than_alone(shop: Gateway) -> None:
    bring(shop, mug("MUG-1"))
    told = batch(shop, CHANGE, "MUG-1", add_tags=[f"t{n}" for n in range(10)])
    (fault,) = told.json["items"][0]["problem"]["errors"]
    assert (fault["pointer"], fault["code"]) == ("/tags", "too_many")
    assert state(shop, "MUG-1", "version", "tags") == [1, ["gift"]]


def test_only_who_may_change_one_changes_many(shop: Gateway) -> None:
    for caller in (ANALYST, STOREFRONT):
        assert batch(shop, CHANGE, "MUG-1", caller=caller, shelf="ON").status == 403
        assert batch(shop, SUBMIT, "MUG-1", caller=caller).status == 403
        assert batch(shop, DECIDE, "MUG-1", caller=caller, **APPROVE).status == 403
