"""Orders as spreadsheets take them, over HTTP."""

import csv
import io
from typing import Any

import pytest

from tests.support import functions
from tests.support.callers import ANALYST, MARKETER, STOREFRONT, SUPPORT
from tests.support.cloud import delivered
from tests.support.gateway import Answer, Gateway
from tests.support.orders import sale

PATH = "GET /order-exports"
DAYS = {"first_day": "2025-12-01", "last_day": "2026-01-31"}


def store(gateway: Gateway, *orders: dict[str, Any]) -> None:
    for order in orders:
        assert gateway.call("POST /orders", order, caller=STOREFRONT).status == 202
    functions.invoke("order_ingest", delivered("order-ingest"))
    delivered("audit")


def export(gateway: Gateway, caller: Any = SUPPORT, **other: Any) -> Answer:
    known = sale(source="storefront")
    query = DAYS | {"source": "storefront", "store": known["store"]} | other
    return gateway.call(PATH, caller=caller, query=query)


def rows(answer: Answer) -> list[dict[str, str]]:
    assert answer.text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(answer.text[1:])))


def test_a_row_is_a_line_and_every_column_adds_up(gateway: Gateway) -> None:
    order = sale(source="storefront")
    store(gateway, order)
    found = rows(export(gateway))
    assert [each["sku"] for each in found] == [line["sku"] for line in order["lines"]]
    of_lines = sum(round(float(each["paid"]) * 100) for each in found)
    assert of_lines == sum(line["paid_minor"] for line in order["lines"])
    whole = sum(round(float(each["order_paid"] or 0) * 100) for each in found)
    assert whole == order["paid_minor"]


def test_a_cell_that_a_spreadsheet_would_run_is_inert(gateway: Gateway) -> None:
    order = sale(source="storefront", number="=1+1")
    order["lines"][0]["title"] = "＝HYPERLINK(1)"
    store(gateway, order)
    found = rows(export(gateway))[0]
    assert (found["number"], found["title"]) == ("'=1+1", "'＝HYPERLINK(1)")


def test_people_are_hidden_from_who_may_not_see_them(gateway: Gateway) -> None:
    store(gateway, sale(source="storefront", customer="ada@example.com"))
    assert rows(export(gateway))[0]["customer"] == "ada@example.com"
    assert rows(export(gateway, ANALYST))[0]["customer"] == "***"


def test_an_export_is_on_record(gateway: Gateway) -> None:
    store(gateway, sale(source="storefront"))
    export(gateway)
    (told,) = delivered("audit")["Records"]
    assert '"fact":"OrdersExported"' in told["body"]
    assert '"actor":"staff:sven"' in told["body"]


def test_a_page_names_the_next_one(gateway: Gateway) -> None:
    numbers = [f"A-{n}" for n in range(3)]
    store(gateway, *[sale(number, source="storefront") for number in numbers])
    found: list[str] = []
    query: dict[str, str] = {"limit": "2"}
    while True:
        answer = export(gateway, **query)
        found += dict.fromkeys(each["number"] for each in rows(answer))
        if "link" not in answer.headers:
            break
        link = answer.headers["link"]
        query["cursor"] = link.partition("cursor=")[2].partition("&")[0].partition(">")[0]
    assert sorted(found) == numbers


@pytest.mark.parametrize(("caller", "status"), [(MARKETER, 403), (STOREFRONT, 404)])
def test_who_may_not_takes_none(gateway: Gateway, caller: Any, status: int) -> None:
    assert export(gateway, caller, source="pos").status == status
