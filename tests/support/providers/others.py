"""Weibo's fan service, and another server that takes messages by our signature."""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from promenade.kit.outward import Request
from promenade.kit.signatures import Signatures
from tests.support.providers.double import Double, answer

WEIBO_SECRET = {"access_token": "example-token"}
HOOK_SECRET = {"key": "example-key"}


def weibo() -> Double:
    return Double(_check_weibo, lambda _: answer(200, {"result": True}))


def hook(now: datetime) -> Double:
    def check(request: Request) -> Any:
        key = HOOK_SECRET["key"].encode()
        Signatures(lambda: key).check(request.body, request.headers, now)
        found = msgspec.json.decode(request.body)
        assert request.headers["idempotency-key"] == found["key"]
        return found

    return Double(check, lambda _: answer(204, None))


def _check_weibo(request: Request) -> dict[str, Any]:
    form = dict(parse_qsl(request.body.decode(), strict_parsing=True))
    assert form["access_token"] == WEIBO_SECRET["access_token"]
    return {**form, "data": msgspec.json.decode(form["data"])}
