"""People on their way through campaigns, as staff see them."""

import pytest

from promenade.contracts.behaviour import Act
from promenade.outreach.journey.store.travellers import DynamoTravellerStore
from tests.support.callers import ANALYST, MARKETER, SHOPPER
from tests.support.campaigns import ID, Desk
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.journeys import Shop, did, terms

TRAVELLERS = "GET /campaigns/campaign_1/travellers"
JOURNEYS = "GET /customers/ada/journeys"


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    """Where ada and bob have put something into their carts, and ada pays."""
    met = Shop(DynamoTravellerStore(), terms())
    met.happens(did(Act.CART))
    met.later(minutes=1)
    met.happens(did(Act.CART, met.now, "bob"), did(Act.PAY, met.now, "ada"))
    return gateway


def test_a_campaigns_people_are_counted_by_step(shop: Gateway) -> None:
    found = shop.call(TRAVELLERS, caller=MARKETER).json
    assert (found["started_count"], found["ended_count"]) == (2, 1)
    counts = {each["step"]: each["count"] for each in found["steps"] if each["count"]}
    assert counts == {"pays": 1}
    assert [each["customer"] for each in found["items"]] == ["bob", "ada"]


def test_people_are_listed_page_by_page(shop: Gateway) -> None:
    first = shop.call(TRAVELLERS, caller=ANALYST, query={"limit": 1}).json
    query = {"limit": 1, "cursor": first["next"]}
    second = shop.call(TRAVELLERS, caller=ANALYST, query=query).json
    items = [*first["items"], *second["items"]]
    assert [each["customer"] for each in items] == ["bob", "ada"]


def test_a_customers_ways_are_listed(shop: Gateway) -> None:
    (way,) = shop.call(JOURNEYS, caller=MARKETER).json["items"]
    assert (way["campaign"], way["entry"]) == ("campaign_1", "cart-1772366400000")
    assert (way["step"], way["reason"]) == (None, "")


def test_a_campaign_that_is_none_is_not_found(shop: Gateway) -> None:
    before = dump()
    for path in ("travellers", "decisions"):
        found = shop.call(f"GET /campaigns/none/{path}", caller=MARKETER)
        assert (found.status, found.json["code"]) == (404, "not_found")
    assert dump() == before


def test_nobody_is_on_the_way_of_a_draft(gateway: Gateway) -> None:
    Desk()
    found = gateway.call(f"GET /campaigns/{ID}/travellers", caller=MARKETER).json
    nobody = {"started_count": 0, "ended_count": 0, "steps": [], "items": [], "next": None}
    assert found == nobody


@pytest.mark.parametrize("route", [TRAVELLERS, JOURNEYS])
def test_shoppers_are_shown_nobodys(shop: Gateway, route: str) -> None:
    assert shop.call(route, caller=SHOPPER).status == 403
