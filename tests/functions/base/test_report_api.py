"""Reports over HTTP: asked for, built from the queue, opened by link."""

from typing import Any
from urllib.parse import parse_qs, urlparse

import msgspec
import pytest

from promenade.kit import aws
from tests.functions.base.test_report_fold import fold
from tests.support import functions
from tests.support.callers import ANALYST, MARKETER, STOREFRONT, SUPPORT
from tests.support.capacity import capacity
from tests.support.cloud import delivered, dump, waiting
from tests.support.facts import order, refunded
from tests.support.gateway import Answer, Gateway
from tests.support.relaying import relayed

ASKED = {"currency": "CNY", "store": "flagship", "from": "2026-01-05", "to": "2026-01-11"}


def ask(gateway: Gateway, **other: Any) -> Answer:
    options: dict[str, Any] = {"caller": MARKETER}
    options |= {name: other.pop(name) for name in ("key", "caller") if name in other}
    return gateway.call("POST /reports", ASKED | other, **options)


def wanted() -> list[dict[str, Any]]:
    """What the builder's queue gets for every report that was asked for."""
    asked = [each for each in relayed().events if each["detail-type"] == "ReportRequested"]
    return [
        {"messageId": f"m-{index}", "body": msgspec.json.encode(event).decode()}
        for index, event in enumerate(asked)
    ]


def build() -> Any:
    return functions.invoke("report_build", {"Records": wanted()})


def read(gateway: Gateway, path: str) -> bytes:
    """As a browser gets it: the API leads on to the file."""
    answer = gateway.call(f"GET {path}", caller=ANALYST)
    place = urlparse(answer.headers["location"])
    assert (answer.status, parse_qs(place.query)["X-Amz-Expires"]) == (302, ["60"])
    content = aws.client("s3").get_object(Bucket="promenade-report", Key=place.path[1:])
    body: bytes = content["Body"].read()
    return body


def test_a_report_is_asked_for_built_and_read_behind_links_of_a_minute(gateway: Gateway) -> None:
    fold(order("A-1"), refunded("A-2"))
    asked = ask(gateway)
    location = asked.headers["location"]
    assert (asked.status, asked.json["state"], asked.json["links"]) == (202, "QUEUED", None)
    assert location == f"/reports/{asked.json['id']}"
    assert build() == {"batchItemFailures": []}
    done = gateway.call(f"GET {location}", caller=ANALYST).json
    assert (done["state"], done["requested_by"]) == ("DONE", MARKETER.name)
    document = msgspec.json.decode(read(gateway, done["links"]["json"]))
    assert document["headline"]["net_minor"]["value"] == 2 * 7800 - 2750
    assert document["reconciliation"]["is_balanced"] is True
    assert read(gateway, done["links"]["html"]).startswith(b"<!doctype html>")
    assert read(gateway, done["links"]["xlsx"]).startswith(b"PK")
    assert b"2026-01-05,75.00" not in read(gateway, done["links"]["csv"])
    assert b"CNY,2026-01-05,150.00" in read(gateway, done["links"]["csv"])


def test_opening_a_file_is_on_record_and_what_is_not_there_leads_nowhere(gateway: Gateway) -> None:
    location = ask(gateway).headers["location"]
    assert gateway.call(f"GET {location}/files/html", caller=ANALYST).status == 404
    assert gateway.call("GET /reports/report_x/files/html", caller=ANALYST).status == 404
    build()
    malformed = gateway.call(f"GET {location}/files/pdf", caller=ANALYST)
    assert malformed.pointers == [("path", "/format", "malformed")]
    assert gateway.call(f"GET {location}/files/html", caller=SUPPORT).status == 403
    assert waiting("audit") == 0
    read(gateway, f"{location}/files/xlsx")
    (message,) = delivered("audit")["Records"]
    opened = msgspec.json.decode(message["body"])
    named = (opened["fact"], opened["key"], opened["actor"])
    report_id = location.rpartition("/")[2]
    assert named == ("ReportOpened", f"REPORT#{report_id}/-", ANALYST.name)


def test_asking_again_with_the_same_key_asks_once_even_when_it_is_done(gateway: Gateway) -> None:
    first = ask(gateway, key="november-report")
    build()
    before = dump()
    again = ask(gateway, key="november-report")
    assert (again.status, again.json) == (202, first.json)
    other = ask(gateway, key="november-report", lang="zh")
    assert (other.status, other.json["code"]) == (409, "conflict")
    assert dump() == before


def test_a_message_that_comes_again_builds_nothing_again(gateway: Gateway) -> None:
    ask(gateway)
    messages = {"Records": wanted()}
    functions.invoke("report_build", messages)
    before = dump()
    functions.invoke("report_build", messages)
    assert dump() == before


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"to": "2026-01-04"}, ("body", "/to", "before_from")),
        ({"to": "2027-01-06"}, ("body", "/to", "too_long")),
        ({"from": "1999-12-31", "to": "1999-12-31"}, ("body", "/from", "out_of_range")),
        ({"from": "2026-13-01"}, ("body", "/from", "wrong_value")),
        ({"from": "2026-01-05T00:00:00Z"}, ("body", "/from", "wrong_value")),
        ({"currency": "yuan"}, ("body", "/currency", "wrong_value")),
        ({"store": ""}, ("body", "/store", "wrong_value")),
        ({"lang": "fr"}, ("body", "/lang", "wrong_value")),
        ({"days": 7}, ("body", "/days", "unknown_field")),
    ],
)
def test_a_bad_request_is_told_where_and_stores_nothing(
    gateway: Gateway, wrong: dict[str, Any], fault: tuple[str, str, str]
) -> None:
    before = dump()
    answer = ask(gateway, **wrong)
    assert answer.status == 400
    assert fault in answer.pointers
    assert dump() == before


def test_every_fault_is_told_at_once(gateway: Gateway) -> None:
    answer = gateway.call("POST /reports", {"from": 5, "x": 1}, caller=MARKETER, key="")
    assert {(source, pointer) for source, pointer, _ in answer.pointers} == {
        ("header", "/Idempotency-Key"),
        ("body", "/currency"),
        ("body", "/from"),
        ("body", "/to"),
        ("body", "/x"),
    }


def test_reports_are_listed_newest_first_and_a_cursor_goes_on(gateway: Gateway) -> None:
    ids = [ask(gateway).json["id"] for _ in range(3)]
    first = gateway.call("GET /reports", query={"limit": 2})
    rest = gateway.call("GET /reports", query={"limit": 2, "cursor": first.json["next"]})
    assert [job["id"] for job in first.json["items"] + rest.json["items"]] == ids[::-1]
    assert rest.json["next"] is None


def test_who_may_not_ask_may_not_and_nothing_is_stored(gateway: Gateway) -> None:
    before = dump()
    for caller in (SUPPORT, STOREFRONT):
        assert ask(gateway, caller=caller).status == 403
        assert gateway.call("GET /reports/report_x", caller=caller).status == 403
    assert gateway.call("GET /reports/report_x", caller=ANALYST).status == 404
    assert dump() == before


def test_asking_is_one_call_and_looking_is_one_read(gateway: Gateway) -> None:
    with capacity() as asking:
        location = ask(gateway).headers["location"]
    with capacity() as looking:
        gateway.call(f"GET {location}")
    with capacity() as listing:
        gateway.call("GET /reports")
    assert asking.cost == (1, 0.0, 4)
    assert looking.cost == (1, 1.0, 0)
    assert listing.cost == (1, 0.5, 0)


def test_a_report_of_settled_days_asks_the_table_seven_times_however_many_orders(
    gateway: Gateway,
) -> None:
    costs = []
    for number in (1, 40):
        fold(*(order(f"{number}-{n}") for n in range(number)))
        ask(gateway)
        build()
        asked = ask(gateway).headers["location"].rpartition("/")[2]
        (message,) = (each for each in wanted() if asked in each["body"])
        with capacity() as traffic:
            functions.invoke("report_build", {"Records": [message]})
        costs.append((dict(traffic.calls), traffic.cost))
    assert costs[0] == costs[1]
    assert costs[0] == ({"GetItem": 1, "PutItem": 2, "Query": 4}, (7, 5.0, 2))


def test_a_report_nobody_asked_for_is_parked(stores: None) -> None:
    body = (
        '{"source":"promenade.report","detail-type":"ReportRequested","detail":{"event_id":"e",'
        '"schema":1,"occurred_at":"2026-01-05T09:30:00Z","correlation_id":"c","actor":"staff:x",'
        '"data":{"key":"k","version":1,"before":null,"after":{"id":"report_x"}}}}'
    )
    event = {"Records": [{"messageId": "m-1", "body": body}]}
    assert functions.invoke("report_build", event) == {"batchItemFailures": []}
    assert waiting("report-build-dead") == 1
