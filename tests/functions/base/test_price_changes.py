"""Changes of prices over HTTP, through approval, and what is refused on the way."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.kit import clock
from tests.support import priced_shop
from tests.support.callers import ANALYST, MARKETER, SHOPPER, SUPPORT
from tests.support.clock import SAMPLE_TIME
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.priced_shop import MovingClock, body_of, hour, open_book, propose, take


@pytest.fixture
def shop(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    monkeypatch.setattr(clock, "datetime", MovingClock)
    monkeypatch.setattr(MovingClock, "time", SAMPLE_TIME)
    priced_shop.fill(gateway)
    return gateway


def entries(shop: Gateway, sku: str = "MUG-S") -> list[tuple[int, str, str | None]]:
    found = shop.call(f"GET /prices/{sku}").json["entries"]
    return [(each["terms"]["sale_minor"], each["start"], each["end"]) for each in found]


def test_a_price_within_the_limit_is_set_and_read_again(shop: Gateway) -> None:
    made = propose(shop, body_of(open_book(shop), cost_minor=3_000, end=hour(5)))
    told = made.json
    assert (made.status, told["status"], told["needs"]) == (201, "active", [])
    assert (told["margin_minor"], told["margin_bp"]) == (1_500, 3_333)
    assert told["before"] == {"list_minor": 6_000, "sale_minor": 5_000}
    assert entries(shop) == [(4_500, "2026-01-05T09:30:00Z", "2026-01-05T14:30:00Z")]
    MovingClock.time += timedelta(hours=5)
    found = shop.call(f"GET {made.headers['location']}")
    assert (found.json["status"], found.headers["etag"]) == ("superseded", '"1"')


def test_dates_are_whole_days_of_the_books_time_zone_and_today_starts_now(shop: Gateway) -> None:
    book = open_book(shop, time_zone="Asia/Shanghai")
    made = propose(shop, body_of(book, start="2026-01-05", end="2026-01-05"))
    assert (made.status, made.json["status"]) == (201, "active")
    assert propose(shop, body_of(book, start="2026-01-06", end="2026-01-07")).status == 201
    assert entries(shop) == [
        (4_500, "2026-01-05T09:30:00Z", "2026-01-05T16:00:00Z"),
        (4_500, "2026-01-05T16:00:00Z", "2026-01-07T16:00:00Z"),
    ]
    before = dump()
    late = propose(shop, body_of(book, start="2026-01-04", end="2026-01-04"))
    assert [each["code"] for each in late.json["errors"]] == ["in_past"]
    assert dump() == before


@pytest.mark.parametrize(
    ("start", "end"), [(2, 4), (3, 3.5), (1, 5), (1, 3), (3, 5), (0, None), (2, None), (3, None)]
)
def test_an_overlap_is_refused_and_nothing_moves(
    shop: Gateway, start: float, end: float | None
) -> None:
    book = open_book(shop)
    propose(shop, body_of(book, start=hour(2), end=hour(4)))
    before = dump()
    ends = {} if end is None else {"end": hour(end)}
    refused = propose(shop, body_of(book, 4_400, start=hour(start)) | ends)
    assert (refused.status, refused.json["code"]) == (409, "price_overlap")
    assert dump() == before


def test_windows_that_touch_are_taken(shop: Gateway) -> None:
    book = open_book(shop)
    for start, end in ((2, 4), (4, 6), (0, 2)):
        assert propose(shop, body_of(book, start=hour(start), end=hour(end))).status == 201
    assert len(entries(shop)) == 3


@pytest.mark.parametrize(
    ("wrong", "pointers"),
    [
        ({"currency": "EUR"}, [("/currency", "other_currency")]),
        ({"book_id": "price_book_none"}, [("/book_id", "unknown_book")]),
        ({"start": hour(-1)}, [("/start", "in_past")]),
        ({"start": "9999-12-31T23:59:59Z"}, [("/start", "out_of_range")]),
        ({"start": hour(2), "end": hour(1)}, [("/end", "before_start")]),
        ({"start": hour(2), "end": hour(2)}, [("/end", "before_start")]),
        ({"end": hour(2), "supersede": True}, [("/end", "not_with_supersede")]),
        ({"terms": {"list_minor": 100, "sale_minor": 101}}, [("/terms/sale_minor", "above_list")]),
        (
            {"terms": {"list_minor": 100, "sale_minor": 99, "floor_minor": 100}},
            [("/terms/floor_minor", "above_sale")],
        ),
        (
            {"terms": {"list_minor": 100_000_000, "sale_minor": 0}},
            [("/terms/list_minor", "wrong_value"), ("/terms/sale_minor", "wrong_value")],
        ),
        (
            {"terms": {"list_minor": 1.5, "sale_minor": "1", "was": 1}},
            [
                ("/terms/list_minor", "wrong_value"),
                ("/terms/sale_minor", "wrong_value"),
                ("/terms/was", "unknown_field"),
            ],
        ),
    ],
)
def test_what_is_at_fault_is_told_and_nothing_is_stored(
    shop: Gateway, wrong: dict[str, Any], pointers: list[tuple[str, str]]
) -> None:
    book = open_book(shop)
    before = dump()
    refused = propose(shop, body_of(book) | wrong)
    assert refused.status == 400
    assert [(pointer, code) for _, pointer, code in refused.pointers] == pointers
    assert dump() == before


def test_a_price_is_not_below_the_catalogues_floor_nor_above_the_cap(shop: Gateway) -> None:
    book = open_book(shop)
    refused = propose(shop, body_of(book, 5_999, list_minor=9_000), sku="MUG-L")
    assert refused.pointers == [("body", "/terms/sale_minor", "below_floor")]
    most = propose(shop, body_of(book, 99_999_999, list_minor=99_999_999), sku="MUG-L")
    assert (most.status, most.json["status"]) == (201, "pending_approval")


def test_an_unknown_sku_is_not_found(shop: Gateway) -> None:
    refused = propose(shop, body_of(open_book(shop)), sku="NONE")
    assert (refused.status, refused.json["code"]) == (404, "not_found")


def test_the_same_key_again_answers_the_same_and_another_body_is_refused(shop: Gateway) -> None:
    body = body_of(open_book(shop))
    first = propose(shop, body, key="member-price-1")
    before = dump()
    assert propose(shop, body, key="member-price-1").json == first.json
    other = propose(shop, body | {"reason": "Other"}, key="member-price-1")
    assert (other.status, other.json["code"]) == (409, "conflict")
    assert dump() == before


def test_beyond_the_limit_another_person_agrees_and_nobody_oneself(shop: Gateway) -> None:
    made = propose(shop, body_of(open_book(shop), 3_499))
    assert (made.json["status"], made.json["needs"]) == ("pending_approval", ["beyond_limit"])
    before = dump()
    refused = take(shop, made, "approve", MARKETER)
    assert (refused.status, refused.json["code"]) == (403, "self_approval")
    assert (dump(), entries(shop)) == (before, [])
    waiting = shop.call("GET /price-changes").json["items"]
    assert [each["id"] for each in waiting] == [made.json["id"]]
    approved = take(shop, made, "approve")
    assert (approved.json["status"], approved.json["decided_by"]) == ("active", "staff:olga")
    assert [sale for sale, _, _ in entries(shop)] == [3_499]


def test_exactly_the_limit_needs_nobody_and_below_cost_somebody(shop: Gateway) -> None:
    book = open_book(shop)
    assert propose(shop, body_of(book, 3_500, end=hour(1))).json["status"] == "active"
    dear = propose(shop, body_of(book, 3_600, cost_minor=3_601, start=hour(1)))
    assert (dear.json["status"], dear.json["needs"]) == ("pending_approval", ["below_cost"])


def test_a_rejected_change_is_cancelled_and_decided_once(shop: Gateway) -> None:
    made = propose(shop, body_of(open_book(shop), 3_000))
    assert take(shop, made, "reject", MARKETER).json["code"] == "self_approval"
    rejected = take(shop, made, "reject")
    assert rejected.json["status"] == "cancelled"
    again = take(shop, rejected, "approve")
    assert (again.status, again.json["code"]) == (409, "status_forbids")


def test_a_stale_version_is_refused(shop: Gateway) -> None:
    made = propose(shop, body_of(open_book(shop), draft=True))
    take(shop, made, "submit", MARKETER)
    before = dump()
    for step in ("submit", "cancel", "approve", "reject"):
        refused = take(shop, made, step)
        assert (refused.status, refused.json["code"]) == (412, "stale"), step
    assert dump() == before


def test_who_may_only_read_changes_nothing(shop: Gateway) -> None:
    book = open_book(shop)
    before = dump()
    assert propose(shop, body_of(book), caller=ANALYST).status == 403
    assert shop.call("GET /prices/MUG-S", caller=ANALYST).status == 200
    for caller in (SHOPPER, SUPPORT):
        assert shop.call("GET /prices/MUG-S", caller=caller).status == 403
    assert dump() == before


def test_a_scheduled_change_supersedes_and_its_history_says_who_did_what(shop: Gateway) -> None:
    book = open_book(shop)
    propose(shop, body_of(book, 4_500))
    later = propose(shop, body_of(book, 4_200, start=hour(4), supersede=True))
    assert later.json["status"] == "scheduled"
    take(shop, later, "cancel", MARKETER)
    lines = shop.call("GET /prices/MUG-S/history").json["items"]
    told = [(each["version"], each["state"], each["terms"]["sale_minor"]) for each in lines]
    assert told == [(3, "cancelled", 4_200), (2, "approved", 4_200), (1, "approved", 4_500)]
    assert {each["by"] for each in lines} == {"staff:maria"}
    assert entries(shop) == [(4_500, "2026-01-05T09:30:00Z", None)]


def test_refusals_are_told_in_chinese(shop: Gateway) -> None:
    made = propose(shop, body_of(open_book(shop), 3_000))
    path = f"/prices/MUG-S/changes/{made.json['id']}/approve"
    spoken = {"accept-language": "zh"}
    refused = shop.call(f"POST {path}", version=1, caller=MARKETER, headers=spoken)
    assert refused.json["detail"] == "提出此变更的人不能自己审批。"
