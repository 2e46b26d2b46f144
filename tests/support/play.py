"""Plays golden samples: those of HTTP through the gateway, others straight into the function."""

import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

import msgspec

from infra.local import samples, template
from promenade.kit.clock import system_clock
from tests.support import callers, functions, resources
from tests.support.clock import SAMPLE_TIME
from tests.support.cloud import Held, delivered, held, is_empty, lay_out
from tests.support.gateway import Answer, Gateway

_ALIASES = {
    "client": callers.STOREFRONT,
    "owner@promenade.localhost": callers.staff("paula", "owner"),
    "approver@promenade.localhost": callers.staff("otto", "marketer"),
}
"""Members of the staff by the addresses that their pool knows of them."""
_STAGES: dict[tuple[str, ...], tuple[Held, frozenset[str]]] = {}


def play(name: str, gateway: Gateway) -> Any:
    """The function's answer, after that of whatever the sample takes as given."""
    prepare(given(name), gateway)
    return perform(name, gateway)


def prepare(names: Iterable[str], gateway: Gateway) -> None:
    """Plays what has not been played here; what begins on empty stores is played once, and laid
    out whenever it is asked for again."""
    due = tuple(names)
    if not due or gateway.played or system_clock() != SAMPLE_TIME or not is_empty():
        _play_new(due, gateway)
        return
    if due not in _STAGES:
        _play_new(due, gateway)
        _STAGES[due] = held(), frozenset(gateway.played)
    stored, played = _STAGES[due]
    lay_out(stored)
    gateway.start_over(played)


def afresh() -> AbstractContextManager[object]:
    """All is played once more: something works otherwise meanwhile."""
    return patch.dict(_STAGES, clear=True)


def _play_new(names: tuple[str, ...], gateway: Gateway) -> None:
    for name in names:
        if name not in gateway.played:
            play(name, gateway)


def given(name: str) -> list[str]:
    """The samples that have run before this one."""
    document = _document(name)
    return [*document.get("given", ()), *filter(None, [document.get("sent_by")])]


def sent_by(name: str) -> str | None:
    """The sample that put a queue's messages there."""
    found: str | None = _document(name).get("sent_by")
    return found


def perform(name: str, gateway: Gateway) -> Any:
    """The function's answer to the sample alone."""
    gateway.played.add(name)
    path = samples.EVENTS / f"{name}.json"
    if "http" in path.parts:
        sample = samples.read(path)
        return send(sample, gateway, caller(sample.caller))
    event = delivered(queue_of(path.stem)) if sent_by(name) else _document(name)
    return functions.invoke(path.stem, event)


def queue_of(function: str) -> str:
    """The name of the queue that wakes a function."""
    (source,) = template.functions()[function]["Events"].values()
    return str(resources.said(source["Properties"]["Queue"])).rpartition(":")[2]


def _document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode((samples.EVENTS / f"{name}.json").read_bytes())
    return found


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
