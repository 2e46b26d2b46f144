"""A seed that broke off anywhere is whole after the next one."""

from datetime import UTC, datetime

import pytest

from infra.local import demo_people, seed_people
from infra.local.callers import STAFF, staff_email
from infra.local.demo_sales import demo_sale
from infra.local.demo_shop import demo_shop
from infra.local.seed_promotions import seed_promotions
from infra.local.seed_sales import running_sale, seed_offer, seed_sale
from infra.local.seed_segments import SEGMENTS, seed_segments
from infra.local.seed_staff import seed_staff
from promenade.contracts.access import ROLES
from tests.support.callers import MARKETER, OWNER, shopper
from tests.support.cloud import dump
from tests.support.demonstration import Broken, caller_of, shop
from tests.support.gateway import Gateway
from tests.support.on_sale import bring
from tests.support.staff_pool import subject_of

PLACES = "5 members of the staff in their places"


def places(gateway: Gateway) -> dict[str, tuple[str, int]]:
    """The state of each, and how many permissions they have."""
    found = {}
    for name in STAFF:
        own = gateway.call("GET /staff/me", caller=caller_of(staff_email(name))).json
        found[name] = (own["state"], len(own["permissions"]))
    return found


ACTIVE = {name: ("active", len(ROLES[role])) for name, role in STAFF.items()}


@pytest.mark.parametrize("most", [2, 3, 4, 5, 6, 8, 14])
def test_all_staff_are_in_their_places_after_the_next_run(gateway: Gateway, most: int) -> None:
    with pytest.raises(Broken):
        seed_staff(shop(gateway, most))
    assert seed_staff(shop(gateway, 100)) == PLACES
    assert places(gateway) == ACTIVE
    assert seed_staff(shop(gateway, 2)) == PLACES


def test_who_was_suspended_or_removed_since_works_again(gateway: Gateway) -> None:
    seed_staff(shop(gateway, 100))
    for name, act in (("marketer", "POST {}/suspend"), ("analyst", "DELETE {}")):
        id_ = gateway.call("GET /staff/me", caller=caller_of(staff_email(name))).json["id"]
        answer = gateway.call(act.format(f"/staff/{id_}"), caller=caller_of(staff_email("owner")))
        assert answer.status < 300
    another = shop(gateway, 100, subject=lambda email: f"{subject_of(email)}-again")
    assert seed_staff(another) == PLACES
    assert places(gateway) == ACTIVE


@pytest.mark.parametrize("most", [6, 7, 8, 9, 23])
def test_promotions_are_all_in_force_after_the_next_run(gateway: Gateway, most: int) -> None:
    with pytest.raises(Broken):
        seed_promotions(shop(gateway, most))
    told = seed_promotions(shop(gateway, 1_000))
    listed = gateway.call("GET /promotions", query={"status": "active", "limit": 100}).json["items"]
    assert told == "11 promotions in force"
    assert len({each["name"] for each in listed}) == len(listed) == 11


def stock_the_shop(gateway: Gateway) -> None:
    """With what is on sale."""
    goods = demo_shop()
    sku = demo_sale(goods, datetime.now(UTC))["sku"]
    for category in goods.categories:
        gateway.call("POST /categories", category, caller=MARKETER)
    for product in goods.products:
        if any(each["code"] == sku for each in product["skus"]):
            bring(gateway, product)
    body = {"kind": "receive", "count": goods.stock[sku], "reason": "Because"}
    assert gateway.call(f"POST /stock/{sku}/movements", body, caller=MARKETER).status == 201


@pytest.mark.parametrize("most", [2, 4, 5])
def test_a_flash_sale_runs_after_the_next_run(gateway: Gateway, most: int) -> None:
    stock_the_shop(gateway)
    with pytest.raises(Broken):
        seed_sale(shop(gateway, most))
    told = seed_sale(shop(gateway, 100))
    found = running_sale(shop(gateway, 100))
    assert told == f"60 units in a flash sale at /shop/flash-sales/{found['id']}"
    assert seed_sale(shop(gateway, 1)) == told


@pytest.mark.parametrize("most", [3, 8, 11, 13])
def test_an_offer_is_granted_after_the_next_run(gateway: Gateway, most: int) -> None:
    with pytest.raises(Broken):
        seed_offer(shop(gateway, most))
    assert seed_offer(shop(gateway, 100)) == "a targeted offer that wen was granted"
    mine = gateway.call("GET /wallet/offers", caller=shopper("wen")).json["items"]
    assert [each["is_over"] for each in mine] == [False]


@pytest.mark.parametrize("most", [1, 3])
def test_each_segment_is_there_once_after_the_next_run(gateway: Gateway, most: int) -> None:
    with pytest.raises(Broken):
        seed_segments(shop(gateway, most))
    assert [seed_segments(shop(gateway, 100)) for _ in range(2)] == ["3 segments of customers"] * 2
    listed = gateway.call("GET /segments", caller=MARKETER).json["items"]
    assert sorted(each["name"] for each in listed) == sorted(SEGMENTS)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve customers, and files of five rows."""
    for module in (demo_people, seed_people):
        monkeypatch.setattr(module, "LAST_CUSTOMER", 11)
    monkeypatch.setattr(seed_people, "_ROWS", 5)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("most", [1, 3])
def test_all_customers_and_what_they_said_are_there_after_the_next_run(
    gateway: Gateway, most: int
) -> None:
    for step in (seed_people.seed_people, seed_people.seed_consents):
        with pytest.raises(Broken):
            step(shop(gateway, most))
        told = step(shop(gateway, 100))
        stored = dump()
        assert step(shop(gateway, 1)) == told
        assert dump() == stored
    known = gateway.call("GET /profiles/customer-0000", caller=OWNER).json
    assert (known["version"], known["channels"]) == (1, ["email", "phone"])
    said = gateway.call("GET /customers/customer-0000/consents", caller=OWNER).json
    assert {each["state"] for each in said["consents"]} > {"never_asked"}
