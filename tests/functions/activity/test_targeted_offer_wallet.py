"""What customers see of offers: how long they have them, and what everybody can have instead."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.callers import MARKETER, OWNER, SHOPPER, STOREFRONT, shopper
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.offers import accept, grant, link, offer, templates


def own(gateway: Gateway, who: str, id_: str = "") -> Any:
    path = f"GET /wallet/offers/{id_}" if id_ else "GET /wallet/offers"
    return gateway.call(path, caller=shopper(who)).json


def test_a_customer_sees_the_time_that_is_left(gateway: Gateway) -> None:
    id_ = offer(gateway)
    grant(gateway, id_, "ada")
    shown = own(gateway, "ada", id_)
    ends, now = (datetime.fromisoformat(shown[each]) for each in ("ends_at", "server_time"))
    assert timedelta(0) <= timedelta(seconds=shown["remaining_s"]) - (ends - now) < timedelta(0, 1)
    assert (shown["is_over"], shown["can_share"], shown["via"]) == (False, True, "grant")
    assert (own(gateway, "bob")["items"], own(gateway, "bob", id_)["code"]) == ([], "not_found")
    accept(gateway, link(gateway, id_, "ada"), "bob")
    (invited,) = own(gateway, "bob")["items"]
    assert (invited["via"], invited["can_share"]) == ("share", False)


def test_a_coupon_that_everybody_can_have_stands_beside_each_offer(gateway: Gateway) -> None:
    named = templates(gateway)
    id_ = offer(gateway, named)
    grant(gateway, id_, "ada")
    shown = own(gateway, "ada", id_)["alternative"]
    assert shown["template_id"] == named.alternative
    listed = gateway.call("GET /offer-alternatives", caller=SHOPPER).json
    assert [(each["offer_id"], each["claim_path"]) for each in listed["items"]] == [
        (id_, shown["claim_path"])
    ]
    gateway.call("PUT /wallet/targeting", {"is_allowed": False}, caller=SHOPPER)
    claimed = gateway.call(f"POST {shown['claim_path']}", caller=SHOPPER)
    assert (claimed.status, claimed.json["template_id"]) == (201, named.alternative)
    gateway.call(f"POST /targeted-offers/{id_}/end", caller=MARKETER, version=2)
    assert gateway.call("GET /offer-alternatives", caller=SHOPPER).json["items"] == []
    assert own(gateway, "ada", id_)["can_share"] is False


def test_offers_are_paged(gateway: Gateway) -> None:
    named = templates(gateway, per_user=9)
    ids = {offer(gateway, named) for _ in range(3)}
    for id_ in ids:
        assert grant(gateway, id_, "ada").status == 201
    first = gateway.call("GET /wallet/offers", caller=shopper("ada"), query={"limit": 2}).json
    query = {"limit": 2, "cursor": first["next"]}
    rest = gateway.call("GET /wallet/offers", caller=shopper("ada"), query=query).json
    assert {each["offer_id"] for each in first["items"] + rest["items"]} == ids
    stolen = gateway.call("GET /wallet/offers", caller=shopper("bob"), query=query)
    assert stolen.pointers == [("query", "/cursor", "unknown_cursor")]


@pytest.mark.parametrize("body", [{}, {"is_allowed": "no"}, {"is_allowed": None}, [], None])
def test_a_choice_is_yes_or_no(gateway: Gateway, body: Any) -> None:
    before = dump()
    assert gateway.call("PUT /wallet/targeting", body, caller=SHOPPER).status == 400
    assert dump() == before


def test_only_customers_have_offers(gateway: Gateway) -> None:
    before = dump()
    for caller in (OWNER, STOREFRONT):
        answers = [
            gateway.call("GET /wallet/offers", caller=caller),
            gateway.call("PUT /wallet/targeting", {"is_allowed": False}, caller=caller),
        ]
        assert {each.status for each in answers} <= {403, 404}
    assert dump() == before
