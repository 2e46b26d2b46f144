"""Batches and issues of a template, listed for colleagues of who asked for them, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from tests.functions.activity.test_coupon_codes import make
from tests.functions.activity.test_coupon_issues import run
from tests.support.callers import ANALYST, MARKETER, SHOPPER, SUPPORT
from tests.support.capacity import capacity
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump
from tests.support.coupons import activate
from tests.support.gateway import Answer, Gateway

WAYS = {"code-batches": "code", "issues": "issue"}
SENT: dict[str, Any] = {"code-batches": {"count": 150}, "issues": {"customers": ["ada", "bob"]}}
KINDS = pytest.mark.parametrize("kind", WAYS)


def template(gateway: Gateway, kind: str) -> str:
    return activate(gateway, take={"kind": WAYS[kind]}, total=1_000)


def ask(gateway: Gateway, template_id: str, kind: str, minute: int, caller: Any = MARKETER) -> str:
    with standing(SAMPLE_TIME + timedelta(minutes=minute)):
        route = f"POST /coupon-templates/{template_id}/{kind}"
        asked = gateway.call(route, SENT[kind], caller=caller)
    assert asked.status == 202
    return str(asked.json["id"])


def told(gateway: Gateway, template_id: str, kind: str, **query: Any) -> Answer:
    route = f"GET /coupon-templates/{template_id}/{kind}"
    return gateway.call(route, caller=ANALYST, query=query)


def ids(answer: Answer) -> list[str]:
    return [each["id"] for each in answer.json["items"]]


@KINDS
def test_colleagues_find_all_of_a_template_the_last_one_first(gateway: Gateway, kind: str) -> None:
    mine, other = template(gateway, kind), template(gateway, kind)
    marias = [ask(gateway, mine, kind, minute) for minute in (1, 3)]
    svens = ask(gateway, mine, kind, 2, SUPPORT)
    ask(gateway, other, kind, 4)
    found = told(gateway, mine, kind)
    assert (found.status, ids(found), found.json["next"]) == (
        200,
        [marias[1], svens, marias[0]],
        None,
    )
    by = [each["requested_by"] for each in found.json["items"]]
    assert by == ["staff:maria", "staff:sven", "staff:maria"]


@KINDS
def test_pages_go_on_where_they_ended_and_nowhere_else(gateway: Gateway, kind: str) -> None:
    mine, other = template(gateway, kind), template(gateway, kind)
    asked = [ask(gateway, mine, kind, minute) for minute in range(3)]
    first = told(gateway, mine, kind, limit=2)
    rest = told(gateway, mine, kind, limit=2, cursor=first.json["next"])
    assert (ids(first), ids(rest), rest.json["next"]) == ([asked[2], asked[1]], [asked[0]], None)
    stolen = told(gateway, other, kind, cursor=first.json["next"])
    assert (stolen.status, stolen.pointers) == (400, [("query", "/cursor", "unknown_cursor")])
    assert told(gateway, mine, kind, limit=101).pointers == [("query", "/limit", "wrong_value")]


def test_a_batch_is_listed_as_far_as_it_is(gateway: Gateway) -> None:
    mine = template(gateway, "code-batches")
    made, queued = (ask(gateway, mine, "code-batches", minute) for minute in range(2))
    make(made)
    body = {"reason": "Stolen from the printer"}
    assert gateway.call(f"POST /code-batches/{made}/void", body, caller=MARKETER).status == 200
    first, last = told(gateway, mine, "code-batches").json["items"]
    assert (first["id"], first["state"], first["made_count"]) == (queued, "queued", 0)
    assert (last["state"], last["made_count"]) == ("voiding", 150)
    assert last == gateway.call(f"GET /code-batches/{made}", caller=ANALYST).json


def test_an_issue_is_listed_with_what_became_of_it(gateway: Gateway) -> None:
    mine = template(gateway, "issues")
    done, refused = (ask(gateway, mine, "issues", minute) for minute in range(2))
    run(done)
    run(refused)
    last, first = told(gateway, mine, "issues").json["items"]
    assert (last["id"], last["state"], last["full"]) == (refused, "refused", ["ada", "bob"])
    assert (first["id"], first["state"], first["given_count"]) == (done, "done", 2)
    assert last == gateway.call(f"GET /coupon-issues/{refused}", caller=ANALYST).json


@KINDS
def test_a_list_is_one_query_however_long_it_is(gateway: Gateway, kind: str) -> None:
    mine = template(gateway, kind)
    for minute in range(3):
        ask(gateway, mine, kind, minute)
    told(gateway, mine, kind)
    with capacity() as asked:
        assert len(ids(told(gateway, mine, kind))) == 3
    assert asked.calls == {"GetItem": 1, "Query": 1}


def test_a_template_that_gives_in_another_way_has_none(gateway: Gateway) -> None:
    mine = {kind: template(gateway, kind) for kind in WAYS}
    for kind, id_ in mine.items():
        ask(gateway, id_, kind, 0)
    none: dict[str, Any] = {"items": [], "next": None}
    assert told(gateway, mine["code-batches"], "issues").json == none
    assert told(gateway, mine["issues"], "code-batches").json == none


@KINDS
def test_lists_are_for_staff_who_read_coupons(gateway: Gateway, kind: str) -> None:
    mine = template(gateway, kind)
    before = dump()
    missing = told(gateway, "nothing", kind)
    assert (missing.status, missing.json["code"]) == (404, "not_found")
    route = f"GET /coupon-templates/{mine}/{kind}"
    assert gateway.call(route, caller=SHOPPER).status == 403
    assert dump() == before
