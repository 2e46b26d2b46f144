"""API Gateway in process: finds the route, builds the proxy event, checks what comes back."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from infra.local import template
from infra.local.samples import Request, proxy_event
from promenade.kit.http import problems
from promenade.kit.http.api import Api
from promenade.kit.http.routes import Route
from tests.support import functions
from tests.support.callers import OWNER, Caller

PAGE = "text/html; charset=utf-8"
"""What people open is a page even where it refuses them."""

_keys = (f"test-key-{number:08d}" for number in itertools.count(1))


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str

    @cached_property
    def json(self) -> Any:
        return msgspec.json.decode(self.text)

    @property
    def pointers(self) -> list[tuple[str, str, str]]:
        """(source, pointer, code) of each fault that is told."""
        return [(each["source"], each["pointer"], each["code"]) for each in self.json["errors"]]


class Gateway:
    """`strict` asserts that an answer is one that its route declares."""

    def __init__(self, *, strict: bool = True) -> None:
        self._strict = strict
        self._apis: dict[str, Api] = {}
        self.played: set[str] = set()

    def start_over(self, played: Iterable[str]) -> None:
        """With functions that remember nothing."""
        self._apis.clear()
        self.played = set(played)

    def call(
        self,
        request: str,
        body: Any = None,
        *,
        caller: Caller | None = OWNER,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        version: int | None = None,
        key: str | None = None,
    ) -> Answer:
        """`request` is `METHOD /path`. A route that takes an Idempotency-Key gets a fresh one
        unless `key` is given ("" sends none); `version` goes out as If-Match."""
        method, path = request.split(" ")
        api, route, parameters = self.find(method, path)
        sent = _credentials(caller) | ({} if version is None else {"if-match": f'"{version}"'})
        if route.idempotent and key != "":
            sent["idempotency-key"] = key or next(_keys)
        asked = {name: _texts(value) for name, value in (query or {}).items()}
        event = proxy_event(
            Request(method, route.path, parameters, asked, sent | dict(headers or {}), body)
        )
        answer = read_answer(api(event, functions.Context()))
        if self._strict:
            assert is_declared(answer, route), f"{route.name} does not declare {answer}"
        return answer

    def find(self, method: str, path: str) -> tuple[Api, Route, dict[str, str]]:
        """A function is loaded when first called and then keeps what it keeps in memory. Values
        are as they were sent, as a REST API hands them on."""
        found = template.route(method, path)
        if found is None:
            raise LookupError(f"{method} {path} is not a route in template.yaml")
        name, resource, values = found
        api = self._apis.get(name) or self._apis.setdefault(name, functions.handler(name))
        route = next(r for r in api.routes if (r.method, r.path) == (method, resource))
        return api, route, values


def is_declared(answer: Answer, route: Route) -> bool:
    if answer.status in route.answers:
        return True
    return bool(answer.json["code"] in problems.codes(route).get(answer.status, ()))


def read_answer(answer: Mapping[str, Any]) -> Answer:
    headers = {name.lower(): value for name, value in answer["headers"].items()}
    if answer["statusCode"] >= 400 and headers["content-type"] != PAGE:
        assert headers["content-type"] == "application/problem+json", answer
    return Answer(answer["statusCode"], headers, answer["body"])


def _credentials(caller: Caller | None) -> dict[str, str]:
    return {"authorization": f"Bearer {caller.token()}"} if caller else {}


def _texts(value: Any) -> str | list[str]:
    return [str(each) for each in value] if isinstance(value, list) else str(value)
