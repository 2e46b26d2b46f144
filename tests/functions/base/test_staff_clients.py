"""API clients over HTTP: registered, given a key, counted, suspended and removed."""

from datetime import timedelta
from typing import Any

import pytest

from infra.local import samples
from promenade.contracts.access import SCOPES
from promenade.kit.api_clients import LEASE_S, read_secret
from tests.functions.base.test_staff import MARIA, ask
from tests.support.api_clients import by_key
from tests.support.callers import ANALYST, Caller, client
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway

BODY = {"name": "Till 收银", "permissions": ["stock:read", "order:read"], "calls_per_minute": 3}
LATER = timedelta(seconds=LEASE_S)
STOREFRONT = client("storefront-client", *SCOPES)
"""As the user pool signs its tokens: their subject is the client."""


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    with standing():
        assert ask(gateway, "PUT /staff/me", {"name": "Maria"}).status == 200
    return gateway


def register(shop: Gateway, **other: Any) -> str:
    made = ask(shop, "POST /api-clients", BODY | other)
    assert made.status == 201, made.text
    return str(made.json["id"])


def key_of(shop: Gateway, id_: str, version: int = 1, overlap: int = 0) -> Caller:
    route = f"POST /api-clients/{id_}/keys"
    made = shop.call(route, {"overlap_minutes": overlap}, caller=MARIA, version=version)
    assert made.status == 200, made.text
    secret = read_secret(made.json["key"])
    assert secret is not None
    return by_key(secret)


def stock(shop: Gateway, by: Caller) -> Answer:
    return shop.call("GET /stock/MUG-RED", caller=by)


def test_a_client_with_a_key_may_do_what_it_was_given_and_nothing_else(shop: Gateway) -> None:
    by = key_of(shop, register(shop))
    assert stock(shop, by).status == 404
    refused = shop.call("GET /products", caller=by)
    assert (refused.status, refused.json["permission"]) == (403, "catalogue:read")


def test_a_key_is_shown_once_and_stored_nowhere(shop: Gateway) -> None:
    id_ = register(shop)
    by = key_of(shop, id_)
    secret = by.token().rpartition(".")[2]
    assert secret not in repr(dump())
    shown = ask(shop, f"GET /api-clients/{id_}")
    assert secret not in shown.text
    assert [each["id"] for each in shown.json["keys"]] == ["key_2"]
    assert shown.headers["etag"] == '"2"'


def test_who_is_suspended_is_refused_from_the_answer_on_and_comes_back(shop: Gateway) -> None:
    with standing():
        id_ = register(shop)
        by = key_of(shop, id_)
        assert stock(shop, by).status == 404
        assert ask(shop, f"POST /api-clients/{id_}/suspend").json["state"] == "suspended"
    with standing(SAMPLE_TIME + LATER):
        refused = stock(shop, by)
        assert (refused.status, refused.json["code"]) == (403, "forbidden")
        assert ask(shop, f"POST /api-clients/{id_}/reactivate").json["state"] == "active"
    with standing(SAMPLE_TIME + 2 * LATER):
        assert stock(shop, by).status == 404


def test_the_answer_comes_after_the_leases_and_a_registration_needs_none(
    shop: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("promenade.kit.api_clients.sleep", waited.append)
    id_ = register(shop)
    assert waited == []
    ask(shop, f"POST /api-clients/{id_}/suspend")
    assert waited == [LEASE_S]


def test_a_key_that_was_cut_opens_nothing_and_an_overlap_lets_it_live(shop: Gateway) -> None:
    with standing():
        id_ = register(shop, calls_per_minute=60)
        first = key_of(shop, id_)
        second = key_of(shop, id_, 2, overlap=30)
    with standing(SAMPLE_TIME + LATER):
        assert [stock(shop, each).status for each in (first, second)] == [404, 404]
        third = key_of(shop, id_, 3)
    with standing(SAMPLE_TIME + 2 * LATER):
        assert [stock(shop, each).status for each in (first, second, third)] == [401, 401, 404]


def test_whoever_calls_more_often_than_it_may_is_told_when_to_come_again(shop: Gateway) -> None:
    id_ = register(shop)
    with standing():
        by = key_of(shop, id_)
        statuses = [stock(shop, by).status for _ in range(4)]
        refused = shop.call("GET /stock/MUG-RED", caller=by, headers={"accept-language": "zh"})
        shown = ask(shop, f"GET /api-clients/{id_}").json["calls"]
    assert statuses == [404, 404, 404, 429]
    assert refused.headers["retry-after"] == "60"
    assert refused.json["detail"] == "此客户端每分钟最多 3 次请求，请在 60 秒后重试。"
    assert shown == {
        "this_minute_count": 3,
        "today_count": 3,
        "last_at": "2026-01-05T09:30:00Z",
    }
    with standing(SAMPLE_TIME + timedelta(minutes=1)):
        assert stock(shop, by).status == 404
        shown = ask(shop, f"GET /api-clients/{id_}").json["calls"]
    assert (shown["this_minute_count"], shown["today_count"]) == (1, 4)
    with standing(SAMPLE_TIME + timedelta(days=1)):
        shown = ask(shop, f"GET /api-clients/{id_}").json["calls"]
    assert (shown["this_minute_count"], shown["today_count"]) == (0, 0)


def test_what_no_client_may_have_is_named(shop: Gateway) -> None:
    before = dump()
    held = ["stock:read", "staff:manage", "order:read", "order:manage"]
    refused = ask(shop, "POST /api-clients", BODY | {"permissions": held})
    assert refused.pointers == [
        ("body", "/permissions/1", "not_for_clients"),
        ("body", "/permissions/3", "not_for_clients"),
    ]
    assert dump() == before


def test_the_list_has_them_the_latest_first_without_those_that_are_gone(shop: Gateway) -> None:
    made = []
    for minute in range(3):
        with standing(SAMPLE_TIME + timedelta(minutes=minute)):
            made.append(register(shop, name=f"Till {minute}"))
    assert ask(shop, f"DELETE /api-clients/{made[1]}").status == 204
    page = shop.call("GET /api-clients", caller=MARIA, query={"limit": 1}).json
    assert [each["id"] for each in page["items"]] == [made[2]]
    rest = shop.call("GET /api-clients", caller=MARIA, query={"cursor": page["next"]}).json
    assert ([each["id"] for each in rest["items"]], rest["next"]) == ([made[0]], None)
    assert page["deployed"]["id"] == "storefront-client"
    assert page["deployed"]["is_deployed"] is True


def test_a_deployments_client_calls_on_until_its_key_ends_its_tokens(shop: Gateway) -> None:
    with standing():
        assert stock(shop, STOREFRONT).status == 404
        by = key_of(shop, "storefront-client", 0, overlap=10)
    with standing(SAMPLE_TIME + LATER):
        assert [stock(shop, each).status for each in (by, STOREFRONT)] == [404, 404]
    with standing(SAMPLE_TIME + timedelta(minutes=10)):
        assert [stock(shop, each).status for each in (by, STOREFRONT)] == [404, 401]


def test_an_order_comes_from_the_client_whose_key_it_was(shop: Gateway) -> None:
    id_ = register(shop, permissions=["order:write"], calls_per_minute=60)
    by = key_of(shop, id_)
    sample = dict(samples.http_samples())["customer/http/order_submission_api.submit_order"]
    body = sample.request.body
    assert shop.call("POST /orders", body, caller=by).status == 403
    assert shop.call("POST /orders", body | {"source": id_}, caller=by).status == 202


def test_who_may_not_manage_the_staff_makes_no_clients(shop: Gateway) -> None:
    assert ask(shop, "POST /api-clients", BODY, by=ANALYST).status == 403
    assert ask(shop, "GET /api-clients", by=ANALYST).status == 403
