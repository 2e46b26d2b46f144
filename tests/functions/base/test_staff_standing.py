"""What is on record of the staff counts at the very next call, though a token lives."""

import pytest

from promenade.contracts.access import ROLES
from tests.functions.base.test_staff import MARIA, ask, nils
from tests.support.callers import ANALYST, staff
from tests.support.gateway import Gateway

NEW = staff("nils")


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    """Maria owns it; nils was invited."""
    assert ask(gateway, "PUT /staff/me", {"name": "Maria"}).status == 200
    assert ask(gateway, "POST /staff", {"email": "nils@shop.example"}, by=MARIA).status == 201
    return gateway


def test_who_was_invited_takes_a_place_and_has_what_is_granted_until_it_ends(
    shop: Gateway,
) -> None:
    path = f"/staff/{nils(shop)}"
    given = ask(shop, f"POST {path}/grants", {"role": "analyst"})
    assert given.status == 201, given.text
    assert ask(shop, "GET /products", by=NEW).status == 403
    assert ask(shop, "PUT /staff/me", {"name": "Nils"}, by=NEW).json["state"] == "active"
    shown = ask(shop, f"GET {path}").json
    assert {each["permission"] for each in shown["permissions"]} == ROLES["analyst"]
    assert ask(shop, f"DELETE {path}/grants/{given.json['id']}").status == 204
    assert ask(shop, "GET /staff/me", by=NEW).json["permissions"] == []


def test_who_is_suspended_is_shown_so_and_comes_back(shop: Gateway) -> None:
    path = f"/staff/{nils(shop)}"
    ask(shop, "PUT /staff/me", {"name": "Nils"}, by=NEW)
    assert ask(shop, f"POST {path}/suspend").json["state"] == "suspended"
    assert ask(shop, f"POST {path}/reactivate").json["state"] == "active"
    assert ask(shop, f"DELETE {path}").status == 204
    gone = ask(shop, f"GET {path}").json
    assert (gone["state"], gone["email"], gone["name"]) == ("removed", None, None)


def test_a_token_that_lives_is_refused_at_the_very_next_call(shop: Gateway) -> None:
    path = f"/staff/{nils(shop)}"
    ask(shop, f"POST {path}/grants", {"role": "analyst"})
    ask(shop, "PUT /staff/me", {"name": "Nils"}, by=NEW)
    assert ask(shop, "GET /products", by=NEW).status == 200
    assert ask(shop, f"POST {path}/suspend").status == 200
    assert ask(shop, "GET /products", by=NEW).status == 403
    assert ask(shop, f"POST {path}/reactivate").status == 200
    assert ask(shop, "GET /products", by=NEW).status == 200


def test_who_has_not_come_is_written_to_again_and_who_has_is_not(shop: Gateway) -> None:
    path = f"/staff/{nils(shop)}"
    assert ask(shop, f"POST {path}/second-factor-resets").json["code"] == "member_invited"
    assert ask(shop, f"POST {path}/invitations").json["version"] == 2
    assert ask(shop, "PUT /staff/me", {"name": "Nils"}, by=NEW).json["state"] == "active"
    again = ask(shop, f"POST {path}/invitations")
    assert (again.status, again.json["code"]) == (409, "member_came")


def test_whose_second_factor_was_reset_has_what_they_had_and_nobody_resets_their_own(
    shop: Gateway,
) -> None:
    path = f"/staff/{nils(shop)}"
    ask(shop, f"POST {path}/grants", {"role": "analyst"})
    ask(shop, "PUT /staff/me", {"name": "Nils"}, by=NEW)
    before = ask(shop, "GET /staff/me", by=NEW).json
    reset = ask(shop, f"POST {path}/second-factor-resets")
    assert (reset.status, reset.json["state"]) == (200, "active")
    after = ask(shop, "GET /staff/me", by=NEW).json
    assert after == before | {"version": reset.json["version"]}
    own = ask(shop, "GET /staff/me").json["id"]
    refused = ask(shop, f"POST /staff/{own}/second-factor-resets")
    assert (refused.status, refused.json["code"]) == (403, "to_oneself")


def test_once_there_is_an_owner_groups_of_the_pool_count_no_longer(gateway: Gateway) -> None:
    assert ask(gateway, "GET /products", by=ANALYST).status == 200
    assert ask(gateway, "PUT /staff/me", {"name": "Maria"}).status == 200
    assert ask(gateway, "GET /products", by=ANALYST).status == 403


def test_a_grant_for_one_store_opens_no_route_that_knows_no_stores(shop: Gateway) -> None:
    ask(shop, "PUT /staff/me", {"name": "Nils"}, by=NEW)
    body = {"role": "analyst", "stores": ["paris"]}
    assert ask(shop, f"POST /staff/{nils(shop)}/grants", body).json["stores"] == ["paris"]
    assert ask(shop, "GET /promotions", by=NEW).status == 403
    assert ask(shop, "GET /products", by=NEW).json["items"] == []
