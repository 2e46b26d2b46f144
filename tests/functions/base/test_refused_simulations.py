"""Simulations that are refused, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER, OWNER, STOREFRONT, SUPPORT
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.replaying import ask, draft, run


@pytest.fixture(autouse=True)
def _time(gateway: Gateway) -> Any:
    with standing():
        yield


def test_what_is_done_is_not_cancelled(gateway: Gateway) -> None:
    location = ask(gateway, draft(gateway)).headers["location"]
    run()
    before = dump()
    refused = gateway.call(f"POST {location}/cancel", caller=MARKETER)
    assert (refused.status, refused.json["code"]) == (409, "simulation_over")
    assert dump() == before


def test_five_run_at_once_and_another_one_waits(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    for _ in range(5):
        assert ask(gateway, promotion_id).status == 202
    before = dump()
    refused = ask(gateway, promotion_id, headers={"accept-language": "zh"})
    assert (refused.status, refused.json["code"]) == (429, "simulations_busy")
    assert refused.headers["retry-after"] == "60"
    assert dump() == before
    run()
    assert ask(gateway, promotion_id).status == 202


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"days": 0}, ("body", "/days", "out_of_range")),
        ({"days": 366}, ("body", "/days", "out_of_range")),
        ({"stores": []}, ("body", "/stores", "wrong_length")),
        ({"stores": ["a", "a"]}, ("body", "/stores", "repeated")),
        ({"zone": "Mars/Olympus"}, ("body", "/zone", "unknown_zone")),
        ({"currency": "EUR"}, ("body", "/currency", "other_currency")),
        ({"from": "2026-01-01"}, ("body", "/from", "unknown_field")),
    ],
)
def test_a_bad_request_is_told_where_and_stores_nothing(
    gateway: Gateway, wrong: dict[str, Any], fault: tuple[str, str, str]
) -> None:
    promotion_id = draft(gateway)
    before = dump()
    answer = ask(gateway, promotion_id, **wrong)
    assert (answer.status, dump()) == (400, before)
    assert [each[:2] for each in answer.pointers] == [fault[:2]]


def test_a_promotion_without_a_currency_asks_for_one(gateway: Gateway) -> None:
    promotion_id = draft(gateway, currency=None)
    assert ask(gateway, promotion_id).pointers == [("body", "/currency", "missing")]
    assert ask(gateway, promotion_id, currency="EUR").json["currency"] == "EUR"


def test_what_has_ended_is_not_simulated(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    gateway.call(f"POST /promotions/{promotion_id}/end", version=1, caller=OWNER)
    before = dump()
    refused = ask(gateway, promotion_id)
    assert (refused.status, refused.json["code"]) == (409, "status_forbids")
    assert ask(gateway, "promotion_x").status == 404
    assert dump() == before


def test_who_may_not_ask_may_not_and_others_may_look(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    location = ask(gateway, promotion_id).headers["location"]
    before = dump()
    for caller in (ANALYST, SUPPORT, STOREFRONT):
        assert ask(gateway, promotion_id, caller=caller).status == 403
        assert gateway.call(f"POST {location}/cancel", caller=caller).status == 403
    assert gateway.call(f"GET {location}", caller=ANALYST).status == 200
    assert gateway.call(f"GET {location}", caller=SUPPORT).status == 403
    other = gateway.call(f"GET /promotions/other/simulations/{location.rpartition('/')[2]}")
    assert other.status == 404
    assert dump() == before
