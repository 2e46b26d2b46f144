"""Every golden sample is what its function does."""

from typing import Any

import pytest

from infra.local import samples
from tests.support import functions
from tests.support.clock import standing
from tests.support.cloud import waiting
from tests.support.gateway import Gateway
from tests.support.play import matches, play, sample_paths
from tests.support.settings import QUEUES

HTTP = dict(samples.http_samples())
EVENTS = [name for name in sample_paths() if name not in HTTP]


@pytest.mark.parametrize("name", HTTP)
def test_an_http_sample_gets_exactly_its_answer(name: str, gateway: Gateway) -> None:
    with standing():
        answer = play(name, gateway)
    expected = HTTP[name].response
    body: Any = answer.json if answer.text and isinstance(expected.body, dict) else answer.text
    assert answer.status == expected.status
    assert matches(body, expected.body or ""), f"{name} answers {answer.text}"


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_sample_is_taken_whole(name: str, gateway: Gateway) -> None:
    with standing():
        answer = play(name, gateway)
    assert answer in (None, {"batchItemFailures": []})
    assert [queue for queue in QUEUES if queue.endswith("-dead") and waiting(queue)] == []


def test_every_route_has_a_sample_named_for_its_view() -> None:
    due = {
        functions.sample_name(name, "http", route.view.__name__)
        for name, route in functions.routes()
    }
    missing = [f"write events/{name}.json" for name in sorted(due - set(HTTP))]
    strays = [f"events/{name}.json is no view's" for name in HTTP if samples.plain(name) not in due]
    assert missing + strays == []


def test_every_function_has_a_sample() -> None:
    sampled = {sample.function for sample in HTTP.values()}
    sampled |= {name.rpartition("/")[2] for name in EVENTS}
    missing = [
        f"nothing in events/ wakes {name}" for name in functions.NAMES if name not in sampled
    ]
    assert missing + sorted(sampled - set(functions.NAMES)) == []


@pytest.mark.parametrize("name", HTTP)
def test_a_sample_says_whose_route_it_calls(name: str) -> None:
    sample = HTTP[name]
    named = {f"{name}": route.name for name, route in _routes(sample.function)}
    assert named[samples.plain(name)] == f"{sample.request.method} {sample.request.resource}"


def _routes(function: str) -> list[tuple[str, Any]]:
    return [
        (functions.sample_name(name, "http", route.view.__name__), route)
        for name, route in functions.routes()
        if name == function
    ]
