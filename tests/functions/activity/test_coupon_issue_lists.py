"""Coupons for the customers of a file: page by page, all of them or none."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import count as count_from
from typing import Any
from unittest.mock import patch

import pytest

from promenade.activity.coupon.model import issuing
from promenade.activity.coupon.service.giving import Giver
from promenade.activity.coupon.store.records import CouponRecord
from tests.support.callers import ANALYST, MARKETER, SHOPPER
from tests.support.cloud import dump
from tests.support.coupons import activate
from tests.support.facts import batch, told
from tests.support.faulty import Fault, Killed, failing, killed_after, killed_before
from tests.support.functions import invoke
from tests.support.gateway import Answer, Gateway

FIVE = ["ada", "bob", "cy", "dan", "eve"]


@pytest.fixture(autouse=True)
def _pages_of_two() -> Iterator[None]:
    with patch.object(issuing, "PAGE", 2):
        yield


@pytest.fixture
def template(gateway: Gateway) -> str:
    return activate(gateway, take={"kind": "issue"}, total=10)


def send(gateway: Gateway, template: str, content: bytes, **other: Any) -> Answer:
    kind = {"content-type": "text/csv"}
    route = f"POST /coupon-templates/{template}/issue-lists"
    return gateway.call(route, content, headers=kind, **{"caller": MARKETER} | other)


def ask(gateway: Gateway, template: str, customers: list[str], **other: Any) -> Answer:
    return send(gateway, template, "\n".join(["customer", *customers]).encode(), **other)


def run(issue_id: str, fact: str = "CouponIssueRequested") -> Any:
    data = {"id": issue_id, "template_id": "T", "customer_count": 1}
    message = told("coupon", fact, f"ISSUE#{issue_id}/-@1", data)
    return invoke("coupon_give_issue", batch(message))


def go_on(issue_id: str) -> Any:
    return run(issue_id, "CouponIssueAdvanced")


def see(gateway: Gateway, issue_id: str) -> tuple[str, int, int]:
    found = gateway.call(f"GET /coupon-issues/{issue_id}", caller=ANALYST).json
    return found["state"], found["given_count"], found["full_count"]


def count(gateway: Gateway, *customers: str) -> list[int]:
    found = [gateway.call("GET /coupons", query={"customer": each}).json for each in customers]
    return [len(each["items"]) for each in found]


def stated(issue_id: str) -> Any:
    items = [each for stored in dump().values() for each in stored]
    return next(each for each in items if each["pk"]["S"] == f"ISSUE#{issue_id}" and "fact" in each)


def test_blanks_around_a_customers_id_in_a_file_are_no_part_of_it(
    gateway: Gateway, template: str
) -> None:
    run(ask(gateway, template, ["  k9 "]).json["id"])
    assert count(gateway, "k9") == [1]
    assert ask(gateway, template, ["ada", "ada "]).status == 400


def test_each_step_gives_a_page_and_asks_for_the_next(gateway: Gateway, template: str) -> None:
    issue = ask(gateway, template, FIVE).json["id"]
    run(issue)
    assert see(gateway, issue) == ("running", 2, 0)
    assert stated(issue)["fact"]["S"] == "CouponIssueAdvanced"
    go_on(issue)
    assert see(gateway, issue) == ("running", 4, 0)
    go_on(issue)
    assert see(gateway, issue) == ("done", 5, 0)
    assert stated(issue)["fact"]["S"] == "CouponIssueDone"
    before = dump()
    go_on(issue)
    assert dump() == before
    assert count(gateway, *FIVE) == [1] * 5


def test_one_who_has_enough_on_any_page_is_told_and_nobody_gets_any(
    gateway: Gateway, template: str
) -> None:
    run(ask(gateway, template, ["eve"]).json["id"])
    issue = ask(gateway, template, FIVE).json["id"]
    run(issue)
    assert see(gateway, issue) == ("refused", 0, 1)
    assert gateway.call(f"GET /coupon-issues/{issue}").json["full"] == ["eve"]
    assert count(gateway, *FIVE) == [0, 0, 0, 0, 1]
    assert ask(gateway, template, list("abcdefghi")).status == 202


def test_who_has_enough_is_left_out_page_by_page_where_that_is_asked_for(
    gateway: Gateway, template: str
) -> None:
    run(ask(gateway, template, ["ada", "eve"]).json["id"])
    issue = ask(gateway, template, FIVE, query={"is_partial": "true"}).json["id"]
    told = []
    for _ in range(3):
        run(issue)
        told.append(see(gateway, issue))
    assert told == [("running", 1, 1), ("running", 3, 1), ("done", 3, 2)]
    assert gateway.call(f"GET /coupon-issues/{issue}").json["full"] == ["ada", "eve"]
    assert ask(gateway, template, list("abcde")).status == 202
    assert ask(gateway, template, ["f"]).json["code"] == "coupons_gone"


def test_a_page_that_breaks_off_is_gone_on_with(gateway: Gateway, template: str) -> None:
    issue = ask(gateway, template, FIVE).json["id"]
    run(issue)
    give, calls = Giver.give, []

    def breaking(self: Giver, *told: Any) -> Any:
        calls.append(told[1])
        if len(calls) == 2:
            raise RuntimeError("killed")
        return give(self, *told)

    with patch.object(Giver, "give", breaking):
        assert go_on(issue)["batchItemFailures"]
    assert count(gateway, *FIVE) == [1, 1, 1, 0, 0]
    other = ask(gateway, template, ["zoe"]).json["id"]
    assert run(other)["batchItemFailures"]
    for _ in range(2):
        assert go_on(issue) == {"batchItemFailures": []}
    assert see(gateway, issue) == ("done", 5, 0)
    assert count(gateway, *FIVE) == [1] * 5
    assert run(other) == {"batchItemFailures": []}


@pytest.mark.parametrize("fault", [killed_before, killed_after])
def test_whoever_is_killed_at_any_call_is_followed_and_nothing_is_doubled(
    gateway: Gateway, fault: Fault
) -> None:
    template = activate(gateway, take={"kind": "issue"}, total=1_000)
    for number in count_from(1):
        customers = [f"{number}-{each}" for each in FIVE]
        issue = ask(gateway, template, customers).json["id"]
        with failing(fault, number) as turn, suppress(Killed):
            run(issue)
        for _ in range(3):
            go_on(issue)
        assert see(gateway, issue) == ("done", 5, 0)
        assert count(gateway, *customers) == [1] * 5
        if turn.count < number:
            break
    assert number > 8


def test_pages_are_looked_at_some_at_a_time_before_anybody_gets_a_coupon(
    gateway: Gateway, template: str
) -> None:
    run(ask(gateway, template, ["ada", "eve"]).json["id"])
    told = []
    with patch.object(issuing, "PAGES_LOOKED_AT", 1):
        refused = ask(gateway, template, FIVE).json["id"]
        for _ in range(3):
            go_on(refused)
            told.append(see(gateway, refused))
        assert told == [("running", 0, 1), ("running", 0, 1), ("refused", 0, 2)]
        given = ask(gateway, template, ["bob", "cy", "dan"]).json["id"]
        steps = [go_on(given) and see(gateway, given) for _ in range(3)]
    assert steps == [("running", 0, 0), ("running", 2, 0), ("done", 3, 0)]
    assert count(gateway, *FIVE) == [1] * 5


def test_a_page_that_two_carry_out_at_once_counts_once(gateway: Gateway, template: str) -> None:
    issue = ask(gateway, template, FIVE).json["id"]
    give = Giver.give

    def overtaken(self: Giver, *told: Any) -> Any:
        with patch.object(Giver, "give", give):
            run(issue)
        return give(self, *told)

    with patch.object(Giver, "give", overtaken):
        run(issue)
    assert see(gateway, issue) == ("running", 4, 0)
    run(issue)
    assert see(gateway, issue) == ("done", 5, 0)
    assert count(gateway, *FIVE) == [1] * 5
    assert ask(gateway, template, list("abcde")).status == 202


def test_a_list_is_counted_at_once_and_refused_as_a_whole(gateway: Gateway, template: str) -> None:
    assert ask(gateway, template, list("abcdef")).status == 202
    before = dump()
    refused = ask(gateway, template, FIVE)
    assert (refused.status, refused.json["code"]) == (422, "coupons_gone")
    assert dump() == before


def test_a_list_that_is_sent_again_is_asked_for_once(gateway: Gateway, template: str) -> None:
    first = ask(gateway, template, FIVE, key="list-0001")
    run(first.json["id"])
    before = dump()
    assert ask(gateway, template, FIVE, key="list-0001").json == first.json
    assert ask(gateway, template, ["zoe"], key="list-0001").json["code"] == "conflict"
    assert dump() == before


def test_every_line_that_is_wrong_is_named(gateway: Gateway, template: str) -> None:
    before = dump()
    refused = send(gateway, template, b"customer\nada\nbob\nada\n=1+1\n")
    assert refused.pointers == [("body", "/4", "repeated"), ("body", "/5", "formula")]
    assert "stands in line 2" in refused.json["errors"][0]["detail"]
    assert ask(gateway, template, ["a" * 129]).pointers == [("body", "/2", "wrong_value")]
    many = ask(gateway, template, ["ada"] * 300)
    assert (len(many.json["errors"]), many.json["more_count"]) == (100, 199)
    assert send(gateway, template, b"email\na@example.org\n").status == 400
    assert send(gateway, template, b"customer\n").pointers == [("body", "", "wrong_row_count")]
    assert send(gateway, template, b"PK\x03\x04\xff\xff").pointers == [("body", "", "not_text")]
    for caller in (SHOPPER, ANALYST):
        assert send(gateway, template, b"customer\nada\n", caller=caller).status == 403
    assert dump() == before


def test_a_list_is_read_as_spreadsheets_write_it(gateway: Gateway, template: str) -> None:
    issue = send(gateway, template, "customer\r\n阿达\r\n'0042\r\n".encode("gb18030")).json["id"]
    run(issue)
    assert see(gateway, issue) == ("done", 2, 0)
    assert count(gateway, "阿达", "0042") == [1, 1]


def test_an_issue_whose_customers_are_not_kept_any_more_is_parked(
    gateway: Gateway, template: str
) -> None:
    issue = ask(gateway, template, FIVE).json["id"]
    run(issue)
    for page in CouponRecord.query(f"ISSUE#{issue}", CouponRecord.sk.startswith("CUSTOMERS#")):
        page.delete()
    assert go_on(issue) == {"batchItemFailures": []}
    assert see(gateway, issue) == ("running", 2, 0)
