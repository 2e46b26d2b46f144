"""Plays golden samples: those of HTTP through the gateway, others straight into the function."""

import re
from typing import Any

import msgspec

from infra.local import samples
from tests.support import callers, functions
from tests.support.gateway import Answer, Gateway

_ALIASES = {"client": callers.STOREFRONT}


def play(name: str, gateway: Gateway) -> Any:
    """The function's answer, after that of whatever the sample takes as given."""
    path = samples.EVENTS / f"{name}.json"
    if "http" not in path.parts:
        event = msgspec.json.decode(path.read_bytes())
        for earlier in event.pop("given", ()):
            play(earlier, gateway)
        return functions.invoke(path.stem, event)
    sample = samples.read(path)
    for earlier in sample.given:
        play(earlier, gateway)
    return send(sample, gateway, caller(sample.caller))


def send(sample: samples.Sample, gateway: Gateway, by: callers.Caller | None) -> Answer:
    request = sample.request
    return gateway.call(
        f"{request.method} {request.url_path}",
        request.body,
        caller=by,
        query=request.query,
        headers=request.headers,
        key="",
    )


def caller(who: str | None) -> callers.Caller | None:
    if who is None or who.startswith("shopper:"):
        return callers.shopper(who.removeprefix("shopper:")) if who else None
    return _ALIASES.get(who) or callers.KNOWN[who]


def matches(found: Any, expected: Any) -> bool:
    """Equal, where … in an expected text stands for any text."""
    if isinstance(expected, str) and "…" in expected:
        pattern = ".*".join(map(re.escape, expected.split("…")))
        return isinstance(found, str) and re.fullmatch(pattern, found, re.DOTALL) is not None
    if isinstance(expected, dict) and isinstance(found, dict):
        same = expected.keys() == found.keys()
        return same and all(matches(found[name], expected[name]) for name in expected)
    if isinstance(expected, list) and isinstance(found, list):
        return len(found) == len(expected) and all(map(matches, found, expected))
    return bool(found == expected)


def sample_paths() -> list[str]:
    """Names of all samples but the bus's, which are no function's input."""
    found = samples.EVENTS.glob("**/*.json")
    return sorted(samples.name_of(path) for path in found if path.parent.name != "bus")
