"""Every route × every kind of caller, by contracts/access.py; a refusal moves nothing."""

from contextlib import nullcontext

import pytest

from infra.local import samples
from promenade.contracts.access import ACCESS, SCOPES
from promenade.kit.http.auth import Public, Signed
from promenade.kit.http.routes import Route
from tests.support import functions, play
from tests.support.callers import KNOWN, STOREFRONT, UNKNOWN, Caller, client, renewed
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.play import caller as caller_of
from tests.support.play import prepare, send

SAMPLES = dict(samples.http_samples())
ROUTES = {
    name: route
    for function, route in functions.routes()
    if (name := functions.sample_name(function, "http", route.view.__name__)) in SAMPLES
}
OWNED = {
    "customer/http/order_api.find_order",
    "customer/http/order_api.get_order",
    "customer/http/order_submission_api.follow_submission",
}
"""What belongs to the client that sent it. Whatever else clients may read is everybody's."""

BUYERS = {
    "activity/http/flash_sale_queue.get_flash_sale_spot",
    "customer/http/order_desk_api.get_quote",
    "customer/http/order_handling_api.get_handling",
    "customer/http/order_handling_api.get_invoice",
    "customer/http/order_request_api.get_requests",
    "customer/http/order_shopper_api.get_own_order",
}
"""What belongs to who bought it; the sample's is a shopper's."""

TIMELY = {
    "outreach/http/campaign_reviews.approve_campaign",
    "outreach/http/channel_receipts.confirm_receipts",
}
"""What can be done only before a time that has passed."""

STRANGER = client("other-storefront", *SCOPES)
READABLE = [
    name
    for name, route in ROUTES.items()
    if route.method == "GET" and "{" in route.path and route.allow in SCOPES
]


def may(caller: Caller | None, route: Route) -> bool:
    if isinstance(route.allow, Public | Signed):  # its sample is signed
        return True
    if caller is None or caller not in KNOWN.values():
        return False
    kind = caller.kind
    assert kind in {"staff", "client", "shopper"}
    return route.allow in ACCESS.permissions(kind, caller.claims)  # type: ignore[arg-type]


def ask(name: str, caller: Caller | None, gateway: Gateway) -> Answer:
    """A signature is as old as the sample."""
    if isinstance(ROUTES[name].allow, Signed):
        with standing():
            return send(SAMPLES[name], gateway, caller)
    return send(SAMPLES[name], gateway, caller)


@pytest.mark.parametrize("name", ROUTES)
def test_those_who_may_not_are_refused_and_nothing_moves(name: str, gateway: Gateway) -> None:
    set_up(name, gateway)
    before = dump()
    expected = {who: 401 for who, caller in UNKNOWN.items() if not may(caller, ROUTES[name])}
    expected |= {who: 403 for who, caller in KNOWN.items() if not may(caller, ROUTES[name])}
    everybody = KNOWN | UNKNOWN
    assert {who: ask(name, everybody[who], gateway).status for who in expected} == expected
    assert dump() == before


@pytest.mark.parametrize("name", ROUTES)
def test_those_who_may_are_not_refused(name: str, gateway: Gateway) -> None:
    set_up(name, gateway)
    with standing() if name in TIMELY else nullcontext():
        refused = {
            who: status
            for who, caller in (KNOWN | UNKNOWN).items()
            if may(caller, ROUTES[name])
            and (status := ask(name, caller, gateway).status) in (401, 403, 500)
        }
    assert refused == {}


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.second_factor])
def test_who_signed_in_too_long_ago_is_told_to_do_so_again_and_nothing_moves(
    name: str, gateway: Gateway
) -> None:
    set_up(name, gateway)
    before = dump()
    caller = play.caller(SAMPLES[name].caller)
    assert caller is not None
    refused = ask(name, renewed(caller), gateway)
    assert (refused.status, refused.json["code"]) == (401, "second_factor_needed")
    assert refused.json["max_age_s"] == 900
    assert refused.headers["www-authenticate"].endswith('max_age="900"')
    assert dump() == before


@pytest.mark.parametrize("name", ROUTES)
def test_somebody_may_call_it(name: str) -> None:
    assert any(may(caller, ROUTES[name]) for caller in KNOWN.values())


@pytest.mark.parametrize("name", READABLE)
def test_of_two_clients_each_sees_its_own_and_what_is_everybodys(
    name: str, gateway: Gateway
) -> None:
    set_up(name, gateway)
    owner, stranger = (ask(name, caller, gateway).status for caller in (STOREFRONT, STRANGER))
    expected = (404, 404) if name in BUYERS else (200, 404 if name in OWNED else 200)
    assert (owner, stranger) == expected


def set_up(name: str, gateway: Gateway) -> None:
    with standing():
        prepare(SAMPLES[name].given, gateway)
    if name.startswith("base/http/staff_"):
        enlist(gateway, caller_of("owner@promenade.localhost"))


def enlist(gateway: Gateway, first: Caller | None) -> None:
    """Everybody of a group has on record what the group gives while there is no owner."""
    assert gateway.call("PUT /staff/me", {"name": "Paula"}, caller=first).status == 200
    for each in KNOWN.values():
        for role in each.claims.get("cognito:groups", ()):
            email = {"email": f"{each.subject}@shop.example"}
            member = gateway.call("POST /staff", email, caller=first).json["id"]
            gateway.call("PUT /staff/me", {"name": each.subject}, caller=each)
            given = gateway.call(f"POST /staff/{member}/grants", {"role": role}, caller=first)
            assert given.status == 201
