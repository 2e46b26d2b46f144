"""Notes, requests to cancel and new addresses of orders placed here, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import ANALYST, OTHER_SHOPPER, SHOPPER, STOREFRONT, SUPPORT
from tests.support.cloud import delivered, dump
from tests.support.gateway import Answer, Gateway
from tests.support.paying import notify, payment
from tests.support.selling import PERSON, cart, counts, open_shop, place, quoted

Order = dict[str, Any]
ELSEWHERE = {"recipient": "李雷", "phone": "13900139000", "address": "上海市徐汇区肇嘉浜路 1 号"}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def bought(shop: Gateway) -> Order:
    body = quoted(shop, cart()) | {"personal": PERSON, "remark": "Ring twice"}
    order: Order = place(shop, body).json
    return order


def paid(shop: Gateway) -> Order:
    order = bought(shop)
    notify(shop, payment(order))
    return order


def path(order: Order, rest: str = "") -> str:
    return f"/shop-orders/{order['number']}{rest}"


def handled(shop: Gateway, order: Order, caller: Any = SUPPORT) -> Any:
    return shop.call(f"GET {path(order, '/handling')}", caller=caller).json


def note(shop: Gateway, order: Order, text: str = "Fragile", **other: Any) -> Answer:
    return shop.call(f"POST {path(order, '/notes')}", {"text": text}, **{"caller": SUPPORT} | other)


def ask_to_cancel(shop: Gateway, order: Order, **other: Any) -> Answer:
    where = f"POST {path(order, '/cancellation-requests')}"
    return shop.call(where, {"reason": "changed_mind"}, **{"caller": SHOPPER} | other)


def decline(shop: Gateway, order: Order, answer: str = "Packed already") -> Answer:
    body = {"outcome": "declined", "answer": answer}
    return shop.call(f"POST {path(order, '/cancellation-answers')}", body, caller=SUPPORT)


def send(shop: Gateway, order: Order) -> Answer:
    body = {"carrier": "SF", "tracking": "SF-1"}
    return shop.call(f"POST {path(order, '/parcels')}", body, caller=SUPPORT)


def move(shop: Gateway, order: Order, version: int, caller: Any = SHOPPER) -> Answer:
    rest = "/personal" if caller is not SUPPORT else "/handling/personal"
    match = {"if-match": f'"{version}"'}
    return shop.call(f"PUT {path(order, rest)}", ELSEWHERE, caller=caller, headers=match)


def refused(answer: Answer, status: int, code: str, before: Any) -> None:
    assert (answer.status, answer.json["code"]) == (status, code)
    assert dump() == before


def test_a_note_is_for_staff_in_any_stage_and_once(shop: Gateway) -> None:
    order = paid(shop)
    send(shop, order)
    shop.call(f"POST {path(order, '/receive')}", caller=SHOPPER)
    answer = note(shop, order, key="note-of-1")
    (kept,) = answer.json["notes"]
    assert (answer.status, kept["text"], kept["by"]) == (201, "Fragile", "staff:sven")
    note(shop, order, "Second")
    before = dump()
    assert note(shop, order, key="note-of-1").json == answer.json
    assert dump() == before
    assert [each["text"] for each in handled(shop, order)["notes"]] == ["Fragile", "Second"]
    seen = shop.call(f"GET {path(order)}", caller=SHOPPER).json
    assert "notes" not in seen
    assert seen["stage"] == "received"


def test_a_note_hides_people_from_who_may_not_see_them(shop: Gateway) -> None:
    order = paid(shop)
    note(shop, order, "Call 13812345678")
    assert handled(shop, order, ANALYST)["notes"][0]["text"] == "Call ***"


def test_whom_an_order_goes_to_and_the_remark_are_opened_on_record(shop: Gateway) -> None:
    order = bought(shop)
    delivered("audit")
    shown = handled(shop, order)["personal"]
    assert (shown["recipient"], shown["remark"]) == (PERSON["recipient"], "Ring twice")
    (told,) = delivered("audit")["Records"]
    assert '"fact":"PersonalDataOpened"' in told["body"]
    assert set(handled(shop, order, ANALYST)["personal"].values()) == {"***"}
    assert delivered("audit")["Records"] == []


def test_a_client_handles_the_orders_that_it_placed_alone(shop: Gateway) -> None:
    theirs = place(shop, quoted(shop, cart(), STOREFRONT), STOREFRONT).json
    assert handled(shop, theirs, STOREFRONT)["order"]["number"] == theirs["number"]
    assert handled(shop, bought(shop), STOREFRONT)["code"] == "not_found"


def test_nothing_is_sent_while_a_buyer_asks_to_cancel(shop: Gateway) -> None:
    order = paid(shop)
    answer = ask_to_cancel(shop, order, key="cancel-once")
    asked = answer.json["cancellation_request"]
    assert (answer.status, asked["reason"]) == (201, "changed_mind")
    before = dump()
    assert ask_to_cancel(shop, order, key="cancel-once").json == answer.json
    refused(ask_to_cancel(shop, order), 409, "cancellation_pending", before)
    refused(send(shop, order), 409, "cancellation_pending", before)
    declined = decline(shop, order).json["cancellation_request"]
    assert declined["answer"] == "Packed already"
    before = dump()
    assert decline(shop, order).status == 200
    refused(decline(shop, order, "Another answer"), 409, "nothing_requested", before)
    assert send(shop, order).status == 201


def test_what_was_declined_stays_beside_what_is_asked_again_and_not_without_end(
    shop: Gateway,
) -> None:
    order = paid(shop)
    for number in range(5):
        assert ask_to_cancel(shop, order).status == 201
        decline(shop, order, f"No {number}")
    before = dump()
    answer = ask_to_cancel(shop, order)
    refused(answer, 409, "cancellation_declined", before)
    assert answer.json["count"] == 5
    kept = handled(shop, order)
    assert [each["answer"] for each in kept["declined_requests"]] == [
        "No 0",
        "No 1",
        "No 2",
        "No 3",
    ]
    assert kept["cancellation_request"]["answer"] == "No 4"
    masked_ = handled(shop, order, ANALYST)["declined_requests"]
    assert {each["reason"] for each in masked_} == {"changed_mind"}


def test_a_cancellation_that_is_granted_gives_everything_back(shop: Gateway) -> None:
    order = paid(shop)
    ask_to_cancel(shop, order)
    body = {"reason": "customer"}
    granted = shop.call(f"POST {path(order, '/cancellations')}", body, caller=SUPPORT)
    assert (granted.status, granted.json["order"]["cancel_reason"]) == (200, "customer")
    assert counts(shop) == (10, 0, 10)
    before = dump()
    refused(decline(shop, order), 409, "stage_forbids", before)


def test_a_cancellation_is_asked_for_a_paid_order_of_one_s_own(shop: Gateway) -> None:
    order = bought(shop)
    before = dump()
    refused(ask_to_cancel(shop, order), 409, "stage_forbids", before)
    refused(ask_to_cancel(shop, order, caller=OTHER_SHOPPER), 404, "not_found", before)
    refused(decline(shop, order), 409, "nothing_requested", before)


@pytest.mark.parametrize("caller", [SHOPPER, SUPPORT])
def test_an_order_is_sent_elsewhere_before_anything_is_sent(shop: Gateway, caller: Any) -> None:
    order = paid(shop)
    answer = move(shop, order, 2, caller)
    assert (answer.status, answer.headers["etag"]) == (200, '"3"')
    shown = handled(shop, order)["personal"]
    told = ("recipient", "phone", "address", "remark")
    assert [shown[name] for name in told] == [*ELSEWHERE.values(), "Ring twice"]
    before = dump()
    assert move(shop, order, 2, caller).json == answer.json
    refused(move(shop, order, 1, caller), 412, "stale", before)
    send(shop, order)
    before = dump()
    refused(move(shop, order, 4, caller), 409, "stage_forbids", before)


def test_an_order_of_somebody_else_is_not_sent_elsewhere(shop: Gateway) -> None:
    order = bought(shop)
    before = dump()
    refused(move(shop, order, 1, OTHER_SHOPPER), 404, "not_found", before)
