"""Jobs that move many prices over HTTP."""

from typing import Any
from unittest.mock import patch

import pytest

from promenade.base.price.service import job_pages
from tests.support import functions, price_jobs, priced_shop
from tests.support.callers import ANALYST, MARKETER, OWNER
from tests.support.cloud import dump, waiting
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring
from tests.support.price_jobs import ask, ask_by_file, counts, get, run, sale_minor, take
from tests.support.priced_shop import open_book

CUPS = 3


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    """Two mugs at 50.00 and 90.00, three cups at 10.00, of which one has a floor of 9.50."""
    priced_shop.fill(gateway)
    for number in range(CUPS):
        sku = {"code": f"CUP-{number}", "currency": "CNY", "list_price_minor": 1_000}
        sku |= {} if number else {"floor_price_minor": 950}
        product = priced_shop.MUG | {"id": f"CUP-{number}", "skus": [sku]}
        bring(gateway, product)
    return gateway


@pytest.fixture(autouse=True)
def small_pages() -> Any:
    with patch.object(job_pages, "PAGE", 2), patch.object(job_pages, "_PRODUCTS", 1):
        yield


def test_a_rehearsal_tells_what_it_comes_to_and_moves_nothing(shop: Gateway) -> None:
    made = ask(shop, open_book(shop))
    assert (made.status, made.json["state"]) == (202, "rehearsing")
    assert made.headers["location"] == f"/price-adjustment-jobs/{made.json['id']}"
    run()
    found = get(shop, made)
    assert (found["state"], found["applied_page_count"]) == ("rehearsed", 0)
    assert counts(found["preview"]) == {"scheduled_count": 4, "rejected_count": 1}
    assert (found["preview"]["raised_minor"], found["preview"]["lowered_minor"]) == (0, 1_600)
    (refused,) = found["preview"]["refused"]
    told = (refused["sku"], [each["code"] for each in refused["errors"]])
    assert told == ("CUP-0", ["above_sale", "below_floor"])
    assert sale_minor(shop, "MUG-S") == []


def test_what_needs_nobody_else_is_applied_page_by_page_when_it_is_submitted(
    shop: Gateway,
) -> None:
    made = ask(shop, open_book(shop))
    run()
    assert take(shop, made, "submit", MARKETER).json["state"] == "applying"
    run()
    found = get(shop, made)
    assert (found["state"], found["applied_page_count"]) == ("done", found["page_count"])
    assert counts(found["outcome"]) == {"in_force_count": 4, "rejected_count": 1}
    assert found["outcome"]["refused"] == found["preview"]["refused"] != []
    assert [sale_minor(shop, sku) for sku in ("MUG-S", "MUG-L", "CUP-0", "CUP-2")] == [
        [4_500],
        [8_100],
        [],
        [900],
    ]


def test_beyond_the_limit_another_person_agrees_to_the_whole(shop: Gateway) -> None:
    made = ask(shop, open_book(shop), by={"kind": "percent", "add_bp": 4_000}, moves_list=True)
    run()
    assert counts(get(shop, made)["preview"]) == {
        "pending_approval_count": 5,
        "beyond_limit_count": 5,
    }
    assert take(shop, made, "submit", MARKETER).json["state"] == "pending_approval"
    before = dump()
    refused = take(shop, made, "approve", MARKETER)
    assert (refused.status, refused.json["code"]) == (403, "self_approval")
    assert dump() == before
    agreed = take(shop, made, "approve", OWNER)
    assert (agreed.json["state"], agreed.json["decided_by"]) == ("applying", "staff:olga")
    run()
    assert counts(get(shop, made)["outcome"])["in_force_count"] == 5
    assert sale_minor(shop, "MUG-S") == [7_000]
    changes = shop.call("GET /price-changes", query={"status": "active"}).json["items"]
    assert {(each["created_by"], each["decided_by"]) for each in changes} == {
        ("staff:maria", "staff:olga")
    }


def test_a_price_that_moved_since_the_rehearsal_is_left_as_it_is(shop: Gateway) -> None:
    book = open_book(shop)
    made = ask(shop, book)
    run()
    priced_shop.propose(shop, priced_shop.body_of(book, 4_800))
    take(shop, made, "submit", MARKETER)
    run()
    outcome = get(shop, made)["outcome"]
    assert counts(outcome) == {"in_force_count": 3, "rejected_count": 2}
    assert [(each["sku"], each["errors"][0]["code"]) for each in outcome["refused"]] == [
        ("CUP-0", "above_sale"),
        ("MUG-S", "moved_since"),
    ]
    assert sale_minor(shop, "MUG-S") == [4_800]


def test_a_file_moves_each_sku_by_its_own_amount(shop: Gateway) -> None:
    content = "sku,add_minor\nmug-s,-500\nMUG-L,250\nNONE,1\nCUP-1,0\n"
    made = ask_by_file(shop, open_book(shop), content, moves_list="true")
    assert (made.json["selection"], made.json["by"]) == ({"kind": "file", "row_count": 4}, None)
    run()
    take(shop, made, "submit", MARKETER)
    run()
    found = get(shop, made)
    assert counts(found["preview"]) == {
        "scheduled_count": 2,
        "unchanged_count": 1,
        "rejected_count": 1,
    }
    assert found["state"] == "done"
    assert counts(found["outcome"]) == {
        "in_force_count": 2,
        "unchanged_count": 1,
        "rejected_count": 1,
    }
    assert [sale_minor(shop, sku) for sku in ("MUG-S", "MUG-L")] == [[4_500], [9_250]]


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("sku,add_minor\nMUG-S,1\nmug-s,2\n", [("/3/sku", "repeated")]),
        ("sku,add_minor\nMUG-S,1.5\n", [("/2/add_minor", "wrong_value")]),
        ("sku\nMUG-S\n", [("", "missing_column")]),
    ],
)
def test_a_file_at_fault_asks_for_nothing(
    shop: Gateway, content: str, faults: list[tuple[str, str]]
) -> None:
    book = open_book(shop)
    before = dump()
    refused = ask_by_file(shop, book, content)
    assert refused.status == 400
    assert [each[1:] for each in refused.pointers] == faults
    assert dump() == before


@pytest.mark.parametrize(
    ("selection", "skus"),
    [
        ({"kind": "products", "products": ["mug", "CUP-2"]}, {"MUG-S", "MUG-L", "CUP-2"}),
        (
            {"kind": "category", "category": "mugs"},
            {"MUG-S", "MUG-L"} | {f"CUP-{n}" for n in range(CUPS)},
        ),
    ],
)
def test_products_and_categories_are_chosen(
    shop: Gateway, selection: dict[str, Any], skus: set[str]
) -> None:
    made = ask(
        shop,
        open_book(shop),
        selection=selection,
        by={"kind": "amount", "add_minor": 1},
        moves_list=True,
    )
    run()
    take(shop, made, "submit", MARKETER)
    run()
    changes = shop.call("GET /price-changes", query={"limit": 50}).json["items"]
    assert {each["sku"] for each in changes} == skus
    assert {each["source"] for each in changes} == {made.json["id"]}


def test_messages_that_come_again_change_nothing(shop: Gateway) -> None:
    made = ask(shop, open_book(shop))
    run()
    take(shop, made, "submit", MARKETER)
    messages = run()
    before = dump()
    functions.invoke("price_job_pages", {"Records": messages[::-1] + messages})
    assert dump() == before


def test_asking_again_with_the_same_key_asks_once(shop: Gateway) -> None:
    book = open_book(shop)
    first = ask(shop, book, key="spring-2026")
    run()
    before = dump()
    again = ask(shop, book, key="spring-2026")
    assert (again.status, again.json) == (202, first.json)
    other = ask(shop, book, key="spring-2026", reason="Other")
    assert (other.status, other.json["code"]) == (409, "conflict")
    assert dump() == before


def test_it_is_cancelled_between_pages_and_what_was_applied_stays(shop: Gateway) -> None:
    made = ask(shop, open_book(shop))
    run()
    take(shop, made, "submit", MARKETER)
    functions.invoke("price_job_pages", {"Records": price_jobs.due()[-1:]})
    stopped = shop.call(f"POST {price_jobs.ROUTE}/{made.json['id']}/cancel", caller=MARKETER)
    assert (stopped.status, stopped.json["state"]) == (200, "cancelled")
    before = dump()
    run()
    assert dump() == before
    done = get(shop, made)
    assert done["applied_page_count"] == 1
    assert counts(done["outcome"])["in_force_count"] >= 1


def test_one_that_failed_goes_on_where_it_was_when_it_is_told_to(shop: Gateway) -> None:
    shop.call("POST /categories", {"id": "none", "name": "None"}, caller=MARKETER)
    made = ask(shop, open_book(shop), selection={"kind": "category", "category": "none"})
    shop.call("DELETE /categories/none", version=1, caller=MARKETER)
    run()
    failed = get(shop, made)
    assert (failed["state"], failed["failure"], failed["version"]) == ("failed", "not_found", 2)
    assert waiting("price-job-dead") == 1
    shop.call("POST /categories", {"id": "none", "name": "None"})
    assert take(shop, made, "retry", MARKETER).json["state"] == "rehearsing"
    run()
    assert get(shop, made)["state"] == "rehearsed"


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        ({"currency": "EUR"}, "/currency", "other_currency"),
        ({"book_id": "none"}, "/book_id", "unknown_book"),
        ({"currency": "JPY", "ending": "90"}, "/ending", "no_decimals"),
        ({"selection": {"kind": "products", "products": []}}, "/selection/products", "wrong_value"),
        ({"selection": {"kind": "file", "row_count": 1}}, "/selection/kind", "unknown_tag"),
    ],
)
def test_what_is_at_fault_asks_for_nothing(
    shop: Gateway, wrong: dict[str, Any], pointer: str, code: str
) -> None:
    book = open_book(shop)
    before = dump()
    refused = ask(shop, **({"book_id": book} | wrong))
    assert (refused.status, refused.pointers) == (400, [("body", pointer, code)])
    assert dump() == before


@pytest.mark.parametrize("step", ["approve", "reject", "retry"])
def test_what_its_state_forbids_changes_nothing(shop: Gateway, step: str) -> None:
    made = ask(shop, open_book(shop))
    run()
    before = dump()
    refused = take(shop, made, step)
    assert (refused.status, refused.json["code"]) == (409, "status_forbids")
    assert dump() == before


def test_what_was_rejected_is_over(shop: Gateway) -> None:
    made = ask(shop, open_book(shop), by={"kind": "percent", "add_bp": 4_000}, moves_list=True)
    run()
    take(shop, made, "submit", MARKETER)
    done = take(shop, made, "reject", OWNER)
    assert (done.json["state"], done.json["decided_by"]) == ("cancelled", "staff:olga")
    before = dump()
    run()
    assert dump() == before


def test_a_version_that_is_over_decides_nothing(shop: Gateway) -> None:
    made = ask(shop, open_book(shop))
    run()
    before = dump()
    stale = shop.call(f"POST /price-adjustment-jobs/{made.json['id']}/submit", version=1)
    assert (stale.status, stale.json["code"]) == (412, "stale")
    assert dump() == before


def test_jobs_are_listed_the_newest_first_and_a_cursor_goes_on(shop: Gateway) -> None:
    book = open_book(shop)
    ids = [ask(shop, book).json["id"] for _ in range(3)]
    first = _list(shop, limit=2)
    rest = _list(shop, limit=2, cursor=first.json["next"])
    assert {each["id"] for each in first.json["items"] + rest.json["items"]} == {*ids}
    assert rest.json["next"] is None


def _list(shop: Gateway, **query: Any) -> Answer:
    return shop.call(f"GET {price_jobs.ROUTE}", query=query, caller=ANALYST)


def test_one_that_is_not_there_is_told_in_chinese(shop: Gateway) -> None:
    spoken = {"accept-language": "zh"}
    missing = shop.call(f"GET {price_jobs.ROUTE}/none", headers=spoken)
    assert (missing.status, missing.json["detail"]) == (404, "没有此任务。")
