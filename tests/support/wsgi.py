"""API Gateway in process as a WSGI application, for tools that speak HTTP."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from infra.local import template
from infra.local.samples import Request, proxy_event
from promenade.kit.http.api import Api
from tests.support import functions

_NO_ROUTE: dict[str, Any] = {
    "statusCode": 403,
    "headers": {"content-type": "application/json"},
    "body": '{"message":"Missing Authentication Token"}',
}


class Application:
    """Each function keeps what it keeps in memory from call to call."""

    def __init__(self) -> None:
        self._apis: dict[str, Api] = {}

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        raw_path = environ["REQUEST_URI"].partition("?")[0]
        found = template.route(environ["REQUEST_METHOD"], raw_path)
        answer: dict[str, Any] = _NO_ROUTE if found is None else self._ask(environ, *found)
        status = HTTPStatus(answer["statusCode"])
        start_response(f"{status.value} {status.phrase}", list(answer["headers"].items()))
        return [answer["body"].encode()]

    def _ask(
        self, environ: dict[str, Any], name: str, resource: str, values: dict[str, str]
    ) -> dict[str, Any]:
        headers = {
            key.removeprefix("HTTP_").replace("_", "-").lower(): value
            for key, value in environ.items()
            if key.startswith("HTTP_") or key == "CONTENT_TYPE"
        }
        query: Any = parse_qs(environ["QUERY_STRING"], keep_blank_values=True)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        request = Request(environ["REQUEST_METHOD"], resource, values, query, headers, body)
        api = self._apis.get(name) or self._apis.setdefault(name, functions.handler(name))
        return api(proxy_event(request), functions.Context())
