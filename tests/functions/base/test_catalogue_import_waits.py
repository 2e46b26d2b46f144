"""Reports of files of products say which rows wait for somebody else's approval."""

from typing import Any
from unittest.mock import patch

import pytest

from promenade.base.catalogue.service import import_steps
from tests.support import product_imports
from tests.support.callers import MARKETER
from tests.support.gateway import Gateway
from tests.support.on_sale import bring
from tests.support.product_imports import begin, counts, get, report, run

PRICE = {"currency": "CNY", "list_price_minor": 4_900}
MUG: dict[str, Any] = {
    "id": "MUG",
    "title": "Mug",
    "category": "mugs",
    "shelf": "ON",
    "skus": [{"code": "MUG-S", **PRICE, "options": {"Size": "S"}, "floor_price_minor": 4_000}],
}
CUP = MUG | {"id": "CUP", "title": "Cup", "skus": [{"code": "CUP-1", **PRICE}]}
FILE = """\
product,sku,title,category,options,currency,list_price_minor,floor_price_minor
MUG,MUG-S,Mug,mugs,Size=S,CNY,5000,4000
MUG,MUG-L,Mug,mugs,Size=L,CNY,5900,
CUP,CUP-1,Better cup,mugs,,CNY,4900,
JAR,JAR-1,Jar,mugs,,CNY,900,
POT,POT-1,Pot,none,,CNY,900,
"""
TOLD = [
    (2, "updated", False),
    (3, "created", True),
    (4, "unchanged", True),
    (5, "created", False),
    (6, "rejected", False),
]


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"})
    bring(gateway, MUG, CUP)
    return gateway


def send(shop: Gateway, content: str, **query: Any) -> Any:
    csv = {"content-type": "text/csv"}
    return shop.call(
        "POST /product-imports", content.encode(), query=query, headers=csv, caller=MARKETER
    ).json


def told(answer: Any) -> list[tuple[int, str, bool]]:
    return [(each["line"], each["result"], each["pending_approval"]) for each in answer["rows"]]


def test_a_report_says_which_rows_wait_for_approval_and_how_many(shop: Gateway) -> None:
    for dry_run in ("true", "false"):
        answer = send(shop, FILE, dry_run=dry_run)
        found = [(line, waits) for line, _, waits in told(answer)]
        assert found == [(line, waits) for line, _, waits in TOLD]
        assert answer["pending_approval_count"] == 2
    assert shop.call("GET /skus/MUG-L").json["is_sellable"] is False


def test_what_waits_already_still_waits_when_it_is_sent_again(shop: Gateway) -> None:
    send(shop, FILE)
    answer = send(shop, FILE)
    assert [waits for _, _, waits in told(answer)] == [waits for _, _, waits in TOLD]
    assert [result for _, result, _ in told(answer)][1:3] == ["unchanged", "unchanged"]


@pytest.mark.parametrize(
    ("head", "cell", "waits"),
    [
        ("options", "Size=M", True),
        ("floor_price_minor", "3000", True),
        ("floor_price_minor", "4100", False),
        ("title", "Better mug", True),
        ("list_price_minor", "5100", False),
        ("brand", "Kiln", False),
    ],
)
def test_what_nobody_changes_alone_waits_and_the_rest_does_not(
    shop: Gateway, head: str, cell: str, waits: bool
) -> None:
    answer = send(shop, f"product,sku,{head}\nMUG,MUG-S,{cell}\n")
    assert [(line, each) for line, _, each in told(answer)] == [(2, waits)]


def test_a_row_is_not_told_to_wait_for_what_others_said(shop: Gateway) -> None:
    send(shop, "product,sku,title,options\nMUG,MUG-S,Better mug,Size=M\n")
    answer = send(shop, "product,sku,list_price_minor\nMUG,MUG-S,5100\n")
    assert told(answer) == [(2, "updated", False)]


def test_an_import_of_a_larger_file_counts_and_lists_what_waits(shop: Gateway) -> None:
    with patch.object(import_steps, "PART", 2):
        made = begin(shop, FILE)
        run()
    found = get(shop, made)
    assert (found["state"], sum(counts(found)), found["pending_approval_count"]) == ("done", 5, 2)
    detail = "It waits until somebody else has approved it; nothing is sold by it until then."
    assert sorted(report(shop, made)) == [
        f"3,MUG,MUG-L,,pending_approval,{detail}",
        f"4,CUP,CUP-1,,pending_approval,{detail}",
        "6,POT,POT-1,category,unknown_category,There is no category “none”.",
    ]


def test_an_import_of_which_something_waits_leads_to_a_report(shop: Gateway) -> None:
    made = begin(shop, "product,sku,title\nCUP,CUP-1,Better cup\n")
    run()
    assert get(shop, made)["rejected_count"] == 0
    link = shop.call(f"GET {product_imports.ROUTE}/{made.json['id']}/report")
    assert link.status == 302
