"""Files of stock movements over HTTP."""

from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER, OWNER
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway

CSV = """\
sku,kind,count,reason
MUG,receive,10,Delivery 1
mug,adjust,-4,Broken
CUP,adjust,-1,Lost
CUP,stock_take,7,Counted
MUG,adjust,0,Nothing
MUG,receive,-1,Wrong
MUG,steal,1,=cmd
"m u g",receive,1.5,
MUG,stock_take,3,Counted
"""
OUTCOMES = [
    (2, "recorded", 10, []),
    (3, "recorded", 6, []),
    (4, "rejected", None, [("", "stock_short")]),
    (5, "recorded", 7, []),
    (6, "rejected", None, [("/count", "zero")]),
    (7, "rejected", None, [("/count", "wrong_value")]),
    (8, "rejected", None, [("/reason", "formula"), ("/kind", "wrong_value")]),
    (9, "rejected", None, [("/count", "wrong_value"), ("/reason", "missing")]),
    (10, "recorded", 3, []),
]


def send(gateway: Gateway, content: str, media_type: str = "text/csv", **options: Any) -> Answer:
    query = {"dry_run": str(options.pop("dry_run", False)).lower()}
    query |= {"batch": options.pop("batch")} if "batch" in options else {}
    headers = {"content-type": media_type}
    caller = options.pop("caller", MARKETER)
    return gateway.call(
        "POST /stock-imports", content.encode(), caller=caller, query=query, headers=headers
    )


def outcomes(answer: Answer) -> list[tuple[int, str, int | None, list[tuple[str, str]]]]:
    return [
        (
            row["line"],
            row["result"],
            row["balance_count"],
            [(error["pointer"], error["code"]) for error in row["errors"]],
        )
        for row in answer.json["rows"]
    ]


def test_a_dry_run_foretells_the_import_and_records_nothing(gateway: Gateway) -> None:
    before = dump()
    assert outcomes(send(gateway, CSV, dry_run=True)) == OUTCOMES
    assert dump() == before
    assert outcomes(send(gateway, CSV)) == OUTCOMES


def test_good_rows_move_stock_beside_bad_ones(gateway: Gateway) -> None:
    report = send(gateway, CSV).json
    counts = [report[f"{kind}_count"] for kind in ("recorded", "unchanged", "rejected")]
    assert counts == [4, 0, 5]
    assert gateway.call("GET /stock/CUP").json["on_hand_count"] == 7
    ledger = gateway.call("GET /stock/MUG/movements").json["items"]
    assert [each["delta_count"] for each in ledger] == [10, -4, -3]


def test_a_file_sent_again_moves_nothing_twice(gateway: Gateway) -> None:
    good = "sku,kind,count,reason\nMUG,receive,10,Delivery\nMUG,adjust,-10,Sold elsewhere\n"
    send(gateway, good)
    before = dump()
    for dry_run in (True, False):
        again = send(gateway, good, dry_run=dry_run)
        assert [row["result"] for row in again.json["rows"]] == ["unchanged", "unchanged"]
    assert dump() == before


def results(answer: Answer) -> list[str]:
    return [row["result"] for row in answer.json["rows"]]


def test_of_a_file_that_grew_only_what_is_new_is_recorded(gateway: Gateway) -> None:
    file = "sku,kind,count,reason\nMUG,receive,10,Delivery\nMUG,receive,10,Delivery\n"
    with standing():
        assert results(send(gateway, file)) == ["recorded", "recorded"]
    more = "CUP,receive,1,Delivery\n" + file.partition("\n")[2] + "mug,receive,10, Delivery\n"
    again = send(gateway, f"sku,kind,count,reason\n{more}", caller=OWNER)
    assert results(again) == ["recorded", "unchanged", "unchanged", "recorded"]
    assert again.json["rows"][1]["recorded_at"] == "2026-01-05T09:30:00Z"
    assert gateway.call("GET /stock/MUG").json["on_hand_count"] == 30


def test_a_row_that_was_mended_is_recorded_and_no_other_again(gateway: Gateway) -> None:
    file = "sku,kind,count,reason\nMUG,receive,{},Delivery\nCUP,receive,2,Delivery\n"
    assert results(send(gateway, file.format("x"))) == ["rejected", "recorded"]
    assert results(send(gateway, file.format(10))) == ["recorded", "unchanged"]


def test_equal_rows_of_another_batch_are_rows_of_their_own(gateway: Gateway) -> None:
    file = "sku,kind,count,reason\nMUG,stock_take,10,Counted\n"
    assert results(send(gateway, file, batch="March")) == ["recorded"]
    assert results(send(gateway, file, batch="March")) == ["unchanged"]
    assert results(send(gateway, file, batch="April")) == ["recorded"]


def test_a_rejected_row_names_the_sku_that_it_says(gateway: Gateway) -> None:
    rows = send(gateway, CSV).json["rows"]
    assert [row["sku"] for row in rows] == ["MUG"] * 2 + ["CUP"] * 2 + ["MUG"] * 3 + [
        "M U G",
        "MUG",
    ]
    lines = '{"sku":"mug"}\nnone\n{"sku":1}\n'
    told = send(gateway, lines, "application/x-ndjson").json["rows"]
    assert [row["sku"] for row in told] == ["MUG", None, None]


def test_json_lines_say_the_same(gateway: Gateway) -> None:
    lines = '{"sku":"MUG","kind":"receive","count":5,"reason":"Delivery"}\n\n{"sku":"MUG"}\n'
    answer = send(gateway, lines, "application/x-ndjson")
    assert outcomes(answer) == [
        (1, "recorded", 5, []),
        (
            3,
            "rejected",
            None,
            [("/kind", "missing"), ("/count", "missing"), ("/reason", "missing")],
        ),
    ]


def test_a_reason_is_a_text(gateway: Gateway) -> None:
    lines = "".join(
        f'{{"sku":"MUG","kind":"receive","count":5,"reason":"{reason}"}}\n'
        for reason in (r"\u0000", r"\u200b", r"De\u0301tail")
    )
    answer = send(gateway, lines, "application/x-ndjson")
    assert outcomes(answer) == [
        (1, "rejected", None, [("/reason", "control_character")]),
        (2, "rejected", None, [("/reason", "blank")]),
        (3, "recorded", 5, []),
    ]
    (moved,) = gateway.call("GET /stock/MUG/movements").json["items"]
    assert moved["reason"] == "Détail"


@pytest.mark.parametrize(
    ("content", "status"),
    [("", 400), ("sku,count\nMUG,1\n", 400), ("x" * 262_145, 413)],
)
def test_a_file_that_is_none_is_refused_whole(gateway: Gateway, content: str, status: int) -> None:
    before = dump()
    assert send(gateway, content).status == status
    assert send(gateway, CSV, "application/json").status == 415
    assert send(gateway, CSV, caller=ANALYST).status == 403
    assert dump() == before
