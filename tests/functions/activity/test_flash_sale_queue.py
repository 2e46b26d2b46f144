"""The queue of a flash sale over HTTP: joined, drawn, let in, and looked at by anybody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from promenade.activity.flash_sale.model.draws import Drawing, is_committed, positions_of
from tests.support import functions
from tests.support.callers import ANALYST, MARKETER, OWNER, SHOPPER, shopper
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.flash_shop import TERMS, FlashShop
from tests.support.gateway import Answer, Gateway

START = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=50)
WINDOW = {
    "start": START.isoformat(),
    "end": (START + timedelta(hours=2)).isoformat(),
    "fairness": "queue",
}
JOINED, DRAWN = START - timedelta(minutes=30), START - timedelta(minutes=2)


@pytest.fixture
def shop(gateway: Gateway) -> FlashShop:
    shop = FlashShop(gateway, **WINDOW)
    assert shop.schedule().status == 200
    return shop


def join(shop: FlashShop, buyer: str, at: datetime = JOINED) -> Any:
    with standing(at):
        answer = shop.gateway.call(f"POST /flash-sales/{shop.id}/spot", caller=shopper(buyer))
    assert answer.status == 200, answer.text
    return answer.json


def look(shop: FlashShop, buyer: str, ticket: str, at: datetime = START) -> Answer:
    with standing(at):
        path, query = f"GET /flash-sales/{shop.id}/spot", {"ticket": ticket}
        return shop.gateway.call(path, query=query, caller=shopper(buyer))


def token(shop: FlashShop, buyer: str, ticket: str, at: datetime = START) -> Answer:
    with standing(at):
        path, query = f"POST /flash-sales/{shop.id}/tokens", {"ticket": ticket}
        return shop.gateway.call(path, query=query, caller=shopper(buyer))


def draw(at: datetime) -> None:
    with standing(at):
        functions.invoke("flash_sale_draw", {"id": "minute"})


def refused(answer: Answer, status: int, code: str, before: Any) -> None:
    assert (answer.status, answer.json["code"]) == (status, code), answer.text
    assert dump() == before


def test_those_who_are_drawn_first_are_let_in_and_order(shop: FlashShop) -> None:
    tickets = {buyer: join(shop, buyer)["ticket"] for buyer in ("ada", "bob", "cyd", "dan")}
    draw(DRAWN)
    spots = {buyer: look(shop, buyer, ticket).json for buyer, ticket in tickets.items()}
    order = sorted(spots, key=lambda buyer: spots[buyer]["position"])
    states = [spots[buyer]["state"] for buyer in order]
    assert states == ["let_in", "let_in", "let_in", "queued"]
    assert [spots[buyer]["ahead_count"] for buyer in order] == [0, 0, 0, 0]
    before = dump()
    late = token(shop, order[3], spots[order[3]]["ticket"])
    refused(late, 409, "not_your_turn", before)
    assert (late.json["position"], late.json["let_in_count"]) == (4, 3)
    given = token(shop, order[0], tickets[order[0]])
    with standing(START):
        assert shop.claim(order[0], given.json["token"]).status == 200


def test_anybody_can_repeat_the_draw(shop: FlashShop) -> None:
    mine = join(shop, "ada")
    for buyer in ("bob", "cyd"):
        join(shop, buyer)
    path = f"GET /flash-sales/{shop.id}/draws"
    commitment = shop.gateway.call(path, caller=SHOPPER).json["commitment"]
    draw(DRAWN)
    told = shop.gateway.call(path, caller=SHOPPER).json
    (first,) = told["draws"]
    assert told["commitment"] == commitment
    assert is_committed(first["seed"], 0, commitment)
    listed = shop.gateway.call(f"GET /flash-sales/{shop.id}/positions", caller=ANALYST).json
    positions = {each["mark"]: each["position"] for each in listed["items"]}
    assert (first["count"], listed["next"]) == (3, None)
    assert positions_of(positions, Drawing(first["seed"], 0)) == positions
    spot = look(shop, "ada", mine["ticket"]).json
    assert positions[mine["mark"]] == spot["position"]
    functions.invoke("flash_sale_proof", {})


def test_a_queue_refuses_what_is_not_its_own(shop: FlashShop) -> None:
    ticket, before = join(shop, "ada")["ticket"], dump()
    refused(look(shop, "bob", ticket), 404, "ticket_invalid", before)
    refused(token(shop, "ada", ""), 404, "ticket_invalid", before)
    refused(look(shop, "ada", "9" * 100), 404, "ticket_invalid", before)
    refused(look(shop, "ada", "9" * 101), 400, "invalid", before)
    path = f"POST /flash-sales/{shop.id}/spot"
    with standing(START - timedelta(minutes=61)):
        refused(shop.gateway.call(path, caller=SHOPPER), 409, "queue_not_open", before)
    refused(shop.gateway.call(path, caller=MARKETER), 403, "forbidden", before)
    path = f"GET /flash-sales/{shop.id}/positions"
    refused(shop.gateway.call(path, caller=ANALYST), 404, "not_found", before)


def test_a_sale_without_a_queue_says_so(gateway: Gateway) -> None:
    shop = FlashShop(gateway)
    shop.schedule()
    before = dump()
    for path in (f"POST /flash-sales/{shop.id}/spot", f"GET /flash-sales/{shop.id}/draws"):
        refused(gateway.call(path, caller=SHOPPER), 409, "no_queue", before)


def test_a_queue_of_a_whole_day_is_refused_as_it_is_written(gateway: Gateway) -> None:
    before = dump()
    answer = gateway.call("POST /flash-sales", TERMS | {"fairness": "queue"}, caller=MARKETER)
    assert [each["code"] for each in answer.json["errors"]] == ["too_long"]
    refused(answer, 400, "invalid", before)


def test_a_sale_with_a_queue_is_not_extended_beyond_three_hours(shop: FlashShop) -> None:
    before = dump()
    later = {"end": (START + timedelta(hours=4)).isoformat()}
    refused(shop.step("extend", later), 409, "end_too_late", before)
    shown = shop.gateway.call(f"GET /flash-sales/{shop.id}/plan", caller=OWNER).json
    assert (shown["fairness"], len(shown["commitment"])) == ("queue", 64)
