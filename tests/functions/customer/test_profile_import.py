"""Files of who customers are, over HTTP."""

from typing import Any

import msgspec
import pytest

from promenade.kit.imports import CSV, JSON_LINES
from tests.support.callers import ANALYST, MARKETER, OWNER, SHOPPER, STOREFRONT, SUPPORT, Caller
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.relaying import relayed

HEADER = "customer,name,city,country,language,zone,email,phone,wechat,wechat_app,weibo,tags"
ADA = "ada,王芳,杭州,CN,zh-cn,Asia/Shanghai,ada@example.com,138 1234 5678,oAbC,wx1,ada-w,vip;tea"


def send(
    gateway: Gateway,
    *rows: str,
    encoding: str = "utf-8",
    caller: Caller = SUPPORT,
    dry_run: bool = False,
) -> Answer:
    return gateway.call(
        "POST /profile-imports",
        "\n".join([HEADER, *rows]).encode(encoding),
        query={"dry_run": "true"} if dry_run else {},
        headers={"content-type": CSV},
        caller=caller,
    )


def faults(answer: Answer) -> list[tuple[int, str, str]]:
    return [
        (row["line"], error["pointer"], error["code"])
        for row in answer.json["rows"]
        for error in row["errors"]
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_row_is_shown_as_it_was_told(gateway: Gateway, encoding: str) -> None:
    assert send(gateway, ADA, encoding=encoding).json["created_count"] == 1
    shown: Any = gateway.call("GET /profiles/ada", caller=SUPPORT).json
    assert (shown["personal"]["name"], shown["personal"]["city"]) == ("王芳", "杭州")
    assert [tuple(each.values()) for each in shown["personal"]["contacts"]] == [
        ("email", "ada@example.com", None),
        ("phone", "+8613812345678", None),
        ("wechat", "oAbC", "wx1"),
        ("weibo", "ada-w", None),
    ]
    assert [tag["name"] for tag in shown["tags"]] == ["tea", "vip"]
    assert (shown["country"], shown["language"], shown["zone"]) == ("CN", "zh-CN", "Asia/Shanghai")


def test_a_western_file_that_says_no_charset_is_refused_whole(gateway: Gateway) -> None:
    before = dump()
    answer = send(gateway, "j-1,Jörg Müller,Köln,DE,,,,,,,,", encoding="cp1252")
    assert (answer.status, answer.json["errors"][0]["code"]) == (400, "unclear_charset")
    assert dump() == before


def test_what_german_excel_writes_is_read(gateway: Gateway) -> None:
    row = 'bob;Jörg, Köln;bob@example.com;"vip;tea"'
    text = f"sep=;\r\nCustomer ID;Name;E-Mail;Tags\r\n{row}\r\n;;;\r\n"
    answer = gateway.call(
        "POST /profile-imports",
        text.encode("utf-8-sig"),
        headers={"content-type": CSV},
        caller=SUPPORT,
    )
    assert [(row["line"], row["result"]) for row in answer.json["rows"]] == [(3, "created")]
    shown: Any = gateway.call("GET /profiles/bob", caller=SUPPORT).json
    assert shown["personal"]["name"] == "Jörg, Köln"
    assert shown["personal"]["contacts"][0]["value"] == "bob@example.com"
    assert [tag["name"] for tag in shown["tags"]] == ["tea", "vip"]


def test_a_workbook_is_refused_as_one(gateway: Gateway) -> None:
    answer = gateway.call(
        "POST /profile-imports",
        b"PK\x03\x04\x14 xl/workbook.xml",
        headers={"content-type": CSV},
        caller=SUPPORT,
    )
    assert (answer.status, answer.json["errors"][0]["detail"]) == (
        400,
        "This is a workbook, not a text; save the sheet as “CSV UTF-8” and send that.",
    )


@pytest.mark.parametrize("blank", ["NULL", "N/A", "#N/A", "None", "-", "undefined", r"\N"])
def test_what_a_spreadsheet_writes_for_nothing_is_nobodys_name(
    gateway: Gateway, blank: str
) -> None:
    send(gateway, ADA)
    row = f"ada,{blank},,,,,,,,,,{blank}"
    assert send(gateway, row).json["unchanged_count"] == 1
    assert faults(send(gateway, f"{blank},Ada,,,,,,,,,,")) == [(2, "/customer", "missing")]


@pytest.mark.parametrize("media_type", [JSON_LINES, "application/jsonl"])
def test_lines_of_json_are_taken_as_well(gateway: Gateway, media_type: str) -> None:
    lines = [{"customer": "ada", "tags": ["vip"]}, {"customer": "bob", "name": None}]
    answer = gateway.call(
        "POST /profile-imports",
        b"\n".join(map(msgspec.json.encode, lines)),
        headers={"content-type": media_type},
        caller=STOREFRONT,
    )
    assert [row["result"] for row in answer.json["rows"]] == ["created", "created"]


def test_each_fault_of_a_row_is_told_by_its_column(gateway: Gateway) -> None:
    before = dump()
    answer = send(
        gateway,
        "ada,,,,,Mars/Olympus,no address,12,oAbC,,,",
        "bob,,,china,Chinese,,,,,wx1,,",
        "cid,,,,,,,,,,,VIP!",
        ",,,,,,,,,,,",
        ",Nobody,,,,,,,,,,",
    )
    assert faults(answer) == [
        (2, "/zone", "unknown_zone"),
        (2, "/email", "no_address"),
        (2, "/phone", "no_address"),
        (2, "/wechat_app", "missing"),
        (3, "/country", "wrong_value"),
        (3, "/language", "wrong_value"),
        (4, "/tags/0", "wrong_value"),
        (6, "/customer", "missing"),
    ]
    assert (answer.json["rejected_count"], dump() == before) == (4, True)


@pytest.mark.parametrize("country", ["UK", "XX", "cn"])
def test_a_country_that_there_is_not_is_refused_with_what_to_send(
    gateway: Gateway, country: str
) -> None:
    before = dump()
    answer = send(gateway, f"ada,,,{country},,,,,,,,").json
    put = gateway.call(
        "PUT /profiles/ada", {"country": country}, headers={"if-match": '"0"'}, caller=SUPPORT
    )
    (refused,) = answer["rows"][0]["errors"]
    assert (put.status, put.json["errors"]) == (400, [{"source": "body", **refused}])
    assert refused["detail"].endswith("the United Kingdom’s is GB.")
    assert dump() == before


def test_a_dry_run_tells_what_the_file_would_do_and_does_nothing(gateway: Gateway) -> None:
    send(gateway, ADA)
    rows = [ADA, "bob,,,,,,ADA@example.com,,,,,", "cid,Cid,,,,,,,,,,"]
    before = dump()
    tried = send(gateway, *rows, dry_run=True).json
    assert dump() == before
    done = send(gateway, *rows).json
    assert [row["result"] for row in done["rows"]] == ["unchanged", "rejected", "created"]
    assert {**tried, "dry_run": False} == done


def test_each_who_was_made_or_changed_is_told_of_and_nothing_personal(gateway: Gateway) -> None:
    send(gateway, ADA, "bob,,,,,,,,,,,")
    told = relayed().events
    assert [each["detail-type"] for each in told] == ["ProfileChanged"] * 2
    assert {each["detail"]["data"]["id"] for each in told} == {"ada", "bob"}
    assert not any(each in str(told) for each in ("王芳", "ada@example.com", "杭州"))


def test_a_file_of_more_than_500_rows_is_refused(gateway: Gateway) -> None:
    before = dump()
    answer = send(gateway, *(f"c-{number},,,,,,,,,,," for number in range(501)))
    assert (answer.status, dump() == before) == (400, True)


@pytest.mark.parametrize(
    ("caller", "status"),
    [(OWNER, 200), (SUPPORT, 200), (STOREFRONT, 200), (MARKETER, 403), (ANALYST, 403)],
)
def test_who_may_write_profiles_may_import_them(
    gateway: Gateway, caller: Caller, status: int
) -> None:
    assert send(gateway, ADA, caller=caller).status == status
    assert send(gateway, ADA, caller=SHOPPER).status == 403
