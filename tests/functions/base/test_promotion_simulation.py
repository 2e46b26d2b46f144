"""Simulations over HTTP: asked for, run by the queue, looked at, cancelled."""

from typing import Any

import pytest

from promenade.customer.order.store import DynamoOrderStore
from tests.support import functions, promoting
from tests.support.callers import ANALYST, MARKETER
from tests.support.clock import standing
from tests.support.cloud import dump, waiting
from tests.support.gateway import Gateway
from tests.support.orders import order, sale, stamp
from tests.support.priced_shop import body_of, fill, open_book, propose
from tests.support.replaying import DRAFT, ask, draft, run


@pytest.fixture(autouse=True)
def _time(gateway: Gateway) -> Any:
    with standing():
        yield


def record(number: str, sku: str = "MUG-S", **other: Any) -> None:
    """Two at 50.00, bought three days before the samples' time."""
    bought = "2026-01-02T12:00:00+08:00"
    line = {"line": 1, "sku": sku, "title": sku, "quantity": 2, "unit_price_minor": 5_000}
    amounts: dict[str, Any] = {"goods_minor": 10_000, "paid_minor": 10_000, "discount_minor": 0}
    amounts |= {"shipping_minor": 0, "lines": [line | {"paid_minor": 10_000}], "promotions": []}
    document = sale(number, placed_at=bought, paid_at=bought, **amounts | other)
    one = order(document)
    DynamoOrderStore().record(one, stamp(one))


def test_a_draft_is_asked_about_and_answered(gateway: Gateway) -> None:
    fill(gateway)
    record("A-1")
    record("A-2", currency="EUR")
    record("A-3", is_test=True)
    asked = ask(gateway, draft(gateway))
    location = asked.headers["location"]
    assert (asked.status, asked.json["state"]) == (202, "QUEUED")
    assert location == f"/promotions/{asked.json['promotion_id']}/simulations/{asked.json['id']}"
    assert (asked.json["from"], asked.json["to"]) == ("2025-12-29", "2026-01-04")
    assert len(run()) == 2
    done = gateway.call(f"GET {location}", caller=ANALYST).json
    estimate = done["estimate"]
    assert (done["state"], done["requested_by"]) == ("DONE", MARKETER.name)
    assert done["progress"] == {
        "orders_done": 3,
        "order_count": 3,
        "days_done": 7,
        "day_count": 7,
    }
    assert estimate["left_out"] == [
        {"reason": "other_currency", "orders": 1},
        {"reason": "test", "orders": 1},
    ]
    assert (estimate["orders_hit"], estimate["units_hit"]) == (1, 2)
    assert (estimate["cost_minor"], estimate["average_off_bp"]) == (1_000, 1_000)
    assert estimate["bands"][2] == {"from_bp": 1_000, "to_bp": 1_500, "orders": 1}
    assert estimate["margin"] is None
    assert done["ranking"]["skus"] == [
        {"sku": "MUG-S", "units": 2, "saving_minor": 1_000, "cost_minor": 1_000, "is_costed": False}
    ]
    assert waiting("promotion-replay-dead") == 0


def test_margins_are_told_where_a_price_book_says_what_a_sku_costs(gateway: Gateway) -> None:
    fill(gateway)
    book = open_book(gateway)
    assert propose(gateway, body_of(book, 5_000, cost_minor=3_000)).status == 201
    record("A-1")
    location = ask(gateway, draft(gateway)).headers["location"]
    run()
    margin = gateway.call(f"GET {location}").json["estimate"]["margin"]
    assert margin == {
        "goods_without_minor": 10_000,
        "goods_with_minor": 9_000,
        "goods_cost_minor": 6_000,
        "margin_without_minor": 4_000,
        "margin_with_minor": 3_000,
    }


def test_what_is_in_force_is_on_both_sides(gateway: Gateway) -> None:
    fill(gateway)
    record("A-1")
    other = draft(gateway, name="Half off", effects=[half_off()])
    promoting.publish(gateway, other)
    location = ask(gateway, draft(gateway)).headers["location"]
    run()
    estimate = gateway.call(f"GET {location}").json["estimate"]
    figures = [estimate[f"discount_{name}_minor"] for name in ("without", "with")]
    assert (figures, estimate["cost_minor"]) == ([5_000, 5_500], 500)


def half_off() -> dict[str, Any]:
    return {"kind": "order_off", "off": {"kind": "percent", "off_bp": 5_000}}


def test_asking_again_with_the_same_key_asks_once(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    first = ask(gateway, promotion_id, key="simulate-once")
    run()
    before = dump()
    again = ask(gateway, promotion_id, key="simulate-once")
    assert (again.status, again.json) == (202, first.json)
    other = ask(gateway, promotion_id, key="simulate-once", days=8)
    assert (other.status, other.json["code"]) == (409, "conflict")
    assert dump() == before


def test_messages_that_come_again_change_nothing(gateway: Gateway) -> None:
    fill(gateway)
    record("A-1")
    ask(gateway, draft(gateway))
    messages = run()
    before = dump()
    functions.invoke("promotion_replay", {"Records": messages[::-1] + messages})
    assert dump() == before


def test_it_is_cancelled_and_what_still_comes_changes_nothing(gateway: Gateway) -> None:
    location = ask(gateway, draft(gateway)).headers["location"]
    cancelled = gateway.call(f"POST {location}/cancel", caller=MARKETER)
    assert (cancelled.status, cancelled.json["state"]) == (200, "CANCELLED")
    before = dump()
    run()
    assert gateway.call(f"POST {location}/cancel", caller=MARKETER).json == cancelled.json
    assert dump() == before


def test_those_of_a_promotion_are_listed_and_a_cursor_goes_on(gateway: Gateway) -> None:
    promotion_id = draft(gateway)
    ids = {ask(gateway, promotion_id).json["id"] for _ in range(3)}
    route = f"GET /promotions/{promotion_id}/simulations"
    first = gateway.call(route, query={"limit": 2})
    rest = gateway.call(route, query={"limit": 2, "cursor": first.json["next"]})
    assert {each["id"] for each in first.json["items"] + rest.json["items"]} == ids
    assert rest.json["next"] is None
    assert gateway.call("GET /promotions/other/simulations").status == 404


def test_what_is_taken_for_granted_is_told_in_the_language_asked_for(gateway: Gateway) -> None:
    location = ask(gateway, draft(gateway)).headers["location"]
    told = gateway.call(f"GET {location}", headers={"accept-language": "zh"}).json["assumptions"]
    assert told[0] == {
        "pointer": "",
        "code": "same_orders",
        "detail": "假定订单不变：没有人因此多买、少买或改买。",
    }
    english = gateway.call(f"GET {location}").json["assumptions"]
    assert [each["code"] for each in english] == [each["code"] for each in told]


def test_who_approves_is_told_the_newest_that_is_done_of_the_latest_terms(
    gateway: Gateway,
) -> None:
    promotion_id = draft(gateway)
    validation = f"GET /promotions/{promotion_id}/validation"
    first = ask(gateway, promotion_id).json["id"]
    assert gateway.call(validation).json["simulation_id"] is None
    run()
    ask(gateway, promotion_id)
    found = gateway.call(validation).json
    assert (found["simulation_id"], found["exposure_minor"]) == (first, None)
    gateway.call(f"PUT /promotions/{promotion_id}", DRAFT, version=1, caller=MARKETER)
    assert gateway.call(validation).json["simulation_id"] is None


def test_one_that_nobody_asked_for_is_parked(stores: None) -> None:
    data = '{"id":"simulation_x","version":1,"promotion_id":"p","terms_version":1}'
    body = (
        '{"source":"promenade.promotion","detail-type":"SimulationRequested","detail":{'
        '"event_id":"e","schema":1,"occurred_at":"2026-01-05T09:30:00Z","correlation_id":"c",'
        f'"actor":"staff:x","data":{data}}}}}'
    )
    event = {"Records": [{"messageId": "m-1", "body": body}]}
    assert functions.invoke("promotion_replay", event) == {"batchItemFailures": []}
    assert waiting("promotion-replay-dead") == 1
