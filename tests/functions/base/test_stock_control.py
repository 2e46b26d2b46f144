"""What is kept of a level, and when to warn, over HTTP."""

from tests.support.callers import MARKETER
from tests.support.cloud import dump
from tests.support.gateway import Gateway

DELIVERY = {"kind": "receive", "count": 48, "reason": "Delivery 4711"}


def test_an_alert_is_set_over_the_version_that_was_seen(gateway: Gateway) -> None:
    gateway.call("POST /stock/MUG/movements", DELIVERY, caller=MARKETER)
    watched = gateway.call("PUT /stock/MUG/alert", {"low_count": 5}, caller=MARKETER, version=1)
    assert (watched.status, watched.json["low_count"], watched.json["version"]) == (200, 5, 2)
    kept = gateway.call("PUT /stock/MUG", {"safety_count": 1}, caller=MARKETER, version=2)
    assert (kept.json["safety_count"], kept.json["low_count"]) == (1, 5)
    before = dump()
    late = gateway.call("PUT /stock/MUG/alert", {"low_count": 6}, caller=MARKETER, version=2)
    assert (late.status, late.json["code"], dump()) == (412, "stale", before)
    ended = gateway.call("PUT /stock/MUG/alert", {"low_count": None}, caller=MARKETER, version=3)
    assert ended.json["low_count"] is None


def test_nothing_is_watched_that_was_never_there(gateway: Gateway) -> None:
    before = dump()
    for path in ("PUT /stock/HAT/alert", "PUT /stock/HAT"):
        body = {"low_count": 1} if path.endswith("alert") else {"safety_count": 1}
        assert gateway.call(path, body, caller=MARKETER, version=1).status == 404
    assert dump() == before
