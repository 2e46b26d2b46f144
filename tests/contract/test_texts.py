"""Nothing that turns the order in which text is read is kept or told, wherever it is sent (N30)."""

import re
from typing import Any

import msgspec
import pytest

from infra.local import samples
from promenade.kit import turning
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.play import caller, given, prepare, send

SAMPLES = dict(samples.http_samples())
TURNED = "\u202e\u200f\u061c\u2066"
TURNING = re.compile(f"[{turning.TURNING}]")
WITH_BODY = [name for name, each in SAMPLES.items() if each.request.body]


def turned(body: Any) -> Any:
    if isinstance(body, str):
        return f"{body[:1]}{TURNED}{body[1:]}"
    if isinstance(body, list):
        return list(map(turned, body))
    return {name: turned(each) for name, each in body.items()} if isinstance(body, dict) else body


@pytest.mark.parametrize("name", WITH_BODY)
def test_what_turns_text_is_neither_kept_nor_told(gateway: Gateway, name: str) -> None:
    sample = SAMPLES[name]
    prepare(given(name), gateway)
    request = msgspec.structs.replace(sample.request, body=turned(sample.request.body))
    sent = msgspec.structs.replace(sample, request=request)
    answer = send(sent, gateway, caller(sample.caller))
    assert answer.status < 500
    assert TURNING.findall(answer.text) == []
    assert TURNING.findall(str(dump())) == []
