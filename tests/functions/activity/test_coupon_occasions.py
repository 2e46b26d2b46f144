"""What happens to customers gives them coupons: told by the shop, or read out of paid orders."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.activity.coupon.model.coupon import State
from promenade.activity.coupon.store.coupons import DynamoCouponStore
from promenade.contracts.coupon_facts import CouponUsed
from promenade.contracts.orders import OrderDocument, Refund
from promenade.kit.values import replace
from tests.support.callers import MARKETER, OWNER, SHOPPER, STOREFRONT
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump
from tests.support.coupons import activate
from tests.support.facts import LATER, batch, created, order, recorded
from tests.support.functions import invoke
from tests.support.gateway import Answer, Gateway
from tests.support.stamps import stamp


def tell(gateway: Gateway, event: str, key: str = "1", caller: Any = STOREFRONT) -> Answer:
    body = {"event": event, "customer": SHOPPER.subject, "key": key}
    return gateway.call("POST /coupon-occasions", body, caller=caller)


def wallet(gateway: Gateway, customer: str = SHOPPER.subject) -> list[dict[str, Any]]:
    found = gateway.call("GET /coupons", caller=OWNER, query={"customer": customer})
    return list(found.json["items"])


def auto(gateway: Gateway, event: str, **other: Any) -> str:
    return activate(gateway, take={"kind": "auto", "on": event}, **other)


def test_an_occasion_gives_what_names_it_once(gateway: Gateway) -> None:
    welcome, tea = auto(gateway, "register"), auto(gateway, "register", name="Tea")
    auto(gateway, "birthday")
    activate(gateway)
    given = tell(gateway, "register").json["coupons"]
    assert {each["template_id"] for each in given} == {welcome, tea}
    assert {each["source"] for each in given} == {"register"}
    before = dump()
    assert tell(gateway, "register").json["coupons"] == given
    assert tell(gateway, "register", "2").json["coupons"] == []
    assert dump() == before


def test_who_was_given_nothing_before_is_given_something_a_second_later(gateway: Gateway) -> None:
    with standing():
        auto(gateway, "birthday")
        assert tell(gateway, "register").json["coupons"] == []
        welcome = auto(gateway, "register")
    with standing(SAMPLE_TIME + timedelta(seconds=1)):
        (given,) = tell(gateway, "register").json["coupons"]
    assert given["template_id"] == welcome


def test_each_invitation_gives_as_often_as_one_may(gateway: Gateway) -> None:
    auto(gateway, "invite", per_user=2)
    told = [len(tell(gateway, "invite", key).json["coupons"]) for key in ("a", "b", "a", "c")]
    assert told == [1, 1, 1, 0]
    assert len(wallet(gateway)) == 2


def test_an_occasion_gives_no_more_than_there_are(gateway: Gateway) -> None:
    auto(gateway, "birthday", total=1)
    tell(gateway, "birthday")
    body = {"event": "birthday", "customer": "bruno", "key": "2026"}
    assert gateway.call("POST /coupon-occasions", body, caller=STOREFRONT).json["coupons"] == []


@pytest.mark.parametrize("caller", [None, SHOPPER, MARKETER])
def test_who_is_no_server_of_the_shop_tells_nothing(gateway: Gateway, caller: Any) -> None:
    auto(gateway, "register")
    before = dump()
    assert tell(gateway, "register", caller=caller).status == (403 if caller else 401)
    assert dump() == before


def test_a_paid_order_gives_once_whatever_is_told_of_it_again(gateway: Gateway) -> None:
    auto(gateway, "order_paid", per_user=9)
    paid = order("A-1", customer="c-1")
    later = replace(paid, version=2, state="shipped")
    for each in (created("A-1", customer="c-1"), paid, paid, later, order("A-2", customer="c-1")):
        assert invoke("coupon_orders", batch(recorded(each))) == {"batchItemFailures": []}
    assert len(wallet(gateway, "c-1")) == 2


def follow(*orders: OrderDocument) -> None:
    for each in orders:
        assert invoke("coupon_orders", batch(recorded(each))) == {"batchItemFailures": []}


BACK = {"refunds": (Refund(id="R-1", refunded_at=LATER, amount_minor=7_800),)}
PART = {"refunds": (Refund(id="R-1", refunded_at=LATER, amount_minor=7_799),)}
REFUNDED: dict[str, Any] = {"state": "refunded"}
CANCELLED: dict[str, Any] = {"state": "cancelled"}


@pytest.mark.parametrize(
    ("ended", "reason"),
    [
        (BACK, "order refunded"),
        (BACK | REFUNDED, "order refunded"),
        (CANCELLED, "order cancelled"),
        (CANCELLED | {"paid_at": None, "paid_minor": 0}, "order cancelled"),
    ],
)
def test_what_an_order_gave_is_void_once_it_is_refunded_in_full_or_cancelled(
    gateway: Gateway, ended: dict[str, Any], reason: str
) -> None:
    template = auto(gateway, "order_paid", per_user=9)
    follow(order("A-1"), order("A-2"))
    gateway.call(f"POST /coupon-templates/{template}/stop", caller=MARKETER, version=4)
    follow(order("A-1", 2, **ended))
    before = dump()
    assert [(each["status"], each["void_reason"]) for each in wallet(gateway, "c-1")] == [
        ("void", reason),
        ("unused", None),
    ]
    follow(order("A-1", 2, **ended), order("A-1"))
    assert dump() == before


@pytest.mark.parametrize("other", [PART, BACK | {"customer": "c-2"}, BACK | {"is_test": True}])
def test_what_is_not_refunded_in_full_keeps_what_it_gave(
    gateway: Gateway, other: dict[str, Any]
) -> None:
    auto(gateway, "order_paid")
    follow(order())
    before = dump()
    follow(order("A-1", 2, **other))
    assert dump() == before


@pytest.mark.parametrize("state", ["locked", "used"])
def test_what_another_order_keeps_or_used_stays(gateway: Gateway, state: State) -> None:
    auto(gateway, "order_paid")
    follow(order())
    coupons = DynamoCouponStore(lambda text: text)
    (held,) = coupons.list_wallet("c-1", 9, None).items
    coupons.turn(held, replace(held, state=state, holder="A-9"), CouponUsed, stamp())
    before = dump()
    follow(order("A-1", 2, **BACK))
    assert dump() == before


@pytest.mark.parametrize(
    "other", [BACK, REFUNDED, {"customer": None}, {"is_test": True}, {"state": "cancelled"}]
)
def test_an_order_that_no_customer_paid_gives_nothing(
    gateway: Gateway, other: dict[str, Any]
) -> None:
    auto(gateway, "order_paid")
    before = dump()
    invoke("coupon_orders", batch(recorded(order(**other))))
    assert dump() == before
