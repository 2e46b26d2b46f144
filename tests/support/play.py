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
    for earlier in given(name):
        play(earlier, gateway)
    return perform(name, gateway)


def given(name: str) -> list[str]:
    """The samples that have run before this one."""
    document = msgspec.json.decode((samples.EVENTS / f"{name}.json").read_bytes())
    return list(document.get("given", ()))


def perform(name: str, gateway: Gateway) -> Any:
    """The function's answer to the sample alone."""
    path = samples.EVENTS / f"{name}.json"
    if "http" in path.parts:
        sample = samples.read(path)
        return send(sample, gateway, caller(sample.caller))
    event = msgspec.json.decode(path.read_bytes())
    event.pop("given", None)
    return functions.invoke(path.stem, event)


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
