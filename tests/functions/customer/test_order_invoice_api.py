"""Invoices of orders placed here, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER, OTHER_SHOPPER, SHOPPER, SUPPORT
from tests.support.cloud import delivered, dump
from tests.support.gateway import Answer, Gateway
from tests.support.paying import notify, payment
from tests.support.selling import cart, open_shop, place, quoted

Order = dict[str, Any]
COMPANY = {"kind": "company", "title": "青瓷贸易有限公司", "tax_number": "91310000MA1K35X12A"}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def bought(shop: Gateway) -> Order:
    order: Order = place(shop, quoted(shop, cart())).json
    return order


def paid(shop: Gateway, transaction: str = "T-1") -> Order:
    order = bought(shop)
    notify(shop, payment(order, transaction))
    return order


def ask(shop: Gateway, order: Order, **other: Any) -> Answer:
    where = f"POST /shop-orders/{order['number']}/invoices"
    return shop.call(where, COMPANY, **{"caller": SHOPPER} | other)


def asked(shop: Gateway, order: Order) -> str:
    return str(ask(shop, order).json["invoices"][-1]["id"])


def act(shop: Gateway, order: Order, invoice: str, what: str, **other: Any) -> Answer:
    body = {"number": other.pop("number", "F-1")}
    if what == "void":
        body = {"reason": "Wrong title"} | other.pop("more", {})
    where = f"POST /shop-orders/{order['number']}/invoices/{invoice}/{what}"
    return shop.call(where, body, **{"caller": SUPPORT} | other)


def refund(shop: Gateway, order: Order, *lines: dict[str, int]) -> None:
    """All of it where no lines are named."""
    body = {"reason": "Broken"} | ({"lines": list(lines)} if lines else {})
    assert shop.call(f"POST /shop-orders/{order['number']}/refunds", body).status == 201


def shown(shop: Gateway, order: Order, invoice: str, caller: Any = SUPPORT) -> Any:
    where = f"GET /shop-orders/{order['number']}/invoices/{invoice}"
    return shop.call(where, caller=caller).json


def refused(answer: Answer, status: int, code: str, before: Any) -> None:
    assert (answer.status, answer.json["code"]) == (status, code)
    assert dump() == before


def test_an_invoice_is_asked_for_issued_and_seen_by_its_buyer(shop: Gateway) -> None:
    order = paid(shop)
    answer = ask(shop, order, key="ask-once-1")
    invoice = answer.json["invoices"][0]["id"]
    assert answer.status == 201
    issued = act(shop, order, invoice, "issue").json["invoices"][0]
    assert (issued["number"], issued["amount_minor"], issued["issued_by"]) == (
        "F-1",
        19_000,
        "staff:sven",
    )
    before = dump()
    assert act(shop, order, invoice, "issue").status == 200
    assert ask(shop, order, key="ask-once-1").json == answer.json
    refused(ask(shop, order), 409, "invoice_forbids", before)
    refused(act(shop, order, invoice, "issue", number="F-2"), 409, "invoice_forbids", before)
    seen = shop.call(f"GET /shop-orders/{order['number']}/requests", caller=SHOPPER).json
    assert seen["invoices"][0]["number"] == "F-1"


def test_whom_an_invoice_names_is_sealed_and_opened_on_record(shop: Gateway) -> None:
    order = paid(shop)
    invoice = asked(shop, order)
    assert COMPANY["title"] not in str(dump())
    delivered("audit")
    assert shown(shop, order, invoice)["details"]["title"] == COMPANY["title"]
    assert len(delivered("audit")["Records"]) == 1
    assert set(shown(shop, order, invoice, ANALYST)["details"].values()) == {"***"}
    assert shown(shop, order, "invoice_none")["code"] == "not_found"


@pytest.mark.parametrize("number", ["F-1", "f-1", "Ｆ-1"])
def test_no_two_invoices_have_one_number(shop: Gateway, number: str) -> None:
    one, other = paid(shop), paid(shop, "T-2")
    act(shop, one, asked(shop, one), "issue")
    invoice = asked(shop, other)
    before = dump()
    taken = act(shop, other, invoice, "issue", number=number)
    refused(taken, 409, "invoice_number_taken", before)


def test_an_invoice_is_issued_anew_for_what_is_left(shop: Gateway) -> None:
    order = paid(shop)
    invoice = asked(shop, order)
    act(shop, order, invoice, "issue")
    before = dump()
    refused(act(shop, order, invoice, "reissue", number="F-2"), 409, "invoice_forbids", before)
    refund(shop, order, {"line": 2, "quantity": 1})
    answer = act(shop, order, invoice, "reissue", number="F-2", key="again-once")
    old, new = answer.json["invoices"]
    assert (answer.status, old["void_reason"]) == (201, "Replaced by F-2")
    assert (new["number"], new["amount_minor"], new["details_id"]) == ("F-2", 10_000, invoice)
    assert shown(shop, order, new["id"])["details"]["title"] == COMPANY["title"]
    before = dump()
    assert act(shop, order, invoice, "reissue", number="F-2", key="again-once").json == answer.json
    refused(act(shop, order, invoice, "reissue", number="F-3"), 409, "invoice_forbids", before)


def test_a_void_invoice_makes_room_for_another(shop: Gateway) -> None:
    order = paid(shop)
    invoice = asked(shop, order)
    voided = act(shop, order, invoice, "void").json["invoices"][0]
    assert voided["void_reason"] == "Wrong title"
    before = dump()
    assert act(shop, order, invoice, "void").status == 200
    refused(act(shop, order, invoice, "issue"), 409, "invoice_forbids", before)
    refused(act(shop, order, invoice, "reissue"), 409, "invoice_forbids", before)
    assert ask(shop, order).status == 201


def test_what_was_issued_is_taken_back_by_a_red_letter_invoice_after_a_full_refund(
    shop: Gateway,
) -> None:
    order = paid(shop)
    invoice = asked(shop, order)
    act(shop, order, invoice, "issue")
    refund(shop, order, {"line": 2, "quantity": 1})
    assert "refunded_at" not in shown(shop, order, invoice)["invoice"]
    refund(shop, order)
    kept = shown(shop, order, invoice)
    assert (kept["due_minor"], "refunded_at" in kept["invoice"]) == (0, True)
    before = dump()
    refused(act(shop, order, invoice, "void"), 409, "invoice_forbids", before)
    taken = {"red_number": "f-1"}
    refused(act(shop, order, invoice, "void", more=taken), 409, "invoice_number_taken", before)
    red = {"red_number": "R-1"}
    (voided,) = act(shop, order, invoice, "void", more=red).json["invoices"]
    assert (voided["number"], voided["red_number"]) == ("F-1", "R-1")
    before = dump()
    assert act(shop, order, invoice, "void", more=red).status == 200
    refused(act(shop, order, invoice, "void"), 409, "invoice_forbids", before)
    seen = shop.call(f"GET /shop-orders/{order['number']}/requests", caller=SHOPPER).json
    assert seen["invoices"][0]["red_number"] == "R-1"


def test_what_was_not_issued_is_void_with_the_last_of_the_money(shop: Gateway) -> None:
    order = paid(shop)
    invoice = asked(shop, order)
    red = {"red_number": "R-1"}
    before = dump()
    refused(act(shop, order, invoice, "void", more=red), 409, "invoice_forbids", before)
    refund(shop, order)
    kept = shown(shop, order, invoice)["invoice"]
    assert (kept["void_reason"], "number" in kept) == ("Refunded in full", False)


def test_nothing_that_is_not_paid_and_kept_is_invoiced(shop: Gateway) -> None:
    order = bought(shop)
    before = dump()
    refused(ask(shop, order), 409, "nothing_to_invoice", before)
    notify(shop, payment(order))
    invoice = asked(shop, order)
    shop.call(f"POST /shop-orders/{order['number']}/cancellations", {"reason": "staff"})
    before = dump()
    refused(act(shop, order, invoice, "issue"), 409, "invoice_forbids", before)
    refused(ask(shop, order), 409, "nothing_to_invoice", before)
    assert shown(shop, order, invoice)["due_minor"] == 0


def test_a_company_has_a_tax_number(shop: Gateway) -> None:
    order = paid(shop)
    where = f"POST /shop-orders/{order['number']}/invoices"
    before = dump()
    answer = shop.call(where, {"kind": "company", "title": "A"}, caller=SHOPPER)
    assert answer.pointers == [("body", "/tax_number", "missing")]
    assert dump() == before


@pytest.mark.parametrize("caller", [OTHER_SHOPPER, MARKETER])
def test_who_may_not_changes_nothing(shop: Gateway, caller: Any) -> None:
    order = paid(shop)
    invoice = asked(shop, order)
    before = dump()
    assert ask(shop, order, caller=caller).status in (403, 404)
    refused(act(shop, order, invoice, "issue", caller=caller), 403, "forbidden", before)
