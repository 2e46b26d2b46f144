"""Coupons that staff give to customers whom they name: all of them, or none."""

from typing import Any
from unittest.mock import patch

import pytest

from promenade.activity.coupon.service.giving import Giver
from tests.support.callers import ANALYST, MARKETER, SHOPPER
from tests.support.cloud import dump
from tests.support.coupons import activate
from tests.support.facts import batch, told
from tests.support.functions import invoke
from tests.support.gateway import Answer, Gateway


@pytest.fixture
def template(gateway: Gateway) -> str:
    return activate(gateway, take={"kind": "issue"}, total=10)


def ask(gateway: Gateway, template: str, *customers: str, **other: Any) -> Answer:
    key = other.pop("key", None)
    body = {"customers": customers} | other
    route = f"POST /coupon-templates/{template}/issues"
    return gateway.call(route, body, caller=MARKETER, key=key)


def run(issue_id: str) -> Any:
    data = {"id": issue_id, "template_id": "T", "customer_count": 1}
    message = told("coupon", "CouponIssueRequested", f"ISSUE#{issue_id}/-@1", data)
    return invoke("coupon_give_issue", batch(message))


def issue(gateway: Gateway, template: str, *customers: str, **other: Any) -> Any:
    asked = ask(gateway, template, *customers, **other)
    assert (asked.status, asked.json["state"]) == (202, "queued")
    assert run(asked.json["id"]) == {"batchItemFailures": []}
    return gateway.call(f"GET {asked.headers['location']}", caller=ANALYST).json


def count(gateway: Gateway, *customers: str) -> list[int]:
    found = [gateway.call("GET /coupons", query={"customer": each}).json for each in customers]
    return [len(each["items"]) for each in found]


def test_blanks_around_a_customers_id_are_no_part_of_it(gateway: Gateway, template: str) -> None:
    issue(gateway, template, " k9 ")
    assert count(gateway, "k9", "k9 ") == [1, 1]
    twice = ask(gateway, template, "ada", "ada ")
    assert twice.json["errors"][0]["pointer"] == "/customers/1"


def test_all_get_a_coupon_once_however_often_the_job_is_run(
    gateway: Gateway, template: str
) -> None:
    done = issue(gateway, template, "ada", "bob", key="issue-0001")
    assert (done["state"], done["given_count"], done["full_count"]) == ("done", 2, 0)
    before = dump()
    run(done["id"])
    assert ask(gateway, template, "ada", "bob", key="issue-0001").json["state"] == "queued"
    assert ask(gateway, template, "ada", key="issue-0001").json["code"] == "conflict"
    assert dump() == before
    assert count(gateway, "ada", "bob", "cy") == [1, 1, 0]


def test_nobody_gets_any_where_one_has_enough(gateway: Gateway, template: str) -> None:
    issue(gateway, template, "ada")
    refused = issue(gateway, template, "ada", "bob")
    assert (refused["state"], refused["given_count"]) == ("refused", 0)
    assert (refused["full_count"], refused["full"]) == (1, ["ada"])
    assert count(gateway, "ada", "bob") == [1, 0]
    assert issue(gateway, template, *"abcdefghi")["given_count"] == 9


def test_who_has_enough_is_left_out_where_that_is_asked_for(
    gateway: Gateway, template: str
) -> None:
    issue(gateway, template, "ada")
    done = issue(gateway, template, "ada", "bob", is_partial=True)
    assert (done["state"], done["given_count"], done["full"]) == ("done", 1, ["ada"])
    assert issue(gateway, template, *"abcdefgh")["given_count"] == 8


def test_more_than_there_are_are_refused_as_a_whole(gateway: Gateway, template: str) -> None:
    before = dump()
    answer = ask(gateway, template, *"abcdefghijk")
    assert (answer.status, answer.json["code"]) == (422, "coupons_gone")
    assert dump() == before


def test_a_job_that_breaks_off_goes_on_where_it_stopped(gateway: Gateway, template: str) -> None:
    asked = ask(gateway, template, "ada", "bob", "cy").json["id"]
    give, calls = Giver.give, []

    def breaking(self: Giver, *told: Any) -> Any:
        calls.append(told[1])
        if len(calls) == 3:
            raise RuntimeError("killed")
        return give(self, *told)

    with patch.object(Giver, "give", breaking):
        assert run(asked)["batchItemFailures"]
    assert count(gateway, "ada", "bob", "cy") == [1, 1, 0]
    other = ask(gateway, template, "dan").json["id"]
    assert run(other)["batchItemFailures"]
    run(asked)
    assert count(gateway, "ada", "bob", "cy") == [1, 1, 1]
    assert run(other) == {"batchItemFailures": []}
    assert gateway.call(f"GET /coupon-issues/{asked}").json["given_count"] == 3


def test_requests_that_cannot_be_are_refused(gateway: Gateway, template: str) -> None:
    claimed = activate(gateway)
    before = dump()
    assert ask(gateway, template, "ada", "bob", "ada").pointers == [
        ("body", "/customers/2", "repeated")
    ]
    assert ask(gateway, claimed, "ada").json["code"] == "not_claimable"
    assert ask(gateway, "nothing", "ada").status == 404
    route = f"POST /coupon-templates/{template}/issues"
    for caller in (SHOPPER, ANALYST):
        assert gateway.call(route, {"customers": ["ada"]}, caller=caller).status == 403
    assert gateway.call("GET /coupon-issues/nothing").status == 404
    assert dump() == before
