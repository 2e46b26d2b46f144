"""The staff over HTTP: the first owner, invitations, grants and roles."""

import pytest

from promenade.contracts.access import ROLES
from tests.support.callers import ANALYST, Caller, staff
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway

MARIA = staff("maria", "owner")
"""The pool has a verified address of hers."""


def ask(gateway: Gateway, route: str, body: object = None, *, by: Caller = MARIA) -> Answer:
    return gateway.call(route, body, caller=by)


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    """Maria owns it; nils was invited."""
    assert ask(gateway, "PUT /staff/me", {"name": "Maria"}).status == 200
    assert ask(gateway, "POST /staff", {"email": "nils@shop.example"}).status == 201
    return gateway


def nils(gateway: Gateway) -> str:
    found = ask(gateway, "GET /staff").json["items"]
    return str(next(each["id"] for each in found if each["email"] == "nils@shop.example"))


def test_the_first_owner_sees_what_she_may_do_and_why(shop: Gateway) -> None:
    shown = ask(shop, "GET /staff/me").json
    (grant,) = shown["grants"]
    assert (shown["state"], shown["name"], shown["email"]) == (
        "active",
        "Maria",
        "maria@shop.example",
    )
    assert shown["permissions"] == [
        {"permission": each, "grants": [grant["id"]]} for each in sorted(ROLES["owner"])
    ]


def test_the_staff_are_told_by_the_name_that_the_audit_trail_has_of_them(shop: Gateway) -> None:
    listed = {each["actor"] for each in ask(shop, "GET /staff").json["items"]}
    assert listed == {"staff:maria", "staff:nils"}
    assert ask(shop, "GET /staff/me").json["actor"] == "staff:maria"
    assert ask(shop, f"GET /staff/{nils(shop)}").json["actor"] == "staff:nils"


def test_the_last_owner_stays(shop: Gateway) -> None:
    own = ask(shop, "GET /staff/me").json
    before = dump()
    refused = [
        ask(shop, f"POST /staff/{own['id']}/suspend"),
        ask(shop, f"DELETE /staff/{own['id']}/grants/{own['grants'][0]['id']}"),
    ]
    assert [(each.status, each.json["code"]) for each in refused] == [(409, "last_owner")] * 2
    assert dump() == before


def test_nobody_gives_to_themselves_and_no_unknown_role(shop: Gateway) -> None:
    own = ask(shop, "GET /staff/me").json["id"]
    refused = ask(shop, f"POST /staff/{own}/grants", {"role": "analyst"})
    assert (refused.status, refused.json["code"]) == (403, "to_oneself")
    unknown = ask(shop, f"POST /staff/{nils(shop)}/grants", {"role": "pirate"})
    assert [each["code"] for each in unknown.json["errors"]] == ["unknown_role"]


def test_a_role_is_made_given_changed_and_removed(shop: Gateway) -> None:
    made = ask(shop, "POST /roles", {"id": "till", "name": "Till", "permissions": ["stock:read"]})
    assert (made.status, made.json["version"]) == (201, 1)
    body = {"name": "Till", "permissions": ["stock:read", "price:read"]}
    edited = shop.call("PUT /roles/till", body, caller=MARIA, version=1)
    assert edited.json["permissions"] == ["price:read", "stock:read"]
    listed = ask(shop, "GET /roles").json
    assert [each["id"] for each in listed["items"]] == ["till"]
    assert [each["id"] for each in listed["built_in"]] == [*ROLES]
    assert shop.call("DELETE /roles/till", caller=MARIA, version=2).status == 204
    assert ask(shop, "GET /roles/till").status == 404
    assert ask(shop, "GET /roles/owner").json["is_built_in"] is True


def test_a_role_that_somebody_has_is_narrowed_for_all_at_once_and_removed_once_nobody_has_it(
    shop: Gateway,
) -> None:
    held = ["stock:read", "price:read"]
    ask(shop, "POST /roles", {"id": "till", "name": "Till", "permissions": held})
    given = ask(shop, f"POST /staff/{nils(shop)}/grants", {"role": "till"})
    assert ask(shop, "PUT /staff/me", {"name": "Nils"}, by=staff("nils")).status == 200
    before = dump()
    refused = shop.call("DELETE /roles/till", caller=MARIA, version=1)
    assert (refused.status, refused.json["detail"]) == (
        409,
        "1 member of the staff has this role: end their grants, or change what it has.",
    )
    assert dump() == before
    narrowed = {"name": "Till", "permissions": ["stock:read"]}
    assert shop.call("PUT /roles/till", narrowed, caller=MARIA, version=1).status == 200
    told = ask(shop, f"GET /staff/{nils(shop)}").json["permissions"]
    assert [each["permission"] for each in told] == ["stock:read"]
    grant = f"DELETE /staff/{nils(shop)}/grants/{given.json['id']}"
    assert ask(shop, grant).status == 204
    assert shop.call("DELETE /roles/till", caller=MARIA, version=2).status == 204


def test_who_opens_names_and_addresses_is_on_record(shop: Gateway) -> None:
    before = len(dump()["messages"])
    assert before
    assert ask(shop, "GET /staff").json["items"][1]["name"] == "Maria"


def test_who_may_not_read_the_staff_is_refused(gateway: Gateway) -> None:
    assert ask(gateway, "GET /staff", by=ANALYST).status == 403
