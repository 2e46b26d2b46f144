"""Golden samples of HTTP, and the proxy events that API Gateway would make of them."""

import base64
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

EVENTS = Path(__file__).resolve().parents[2] / "events"
_PARAMETER = re.compile(r"\{(\w+)\}")


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`body` is text or bytes as they go out, or anything else to go out as JSON."""

    method: str
    resource: str
    path: dict[str, str] = {}
    query: dict[str, str | list[str]] = {}
    headers: dict[str, str] = {}
    body: Any = None

    @property
    def url_path(self) -> str:
        return _PARAMETER.sub(lambda found: self.path[found[1]], self.resource)


class Response(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In a text of `body`, … stands for whatever differs from run to run."""

    status: int
    body: Any = None


class Sample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`caller` is a staff role, an address of staff, `client`, `shopper:<id>` or null for nobody.
    `given` names the samples (paths under events/, without suffix) that have run before, in order.
    """

    function: str
    request: Request
    response: Response
    caller: str | None = None
    given: list[str] = []


def read(path: Path) -> Sample:
    return msgspec.json.decode(path.read_bytes(), type=Sample)


def name_of(path: Path) -> str:
    """A file's path under events/, without suffix."""
    return str(path.relative_to(EVENTS).with_suffix(""))


def plain(name: str) -> str:
    """The name of the sample that one is a variant of: `…_template-coded` of `…_template`."""
    return name.partition("-")[0]


def variant(name: str) -> str:
    """Which variant a sample is, in words; none for a plain one."""
    return name.partition("-")[2].replace("_", " ")


@cache
def step(name: str) -> int:
    """How many samples at least have run before one, of any kind, each after the one before."""
    document = msgspec.json.decode((EVENTS / f"{name}.json").read_bytes())
    earlier = [*document.get("given", ()), *filter(None, [document.get("sent_by")])]
    return 1 + max(map(step, earlier), default=-1)


def http_samples() -> Iterator[tuple[str, Sample]]:
    """(name under events/, sample), by name."""
    for path in sorted(EVENTS.glob("**/http/*.json")):
        yield name_of(path), read(path)


def pretty(value: Any, margin: str = "") -> str:
    """JSON that stays on one line as long as it fits."""
    line = json.dumps(value, ensure_ascii=False)
    if not value or not isinstance(value, dict | list) or len(margin + line) <= 96:
        return line
    inner = margin + "  "
    if isinstance(value, list):
        return "[\n" + ",\n".join(inner + pretty(each, inner) for each in value) + f"\n{margin}]"
    pairs = (f"{inner}{json.dumps(name)}: {pretty(value[name], inner)}" for name in value)
    return "{\n" + ",\n".join(pairs) + f"\n{margin}" + "}"


def proxy_event(request: Request, token: str | None = None) -> dict[str, Any]:
    """API Gateway's payload v1."""
    credentials = {"authorization": f"Bearer {token}"} if token else {}
    asked = {
        name: value if isinstance(value, list) else [value] for name, value in request.query.items()
    }
    return {
        "resource": request.resource,
        "path": request.url_path,
        "httpMethod": request.method,
        "headers": {"content-type": "application/json", **credentials, **request.headers},
        "multiValueHeaders": {},
        "queryStringParameters": {name: values[-1] for name, values in asked.items()} or None,
        "multiValueQueryStringParameters": asked or None,
        "pathParameters": request.path or None,
        "stageVariables": None,
        "requestContext": {
            "resourcePath": request.resource,
            "httpMethod": request.method,
            "path": request.url_path,
            "requestId": "sample-request",
            "identity": {"sourceIp": "203.0.113.7"},
        },
        **_body(request.body),
    }


def _body(body: Any) -> dict[str, Any]:
    if isinstance(body, bytes):
        return {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
    text = body if body is None or isinstance(body, str) else msgspec.json.encode(body).decode()
    return {"body": text, "isBase64Encoded": False}
