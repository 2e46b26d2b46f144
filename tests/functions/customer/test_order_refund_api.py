"""Money that goes back, over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest

from promenade.kit.signed_calls import CallRefused, SignedCalls
from tests.support import functions
from tests.support.callers import ANALYST, OWNER, SHOPPER, SUPPORT
from tests.support.cloud import delivered, dump, waiting
from tests.support.gateway import Answer, Gateway
from tests.support.paying import asked, notify, payment, wake_all
from tests.support.selling import cart, counts, open_shop, place, promote, quoted, used

Order = dict[str, Any]
Act = Callable[[Gateway, Order], Answer]
WHY = {"reason": "Broken"}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def bought(shop: Gateway) -> Order:
    order: Order = place(shop, quoted(shop, cart(("MUG-S", 3)))).json
    notify(shop, payment(order))
    return order


def refund(shop: Gateway, order: Order, body: Any = WHY, key: str | None = None) -> Answer:
    return shop.call(
        f"POST /shop-orders/{order['number']}/refunds", WHY | body, caller=SUPPORT, key=key
    )


def units(count: int, line: int = 1) -> dict[str, Any]:
    return {"lines": [{"line": line, "quantity": count}]}


def test_a_unit_goes_back_on_the_shelf_and_its_price_to_the_buyer(shop: Gateway) -> None:
    promotion_id = promote(shop)
    order = bought(shop)
    answer = refund(shop, order, units(1), key="refund-once")
    again = refund(shop, order, units(1), key="refund-once")
    assert (answer.status, again.status, again.json) == (201, 201, answer.json)
    seen = answer.json["order"]
    assert (seen["stage"], seen["paid_minor"], seen["refunded_minor"]) == ("paid", 14_000, 4_667)
    assert seen["refund_status"] == "part"
    assert (counts(shop), used(shop, promotion_id)) == ((8, 0, 8), (0, 1))
    with asked() as calls:
        wake_all()
    ((path, payout, _),) = calls
    assert (path, payout["amount_minor"], payout["transaction"]) == ("/refunds", 4_667, "T-1")


def test_all_of_it_ends_the_order_and_frees_what_it_used(shop: Gateway) -> None:
    promotion_id = promote(shop)
    order = bought(shop)
    refund(shop, order, units(1))
    seen = refund(shop, order).json["order"]
    assert (seen["stage"], seen["refunded_minor"]) == ("cancelled", 14_000)
    assert seen["refund_status"] == "full"
    assert (counts(shop), used(shop, promotion_id)) == ((10, 0, 10), (0, 0))
    with asked() as calls:
        wake_all()
    assert sorted(payout["amount_minor"] for _, payout, _ in calls) == [4_667, 9_333]


def test_a_unit_that_was_not_sent_counts_for_no_limit_of_units_any_more(shop: Gateway) -> None:
    limits = {"by_sku": [{"sku": "MUG-S", "quota": 9, "per_buyer": 3}], "units_per_buyer": 3}
    half = {"kind": "unit_off", "off": {"kind": "percent", "off_bp": 5_000}}
    promotion_id = promote(shop, stage="unit", effects=[half], limits=limits)

    def left() -> int:
        usage = shop.call(f"GET /promotions/{promotion_id}/usage", caller=OWNER).json
        return int(usage["units"][0]["left"])

    def applies(count: int) -> bool:
        quote = shop.call("POST /quotes", cart(("MUG-S", count)), caller=SHOPPER).json
        (outcome,) = quote["promotions"]
        return bool(outcome["applied"])

    order = bought(shop)
    assert (left(), applies(1), counts(shop)) == (6, False, (7, 0, 7))
    refund(shop, order, units(1))
    assert (left(), applies(1), applies(2), counts(shop)) == (7, True, False, (8, 0, 8))
    parcel = {"carrier": "SF", "tracking": "SF1", "lines": [{"line": 1, "quantity": 1}]}
    sent = shop.call(f"POST /shop-orders/{order['number']}/parcels", parcel, caller=SUPPORT)
    assert (sent.status, left()) == (201, 7)
    refund(shop, order, units(2))
    assert (left(), applies(2), applies(3), counts(shop)) == (8, True, False, (9, 0, 9))


def cancel(shop: Gateway, order: Order) -> Answer:
    route = f"POST /shop-orders/{order['number']}/cancellations"
    return shop.call(route, {"reason": "staff"}, caller=SUPPORT)


@pytest.mark.parametrize(("first", "second"), [(refund, cancel), (cancel, refund)])
def test_units_come_back_once_whichever_of_refund_and_cancellation_comes_first(
    shop: Gateway, first: Act, second: Act
) -> None:
    order = bought(shop)
    assert first(shop, order).status in {200, 201}
    before = dump()
    second(shop, order)
    assert (counts(shop), dump()) == ((10, 0, 10), before)
    handling = shop.call(f"GET /shop-orders/{order['number']}/handling", caller=SUPPORT).json
    assert [payout["amount_minor"] for payout in handling["payouts"]] == [15_000]


def test_what_was_sent_stays_away(shop: Gateway) -> None:
    order = bought(shop)
    parcel = {"carrier": "SF", "tracking": "SF1"}
    shop.call(f"POST /shop-orders/{order['number']}/parcels", parcel, caller=SUPPORT)
    seen = refund(shop, order).json["order"]
    assert (seen["stage"], seen["refunded_minor"]) == ("shipped", 15_000)
    assert counts(shop) == (7, 0, 7)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (units(4), 400, "invalid"),
        (units(1, line=2), 400, "invalid"),
        (units(0), 400, "invalid"),
        ({"lines": [{"line": 1, "quantity": 1}] * 2}, 400, "invalid"),
        ({"beside_minor": 1}, 400, "invalid"),
        ({"beside_minor": -1}, 400, "invalid"),
        ({"reason": ""}, 400, "invalid"),
        ({"amount_minor": 1}, 400, "invalid"),
    ],
)
def test_what_is_not_to_be_given_back_moves_nothing(
    shop: Gateway, body: Any, status: int, code: str
) -> None:
    order = bought(shop)
    before = dump()
    answer = refund(shop, order, body)
    assert (answer.status, answer.json["code"], dump()) == (status, code, before)


def test_who_may_not_gives_nothing_back(shop: Gateway) -> None:
    order = bought(shop)
    before = dump()
    route = f"POST /shop-orders/{order['number']}/refunds"
    for caller in (SHOPPER, ANALYST):
        assert shop.call(route, WHY, caller=caller).status == 403
    unpaid = place(shop, quoted(shop, cart(("MUG-L", 1)))).json
    before = dump()
    answer = refund(shop, unpaid)
    assert (answer.status, answer.json["stage"], dump()) == (409, "pending_payment", before)
    assert refund(shop, {"number": "order_none"}).status == 404


def test_nothing_is_given_back_twice_under_another_key(shop: Gateway) -> None:
    order = bought(shop)
    refund(shop, order)
    before = dump()
    answer = refund(shop, order)
    assert (answer.status, answer.json["code"]) == (422, "nothing_to_refund")
    assert dump() == before


def test_a_key_gives_back_one_thing(shop: Gateway) -> None:
    order = bought(shop)
    refund(shop, order, units(1), key="refund-same")
    before = dump()
    answer = refund(shop, order, units(2), key="refund-same")
    assert (answer.status, answer.json["code"], dump()) == (409, "conflict", before)


def refuse(*_: Any) -> bytes:
    raise CallRefused("The other server answers 422.", status=422)


def refused(shop: Gateway) -> Any:
    return shop.call("GET /refused-payouts", caller=SUPPORT).json["items"]


def test_money_that_the_gateway_will_not_send_is_seen_and_asked_for_again(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = bought(shop)
    refund(shop, order, units(1))
    with monkeypatch.context() as patched:
        patched.setattr(SignedCalls, "post", refuse)
        assert wake_all() == {"batchItemFailures": []}
    assert waiting("order-wake-dead") == 1
    (seen,) = refused(shop)
    ((payout,), number) = seen["payouts"], seen["number"]
    assert (number, payout["amount_minor"]) == (order["number"], 5_000)
    assert "sent_at" not in payout
    retried = shop.call(f"POST /shop-orders/{order['number']}/payout-retries", caller=SUPPORT)
    assert (retried.status, refused(shop)) == (200, [])
    with asked() as calls:
        wake_all()
    assert [(each["id"], key) for _, each, key in calls] == [(payout["id"], payout["id"])]
    before = dump()
    shop.call(f"POST /shop-orders/{order['number']}/payout-retries", caller=SUPPORT)
    assert dump() == before


def test_a_dead_letter_that_is_replayed_sends_it(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = bought(shop)
    refund(shop, order)
    with monkeypatch.context() as patched:
        patched.setattr(SignedCalls, "post", refuse)
        wake_all()
    assert len(refused(shop)) == 1
    with asked() as calls:
        functions.invoke("order_wake", delivered("order-wake-dead"))
    assert ([path for path, _, _ in calls], refused(shop)) == (["/refunds"], [])
