"""Experiments over HTTP: planned, brought in by files, read."""

import json
from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER, SHOPPER, SUPPORT
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway

BODY: dict[str, Any] = {
    "name": "Spring",
    "arms": [{"name": "none"}, {"name": "mail", "weight": 3}],
    "metric": "spend",
    "planned_count": 400,
    "currency": "USD",
}
LINES = {"content-type": "application/x-ndjson"}
ADA = b'{"subject":"ada","arm":"mail","visited":1,"converted":1,"spend_minor":1999}'
BO = b'{"subject":"bo","arm":"none","visited":0,"converted":0}'


def planned(gateway: Gateway, **other: Any) -> str:
    answer = gateway.call("POST /experiments", BODY | other, caller=MARKETER)
    assert answer.status == 201, answer.text
    return str(answer.headers["location"])


def bring(gateway: Gateway, door: str, *lines: bytes, **query: Any) -> Answer:
    sent = b"\n".join(lines)
    return gateway.call(f"POST {door}/outcomes", sent, caller=MARKETER, headers=LINES, query=query)


def test_outcomes_are_counted_and_compared(gateway: Gateway) -> None:
    door = planned(gateway)
    assert bring(gateway, door, ADA, BO).json["counted_count"] == 2
    found = gateway.call(f"GET {door}", caller=ANALYST).json
    assert (found["people_count"], found["state"], found["winner"]) == (2, "provisional", None)
    none, mail = found["arms"]
    assert (mail["spend_per_person_minor"], none["conversion_rate"]) == (1999, 0)


def outcomes(arm: str, people: int, buyers: int) -> list[bytes]:
    """The first of them bought for 10.00, up to 20.00 each."""
    rows = []
    for number in range(people):
        row = {"subject": f"{arm}-{number}", "arm": arm, "visited": 1, "converted": 1}
        spend = {"spend_minor": 1_000 + number % 11 * 100}
        rows.append(row | spend if number < buyers else row | {"visited": 0, "converted": 0})
    return [json.dumps(each).encode() for each in rows]


def significant(found: Any) -> list[bool]:
    return [each["is_significant"] for each in found["arms"][1]["lifts"]]


@pytest.mark.parametrize(
    ("none", "mail", "told"),
    [
        (100, 299, ("provisional", False, None)),
        (100, 300, ("final", False, "mail")),
        (200, 200, ("final", True, None)),
    ],
)
def test_differences_are_significant_of_all_who_were_planned_and_as_planned(
    gateway: Gateway, none: int, mail: int, told: tuple[str, bool, str | None]
) -> None:
    door = planned(gateway)
    assert bring(gateway, door, *outcomes("none", none, 10)).json["counted_count"] == none
    assert bring(gateway, door, *outcomes("mail", mail, 150)).json["counted_count"] == mail
    found = gateway.call(f"GET {door}", caller=ANALYST).json
    assert (found["state"], found["is_mismatched"], found["winner"]) == told
    assert significant(found) == [told[2] is not None] * 3
    assert all(each["p"] < 0.001 for each in found["arms"][1]["lifts"])


def test_a_dry_run_and_a_second_file_change_nothing(gateway: Gateway) -> None:
    door = planned(gateway)
    before = dump()
    assert bring(gateway, door, ADA, dry_run="true").json["counted_count"] == 1
    assert dump() == before
    bring(gateway, door, ADA)
    counted = dump()
    assert bring(gateway, door, ADA).json["known_count"] == 1
    other = bring(gateway, door, ADA.replace(b"1999", b"2999"))
    assert other.json["rows"][0]["result"] == "differs"
    assert dump() == counted


def test_subjects_are_kept_under_digests(gateway: Gateway) -> None:
    bring(gateway, planned(gateway), ADA)
    assert "SUBJECT#ada" not in str(dump())


def test_a_row_is_refused_with_all_that_is_wrong(gateway: Gateway) -> None:
    door = planned(gateway)
    before = dump()
    wrong = b'{"subject":"ada","arm":"mail","visited":2,"converted":"yes"}'
    (row,) = bring(gateway, door, wrong).json["rows"]
    assert [each["pointer"] for each in row["errors"]] == ["/visited", "/converted"]
    (row,) = bring(gateway, door, ADA.replace(b"mail", b"post")).json["rows"]
    assert [(each["pointer"], each["code"]) for each in row["errors"]] == [("/arm", "unknown_arm")]
    assert dump() == before


def test_who_did_a_later_thing_did_the_one_before_it(gateway: Gateway) -> None:
    door = planned(gateway)
    before = dump()
    (row,) = bring(gateway, door, ADA.replace(b'"visited":1', b'"visited":0')).json["rows"]
    assert [(each["pointer"], each["code"]) for each in row["errors"]] == [
        ("/converted", "contradiction")
    ]
    (row,) = bring(gateway, door, ADA.replace(b'"converted":1', b'"converted":0')).json["rows"]
    assert [each["pointer"] for each in row["errors"]] == ["/spend_minor"]
    assert dump() == before


def test_an_arm_of_too_few_people_is_refused(gateway: Gateway) -> None:
    before = dump()
    small = BODY | {"planned_count": 399}
    answer = gateway.call("POST /experiments", small, caller=MARKETER)
    assert answer.pointers == [("body", "/planned_count", "too_few")]
    assert dump() == before


def test_two_arms_of_one_name_are_refused(gateway: Gateway) -> None:
    answer = gateway.call(
        "POST /experiments", BODY | {"arms": [{"name": "a"}, {"name": "a"}]}, caller=MARKETER
    )
    assert answer.pointers == [("body", "/arms/1/name", "repeated")]


def test_an_experiment_that_is_none_is_not_found(gateway: Gateway) -> None:
    planned(gateway)
    before = dump()
    assert bring(gateway, "/experiments/experiment_x", ADA).status == 404
    assert gateway.call("GET /experiments/experiment_x", caller=ANALYST).status == 404
    assert dump() == before


def test_others_neither_plan_nor_look(gateway: Gateway) -> None:
    door = planned(gateway)
    for caller in (SUPPORT, SHOPPER):
        assert gateway.call("POST /experiments", BODY, caller=caller).status == 403
        assert gateway.call(f"GET {door}", caller=caller).status == 403
