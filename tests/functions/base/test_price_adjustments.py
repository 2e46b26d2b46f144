"""Adjustments of many prices over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from promenade.contracts.orders import OrderLine
from tests.support import functions, priced_shop
from tests.support.callers import ANALYST, MARKETER
from tests.support.cloud import dump
from tests.support.facts import batch, order, recorded
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring
from tests.support.priced_shop import open_book

FIVE_OFF = {"kind": "percent", "add_bp": -500}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    priced_shop.fill(gateway)
    return gateway


def body_of(book_id: str, *skus: str, **other: Any) -> dict[str, Any]:
    chosen = {"kind": "skus", "skus": list(skus)}
    body = {"book_id": book_id, "currency": "CNY", "by": FIVE_OFF, "reason": "Members"}
    return body | {"selection": chosen} | other


def told(answer: Answer) -> list[tuple[str, str, list[str]]]:
    return [
        (each["sku"], each["result"], [fault["code"] for fault in each["errors"]])
        for each in answer.json["rows"]
    ]


def test_skus_are_moved_each_by_itself_and_counted(shop: Gateway) -> None:
    asked = body_of(open_book(shop), "mug-s", "MUG-L", "NONE", "MUG-S", ending="90")
    made = shop.call("POST /price-adjustments", asked, caller=MARKETER)
    assert told(made) == [
        ("MUG-S", "scheduled", []),
        ("MUG-L", "scheduled", []),
        ("NONE", "rejected", ["unknown_sku"]),
    ]
    counts = {name: made.json[name] for name in made.json if name.endswith("_count")}
    assert counts == {
        "scheduled_count": 2,
        "pending_approval_count": 0,
        "unchanged_count": 0,
        "rejected_count": 1,
    }
    assert [row["after"]["sale_minor"] for row in made.json["rows"][:2]] == [4_790, 8_590]
    (entry,) = shop.call("GET /prices/MUG-S").json["entries"]
    assert entry["id"] == made.json["rows"][0]["change_id"]


def test_the_same_call_again_moves_nothing_twice(shop: Gateway) -> None:
    asked = body_of(open_book(shop), "MUG-S", "MUG-L")
    first = shop.call("POST /price-adjustments", asked, key="members-five")
    before = dump()
    again = shop.call("POST /price-adjustments", asked, key="members-five")
    assert again.json["rows"] == first.json["rows"]
    assert dump() == before


def test_a_key_that_was_used_for_another_adjustment_moves_nothing(shop: Gateway) -> None:
    book = open_book(shop)
    shop.call("POST /price-adjustments", body_of(book, "MUG-S"), key="members-five")
    before = dump()
    for other in (body_of(book, "MUG-S", reason="Other"), body_of(book, "MUG-L")):
        refused = shop.call("POST /price-adjustments", other, key="members-five")
        assert (refused.status, refused.json["code"]) == (409, "conflict")
    assert dump() == before


def test_a_category_is_moved_some_products_at_a_time(shop: Gateway) -> None:
    for number in range(7):
        sku = {"code": f"CUP-{number}", "currency": "CNY", "list_price_minor": 1_000}
        product = priced_shop.MUG | {"id": f"CUP-{number}", "skus": [sku]}
        bring(shop, product)
    book, cursor, seen = open_book(shop), None, []
    while True:
        chosen = {"kind": "category", "category": "mugs", "cursor": cursor}
        asked = body_of(book, by={"kind": "amount", "add_minor": -1}, selection=chosen)
        made = shop.call("POST /price-adjustments", asked)
        seen += [each["sku"] for each in made.json["rows"]]
        cursor = made.json["next"]
        if cursor is None:
            break
    assert sorted(seen) == sorted([f"CUP-{n}" for n in range(7)] + ["MUG-L", "MUG-S"])


def test_a_simulation_tells_margins_and_stores_nothing(shop: Gateway) -> None:
    book = open_book(shop)
    terms = {"list_minor": 6_000, "sale_minor": 5_000, "cost_minor": 4_000}
    change = {"book_id": book, "currency": "CNY", "terms": terms, "reason": "Cost"}
    shop.call("POST /prices/MUG-S/changes", change)
    before = dump()
    asked = body_of(book, "MUG-S", "MUG-L", by={"kind": "percent", "add_bp": -2_500})
    found = shop.call("POST /price-adjustments/simulations", asked, caller=ANALYST)
    small, large = found.json["rows"]
    assert (small["margin_minor"], small["margin_bp"], small["needs"]) == (
        -250,
        -667,
        ["below_cost"],
    )
    assert (large["result"], large["margin_minor"]) == ("scheduled", None)
    assert dump() == before


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        ({"currency": "EUR"}, "/currency", "other_currency"),
        ({"book_id": "none"}, "/book_id", "unknown_book"),
        ({"start": "2020-01-01T00:00:00Z"}, "/start", "in_past"),
        ({"currency": "JPY", "ending": "90"}, "/ending", "no_decimals"),
        ({"ending": "95"}, "/ending", "wrong_value"),
        (
            {"selection": {"kind": "category", "category": "none"}},
            "/selection/category",
            "unknown_category",
        ),
        ({"selection": {"kind": "skus", "skus": []}}, "/selection/skus", "wrong_value"),
        ({"selection": {"kind": "skus", "skus": ["S"] * 101}}, "/selection/skus", "wrong_value"),
    ],
)
def test_what_is_at_fault_moves_nothing(
    shop: Gateway, wrong: dict[str, Any], pointer: str, code: str
) -> None:
    asked = body_of(open_book(shop), "MUG-S") | wrong
    before = dump()
    refused = shop.call("POST /price-adjustments", asked)
    assert (refused.status, refused.pointers) == (400, [("body", pointer, code)])
    assert dump() == before


def test_what_refuses_rows_is_told_in_chinese(shop: Gateway) -> None:
    book = open_book(shop)
    terms = {"list_minor": 6_000, "sale_minor": 5_000}
    later = {"book_id": book, "currency": "CNY", "terms": terms, "reason": "Later"}
    shop.call("POST /prices/MUG-S/changes", later | {"start": "2099-01-01T00:00:00Z"})
    spoken = {"accept-language": "zh-CN"}
    asked = body_of(book, "NONE", "MUG-S")
    made = shop.call("POST /price-adjustments", asked, headers=spoken)
    unknown, met = [each["detail"] for row in made.json["rows"] for each in row["errors"]]
    assert unknown == "商品目录中没有此 SKU。"
    assert met.startswith("同一价目表中的价格 price_change_")
    assert met.endswith(" 自 2099-01-01T00:00:00.000000Z 起一直有效，与此期间重叠。")


def test_a_struck_through_price_above_the_baseline_rejects_its_row_alone(shop: Gateway) -> None:
    book = open_book(shop)
    terms = {"list_minor": 6_000, "sale_minor": 5_000, "market_minor": 6_000}
    body = {"book_id": book, "currency": "CNY", "terms": terms, "reason": "Opening"}
    assert shop.call("POST /prices/MUG-S/changes", body).json["status"] == "active"
    now = datetime.now(UTC)
    line = OrderLine(
        line=1, sku="MUG-S", title="Mug", quantity=1, unit_price_minor=5_000, paid_minor=5_000
    )
    sold = order("A-1", lines=(line,), paid_at=now - timedelta(days=2))
    functions.invoke("price_fold", batch(recorded(sold)))
    start = {"start": (now + timedelta(hours=1)).isoformat()}
    made = shop.call("POST /price-adjustments", body_of(book, "MUG-S", "MUG-L") | start)
    assert told(made) == [("MUG-S", "rejected", ["claim_false"]), ("MUG-L", "scheduled", [])]
