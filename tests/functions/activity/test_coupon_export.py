"""Coupons as spreadsheets take them, over HTTP."""

import csv
import io
from typing import Any

from tests.functions.activity.test_coupon_codes import codes, make, redeem, request
from tests.support.callers import ANALYST, MARKETER, SHOPPER, SUPPORT, shopper
from tests.support.cloud import delivered
from tests.support.counted_coupons import count_all
from tests.support.coupons import activate
from tests.support.gateway import Answer, Gateway


def rows(answer: Answer) -> list[dict[str, str]]:
    assert (answer.status, answer.text[:1]) == (200, "\ufeff")
    return list(csv.DictReader(io.StringIO(answer.text[1:])))


def export(gateway: Gateway, template_id: str, caller: Any = SUPPORT, **query: str) -> Answer:
    path = f"GET /coupon-templates/{template_id}/coupons"
    return gateway.call(path, caller=caller, query=query)


def claim(gateway: Gateway, template_id: str, *customers: str) -> list[str]:
    route = f"POST /coupon-templates/{template_id}/claims"
    given = [gateway.call(route, caller=shopper(each)).json["id"] for each in customers]
    count_all()
    return given


def every(gateway: Gateway, path: str, caller: Any, **query: str) -> list[list[dict[str, str]]]:
    """The rows of each page, by the links that name the next."""
    found = []
    while path:
        answer = gateway.call(f"GET {path}", caller=caller, query=query)
        found.append(rows(answer))
        link = answer.headers.get("link", "")
        path, _, asked = link.partition(">")[0].lstrip("<").partition("?")
        query = dict(part.split("=", 1) for part in asked.split("&")) if asked else {}
    return found


def test_a_row_is_a_coupon_and_what_became_of_it(gateway: Gateway) -> None:
    made = activate(gateway)
    first, second = claim(gateway, made, "ada", "bob")
    gateway.call(f"POST /coupons/{second}/void", {"customer": "bob", "reason": "=1+1"})
    found = {each["coupon"]: each for each in rows(export(gateway, made))}
    assert {id_: each["status"] for id_, each in found.items()} == {first: "unused", second: "void"}
    assert (found[first]["customer"], found[first]["source"]) == ("ada", "claim")
    assert (found[first]["currency"], found[first]["saved"]) == ("CNY", "")
    assert found[second]["void_reason"] == "'=1+1"


def test_people_are_hidden_from_who_may_not_see_them(gateway: Gateway) -> None:
    made = activate(gateway)
    claim(gateway, made, "ada@example.com")
    assert rows(export(gateway, made))[0]["customer"] == "ada@example.com"
    assert rows(export(gateway, made, ANALYST))[0]["customer"] == "***"


def test_pages_have_every_coupon_once(gateway: Gateway) -> None:
    made = activate(gateway)
    given = claim(gateway, made, *(f"ada-{n}" for n in range(12)))
    for limit in (1, 5, 12, 100):
        path = f"/coupon-templates/{made}/coupons"
        pages = every(gateway, path, SUPPORT, limit=str(limit))
        assert sorted(each["coupon"] for page in pages for each in page) == sorted(given)
        assert all(len(page) <= limit for page in pages)


def test_a_batch_is_told_code_by_code(gateway: Gateway) -> None:
    made = activate(gateway, take={"kind": "code"})
    batch = str(request(gateway, made).json["id"])
    make(batch)
    first, second, *rest = codes(gateway, batch)
    coupon = redeem(gateway, first).json["id"]
    void = {"codes": [second], "reason": "Leaked"}
    assert gateway.call("POST /coupon-codes/void", void, caller=SUPPORT).status == 200
    found = [
        each for page in every(gateway, f"/code-batches/{batch}/coupons", MARKETER) for each in page
    ]
    assert [each["code"] for each in found] == [first, second, *rest]
    told = [(each["coupon"], each["status"], each["customer"]) for each in found[:3]]
    mine = (coupon, "unused", SHOPPER.subject)
    assert told == [mine, ("", "void", ""), ("", "unowned", "")]


def test_an_export_is_on_record_and_for_staff(gateway: Gateway) -> None:
    made = activate(gateway)
    delivered("audit")
    export(gateway, made)
    (told,) = delivered("audit")["Records"]
    assert '"fact":"CouponsExported"' in told["body"]
    assert '"actor":"staff:sven"' in told["body"]
    assert export(gateway, made, SHOPPER).status == 403
    assert export(gateway, "template_none").status == 404
    batch = "GET /code-batches/batch_none/coupons"
    assert gateway.call(batch, caller=MARKETER).status == 404
    assert gateway.call(batch, caller=ANALYST).status == 403
