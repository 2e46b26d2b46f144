"""No answer exceeds what Lambda hands on, at the largest requests that the boundary lets in."""

import pytest

from promenade.kit.errors import MAX_ANSWER_BYTES
from tests.support.callers import MARKETER
from tests.support.gateway import Answer, Gateway

LONG = "线" * 120
WIDE = "😀"
HEAVY_SKU = {
    "currency": "CNY",
    "list_price_minor": 99_999_999,
    "sale_price_minor": 99_999_999,
    "floor_price_minor": 99_999_999,
}


def _options(wide: str) -> dict[str, str]:
    return {f"{place}{WIDE * 39}": wide * 40 for place in range(4)}


HEAVY_PRODUCT = {
    "id": "A" * 64,
    "title": WIDE * 200,
    "category": "c",
    "brand": WIDE * 80,
    "attributes": {f"{place:02d}{WIDE * 38}": WIDE * 60 for place in range(20)},
    "skus": [
        HEAVY_SKU | {"code": f"{number:02d}{'A' * 62}", "options": _options(chr(0x1F600 + number))}
        for number in range(40)
    ],
}


def size(answer: Answer) -> int:
    """As Lambda counts: the body is a text in JSON."""
    return len(answer.text.encode()) + sum(map(answer.text.count, '"\\'))


def simulate(gateway: Gateway, lines: int, qty: int, promotions: int, **other: str) -> Answer:
    line_id, language = other.get("line_id", ""), other.get("language", "en")
    line = {"sku": "x", "product": "x", "qty": qty, "list_minor": 9_999_999_999}
    off = {"kind": "order_off", "off": {"kind": "percent", "off_bp": 100}}
    body = {
        "cart": {
            "currency": "CNY",
            "at": "2026-01-05T09:30:00Z",
            "lines": [line | {"id": f"{line_id}{place}"} for place in range(lines)],
        },
        "promotions": [
            {"id": str(place), "name": LONG, "stage": "order", "effects": [off]}
            for place in range(promotions)
        ],
    }
    spoken = {"accept-language": language}
    return gateway.call("POST /quotes/simulations", body, headers=spoken, caller=MARKETER)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("qty", [10, 9_999])
def test_a_hundred_lines_under_two_hundred_promotions_are_told_whole(
    gateway: Gateway, language: str, qty: int
) -> None:
    answer = simulate(gateway, 100, qty, 200, language=language)
    assert sum(each["applied"] for each in answer.json["promotions"]) == 200
    assert 2_000_000 < size(answer) <= MAX_ANSWER_BYTES // 2


@pytest.mark.parametrize("qty", [1, 9_999])
def test_a_quote_that_no_answer_has_room_for_is_refused_with_what_to_do(
    gateway: Gateway, qty: int
) -> None:
    answer = simulate(gateway, 100, qty, 200, line_id=LONG)
    assert (answer.status, answer.json["code"]) == (422, "answer_too_large")
    assert (answer.json["bytes"] > 8_000_000, answer.json["max_bytes"]) == (True, 5_500_000)
    assert "Ask for less: fewer lines, units or rows" in answer.json["detail"]


def test_a_page_of_the_largest_products_is_told_whole(gateway: Gateway) -> None:
    gateway.call("POST /categories", {"id": "c", "name": "C"}, caller=MARKETER)
    made = gateway.call("POST /products", HEAVY_PRODUCT, caller=MARKETER)
    assert made.status == 201
    assert 50 * size(made) <= MAX_ANSWER_BYTES


def test_a_page_of_the_largest_promotions_ends_early_and_goes_on(gateway: Gateway) -> None:
    names = [f"{place:03d}{LONG}" for place in range(140)]
    selector = {"products": names}
    places = [f"{place:02d}" for place in range(24)]
    for place in places:
        body = {"name": place, "stage": "order", "scope": {"include": [selector]}}
        off = [{"kind": "order_off", "off": {"kind": "percent", "off_bp": 100}}]
        made = gateway.call("POST /promotions", body | {"effects": off}, caller=MARKETER)
        assert made.status == 201
    first = gateway.call("GET /promotions", query={"status": "draft", "limit": 100})
    asked = {"status": "draft", "limit": 100, "cursor": first.json["next"]}
    second = gateway.call("GET /promotions", query=asked)
    assert size(first) <= MAX_ANSWER_BYTES
    seen = [each["name"] for each in (*first.json["items"], *second.json["items"])]
    assert (sorted(seen), second.json["next"]) == (places, None)
    assert len(first.json["items"]) < len(places)


@pytest.mark.parametrize(
    ("route", "rows", "most_bytes"),
    [("/stock-imports", 500, 262_144), ("/product-imports", 1_000, 1_048_576)],
)
def test_a_report_of_an_import_tells_a_hundred_faults_and_counts_the_others(
    gateway: Gateway, route: str, rows: int, most_bytes: int
) -> None:
    fields = most_bytes // rows // 8
    row = ",".join(f'"{place:x}":0' for place in range(fields))
    body = ("{" + row + "}\n").encode() * rows
    assert most_bytes // 2 < len(body) <= most_bytes
    kind = {"content-type": "application/x-ndjson"}
    told = gateway.call(f"POST {route}", body, headers=kind, caller=MARKETER)
    assert (told.status, told.json["rejected_count"], size(told) < 200_000) == (200, rows, True)
    faults = [len(each["errors"]) for each in told.json["rows"]]
    missing = {"/stock-imports": 4, "/product-imports": 2}[route]
    assert (sum(faults), told.json["more_count"]) == (100, rows * (fields + missing) - 100)


def test_a_refusal_tells_a_hundred_faults_and_counts_the_others(gateway: Gateway) -> None:
    body = b'{"orders":[' + b",".join([b'{"a":0}'] * 100) + b"],"
    body += b",".join(b'"%x":0' % place for place in range(180_000)) + b"}"
    answer = gateway.call("POST /order-batches", body)
    assert (answer.status, answer.json["code"]) == (400, "invalid")
    assert (len(answer.json["errors"]), answer.json["more_count"]) == (100, 181_100)
    assert answer.json["detail"] == "The request has 181200 faults."
