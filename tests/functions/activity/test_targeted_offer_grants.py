"""Who has an offer: each customer once, with the coupon, or not at all and for a reason."""

from typing import Any
from unittest.mock import patch

import pytest

from promenade.activity.targeted_offer.service import granting
from tests.support.callers import ANALYST, MARKETER, OWNER, SHOPPER, SUPPORT, shopper
from tests.support.cloud import dump
from tests.support.counted_coupons import count_all
from tests.support.gateway import Answer, Gateway
from tests.support.offers import (
    draft,
    grant,
    offer,
    run_list,
    statistics,
    templates,
    wallet,
)


def ask(gateway: Gateway, id_: str, *customers: str, key: str | None = None) -> Answer:
    path, body = f"POST /targeted-offers/{id_}/grant-lists", {"customers": customers}
    return gateway.call(path, body, caller=SUPPORT, key=key)


def grant_list(gateway: Gateway, id_: str, *customers: str) -> Any:
    asked = ask(gateway, id_, *customers)
    assert (asked.status, asked.json["state"]) == (202, "queued"), asked.json
    assert run_list(asked.json["id"], id_) == {"batchItemFailures": []}
    return gateway.call(f"GET {asked.headers['location']}", caller=ANALYST).json


def opt_out(gateway: Gateway, customer: str, *, is_allowed: bool = False) -> Any:
    body = {"is_allowed": is_allowed}
    return gateway.call("PUT /wallet/targeting", body, caller=shopper(customer)).json


def test_a_customer_has_an_offer_once_and_its_coupon_ends_with_it(gateway: Gateway) -> None:
    id_ = offer(gateway)
    first = grant(gateway, id_, "ada", key="grant-ada-1")
    assert (first.status, first.json["via"], first.json["bonus"]) == (201, "grant", "none")
    before = dump()
    assert grant(gateway, id_, "ada", key="grant-ada-1").json == first.json
    assert grant(gateway, id_, "bob", key="grant-ada-1").json["code"] == "conflict"
    again = grant(gateway, id_, "ada")
    assert (again.status, again.json["code"]) == (409, "already_in_offer")
    assert dump() == before
    (coupon,) = wallet(gateway, "ada")
    assert (coupon["id"], coupon["source"]) == (first.json["coupon_id"], "targeted_offer")
    assert coupon["ends_at"] == first.json["ends_at"]
    assert statistics(gateway, id_) == {"granted": 1}


def test_who_said_no_is_granted_nothing_until_they_say_otherwise(gateway: Gateway) -> None:
    id_ = offer(gateway)
    assert opt_out(gateway, "ada")["is_allowed"] is False
    before = dump()
    assert grant(gateway, id_, "ada").json["code"] == "opted_out"
    assert opt_out(gateway, "ada")["is_allowed"] is False
    assert dump() == before
    assert grant_list(gateway, id_, "ada", "bob")["skipped"] == {"opted_out": 1}
    assert statistics(gateway, id_) == {"granted": 1, "opted_out": 1}
    opt_out(gateway, "ada", is_allowed=True)
    assert grant(gateway, id_, "ada").status == 201
    assert opt_out(gateway, "ada")["is_allowed"] is False
    assert len(wallet(gateway, "ada")) == 1
    own = gateway.call("GET /wallet/targeting", caller=shopper("ada")).json
    assert own["is_allowed"] is False


def test_nobody_is_granted_what_is_not_in_force(gateway: Gateway) -> None:
    id_ = offer(gateway)
    for version, done in enumerate(("pause", "end"), 2):
        path = f"POST /targeted-offers/{id_}/{done}"
        assert gateway.call(path, caller=MARKETER, version=version).status == 200
        before = dump()
        refused = [grant(gateway, id_, "ada"), ask(gateway, id_, "ada")]
        assert {each.json["code"] for each in refused} == {"status_forbids"}
        assert grant(gateway, "offer_0", "ada").status == 404
        assert dump() == before


def test_nobody_is_granted_it_while_others_could_not_have_the_alternative(
    gateway: Gateway,
) -> None:
    named = templates(gateway)
    id_ = offer(gateway, named)
    path = f"/coupon-templates/{named.alternative}"
    version = gateway.call(f"GET {path}").json["version"]
    assert gateway.call(f"POST {path}/stop", caller=OWNER, version=version).status == 200
    fresh = Gateway()
    before = dump()
    assert grant(fresh, id_, "ada").json["code"] == "no_alternative"
    assert dump() == before


def test_nobody_is_granted_it_once_the_alternative_has_run_out(gateway: Gateway) -> None:
    named = templates(gateway, alternative={"total": 1})
    id_ = offer(gateway, named)
    assert grant(gateway, id_, "ada").status == 201
    path = f"/coupon-templates/{named.alternative}/claims"
    assert gateway.call(f"POST {path}", caller=SHOPPER).status == 201
    count_all()
    before = dump()
    late_one = grant(gateway, id_, "bob")
    assert (late_one.json["code"], late_one.json["reason"]) == ("no_alternative", "all_gone")
    told = gateway.call("GET /offer-alternatives", caller=SHOPPER).json
    assert told["items"] == []
    assert (
        gateway.call(f"GET /wallet/offers/{id_}", caller=shopper("ada")).json["alternative"] is None
    )
    assert dump() == before
    late = draft(gateway, named)
    refused = gateway.call(f"POST /targeted-offers/{late}/activate", caller=OWNER, version=1)
    assert refused.pointers == [("stored", "/alternative_template_id", "all_gone")]
    assert refused.json["detail"] == "All coupons of the alternative “满100减20” were given away."


def test_where_coupons_are_gone_nothing_is_promised(gateway: Gateway) -> None:
    id_ = offer(gateway, templates(gateway, total=2))
    done = grant_list(gateway, id_, "ada", "bob", "cy", "dan")
    assert (done["state"], done["granted_count"]) == ("done", 2)
    assert done["skipped"] == {"all_gone": 2}
    before = dump()
    refused = grant(gateway, id_, "eve")
    assert (refused.json["code"], refused.json["reason"]) == ("coupon_withheld", "all_gone")
    assert dump() == before
    assert statistics(gateway, id_) == {"granted": 2, "skipped": 2}


def test_a_list_that_breaks_off_is_begun_again_and_counts_exactly(gateway: Gateway) -> None:
    id_ = offer(gateway)
    grant(gateway, id_, "bob")
    asked = ask(gateway, id_, "ada", "bob", "cy", key="grants-0001").json
    real, calls = granting.grant, list[str]()

    def breaking(offer_id: str, customer: str, *told: Any) -> Any:
        calls.append(customer)
        if len(calls) == 3:
            raise RuntimeError("killed")
        return real(offer_id, customer, *told)

    with patch.object(granting, "grant", breaking):
        assert run_list(asked["id"], id_)["batchItemFailures"]
    assert [len(wallet(gateway, each)) for each in ("ada", "bob", "cy")] == [1, 1, 0]
    for _ in range(2):
        assert run_list(asked["id"], id_) == {"batchItemFailures": []}
    done = gateway.call(f"GET /grant-lists/{asked['id']}").json
    assert (done["granted_count"], done["skipped"]) == (2, {"already_in_offer": 1})
    assert [len(wallet(gateway, each)) for each in ("ada", "bob", "cy")] == [1, 1, 1]
    assert statistics(gateway, id_) == {"granted": 3, "skipped": 1}
    before = dump()
    assert ask(gateway, id_, "ada", "bob", "cy", key="grants-0001").json == asked
    assert ask(gateway, id_, "ada", key="grants-0001").json["code"] == "conflict"
    assert dump() == before


def test_lists_that_cannot_be_are_refused(gateway: Gateway) -> None:
    id_ = offer(gateway)
    before = dump()
    assert ask(gateway, id_, "ada", "bob", "ada ").pointers == [
        ("body", "/customers/2", "repeated")
    ]
    assert ask(gateway, id_).status == 400
    assert ask(gateway, id_, *map(str, range(1_001))).status == 400
    assert gateway.call("GET /grant-lists/nothing").status == 404
    for caller in (SHOPPER, ANALYST):
        path = f"POST /targeted-offers/{id_}/grants"
        assert gateway.call(path, {"customer": "ada"}, caller=caller).status == 403
    assert dump() == before


@pytest.mark.parametrize("customer", ["x" * 129, "", "a\u0000b", "a\nb", 7])
def test_what_is_no_customer_is_refused(gateway: Gateway, customer: Any) -> None:
    id_ = offer(gateway)
    before = dump()
    assert grant(gateway, id_, customer).status == 400
    assert dump() == before
