"""Pages of the storefront's origins may call and read the answers, and no others."""

from typing import Any

import pytest

from infra.local.samples import Request, proxy_event
from promenade.kit.http.cors import Cors
from tests.support import functions
from tests.support.functions import Context
from tests.support.notes import ORIGINS, TOKEN, api

CORS = Cors(ORIGINS)
ROUTES = [route for _, route in functions.routes()]


def asked(method: str, origin: str | None, path: str = "/notes/{name}") -> dict[str, Any]:
    headers = {} if origin is None else {"origin": origin}
    event = proxy_event(Request(method, path, {"name": "a"}, headers=headers), TOKEN)
    answer: dict[str, Any] = api(event, Context())
    return answer


def allowing(answer: dict[str, Any]) -> dict[str, str]:
    return {k: v for k, v in answer["headers"].items() if k.startswith("Access-Control-")}


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_page_of_the_storefront_reads_the_answer(origin: str) -> None:
    answer = asked("GET", origin)
    assert answer["statusCode"] == 200
    assert allowing(answer) == {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": "Allow, ETag, Location, Retry-After, WWW-Authenticate",
    }
    assert answer["headers"]["Vary"] == "Origin"


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "",
        "null",
        "*",
        "https://evil.example",
        "http://shop.example",
        "https://shop.example.evil.example",
        "https://shop.example:8443",
        "https://SHOP.example",
        "https://shop.example,https://m.shop.example",
    ],
)
def test_no_other_page_does(origin: str | None) -> None:
    for method in ("GET", "OPTIONS"):
        answer = asked(method, origin)
        assert allowing(answer) == {}
        assert answer["headers"]["Vary"] == "Origin"


def test_a_page_reads_refusals_too() -> None:
    """Those of a view, of a method and of a path."""
    for method, path, status in (
        ("POST", "/notes/{name}", 400),
        ("PATCH", "/notes/{name}", 405),
        ("GET", "/nowhere", 404),
    ):
        answer = asked(method, ORIGINS[0], path)
        assert answer["statusCode"] == status
        assert allowing(answer)["Access-Control-Allow-Origin"] == ORIGINS[0]


def test_a_preflight_tells_what_may_be_sent_and_is_kept_for_two_hours() -> None:
    answer = asked("OPTIONS", ORIGINS[1])
    assert (answer["statusCode"], answer["body"]) == (204, "")
    assert allowing(answer) == {
        "Access-Control-Allow-Origin": ORIGINS[1],
        "Access-Control-Allow-Headers": "Accept-Language, Authorization, Content-Type, "
        "Idempotency-Key, If-Match, If-None-Match, X-Correlation-Id",
        "Access-Control-Allow-Methods": "DELETE, GET, HEAD, POST, PUT",
        "Access-Control-Expose-Headers": "Allow, ETag, Location, Retry-After, WWW-Authenticate",
        "Access-Control-Max-Age": "7200",
    }


def test_cookies_are_never_allowed() -> None:
    assert "Access-Control-Allow-Credentials" not in asked("GET", ORIGINS[0])["headers"]


def test_headers_are_read_in_any_case_or_not_at_all() -> None:
    assert "Access-Control-Allow-Origin" in CORS.headers({"headers": {"Origin": ORIGINS[0]}})
    assert CORS.headers({"headers": None}) == {"Vary": "Origin"}


def test_without_origins_nothing_is_said_of_them() -> None:
    """Also where a setting of none is split."""
    assert Cors([""]).headers({"headers": {"origin": ""}}) == {}


@pytest.mark.parametrize("name", [route.name for route in ROUTES])
def test_every_method_of_ours_may_be_sent(name: str) -> None:
    allowed = asked("OPTIONS", ORIGINS[0])["headers"]["Access-Control-Allow-Methods"]
    assert name.partition(" ")[0] in allowed.split(", ")
