"""The documentation over HTTP, and the health of what answers."""

import pytest

from infra.openapi import files
from tests.support.cloud import dump
from tests.support.gateway import Gateway

FILES = files()


@pytest.mark.parametrize(
    ("path", "name"), [("/openapi.json", "openapi.json"), ("/docs", "docs.html")]
)
def test_a_document_is_served_and_kept_by_caches(path: str, name: str, gateway: Gateway) -> None:
    served = gateway.call(f"GET {path}", caller=None)
    assert served.text == FILES[name]
    assert served.headers["cache-control"] == "public, max-age=300"
    known = {"if-none-match": served.headers["etag"]}
    assert gateway.call(f"GET {path}", caller=None, headers=known).status == 304


def test_the_root_leads_to_the_page(gateway: Gateway) -> None:
    led = gateway.call("GET /", caller=None)
    assert (led.status, led.headers["location"]) == (302, "/docs")


def test_health_asks_for_the_issuers_keys_and_changes_nothing(gateway: Gateway) -> None:
    before = dump()
    healthy = gateway.call("GET /healthz", caller=None)
    assert (healthy.status, healthy.json["status"]) == (200, "ok")
    assert dump() == before
