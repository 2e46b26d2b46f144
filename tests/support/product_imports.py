"""Files of products, uploaded and imported as their queue does, for tests."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

from promenade.kit import aws
from tests.support.callers import MARKETER, Caller
from tests.support.gateway import Answer, Gateway
from tests.support.settings import SETTINGS
from tests.support.steps import Steps

ROUTE = "/product-import-jobs"
_STEPS = Steps("catalogue_import_steps", {"ProductImportStarted", "ProductImportAdvanced"})
due, send, run = _STEPS.due, _STEPS.send, _STEPS.run


def announce(gateway: Gateway, size_bytes: int, **said: Any) -> Answer:
    options: dict[str, Any] = {"caller": MARKETER}
    options |= {name: said.pop(name) for name in ("key", "caller", "headers") if name in said}
    return gateway.call(f"POST {ROUTE}", {"size_bytes": size_bytes} | said, **options)


def upload(announced: Answer, content: bytes) -> None:
    """As the store takes it that the address leads to."""
    key = f"imports/products/{announced.json['id']}/file"
    aws.client("s3").put_object(Bucket=SETTINGS["REPORT_BUCKET"], Key=key, Body=content)


def begin(gateway: Gateway, content: str | bytes, **said: Any) -> Answer:
    """Announced, uploaded and started."""
    raw = content if isinstance(content, bytes) else content.encode()
    made = announce(gateway, len(raw), **said)
    upload(made, raw)
    started = take(gateway, made, "start")
    assert started.status == 200, started
    return made


def take(gateway: Gateway, made: Answer, step: str, caller: Caller = MARKETER) -> Answer:
    """A step of the version that is there."""
    path = f"POST {ROUTE}/{made.json['id']}/{step}"
    return gateway.call(path, version=get(gateway, made)["version"], caller=caller)


def get(gateway: Gateway, made: Answer) -> Any:
    return gateway.call(f"GET {ROUTE}/{made.json['id']}", caller=MARKETER).json


def counts(found: dict[str, Any]) -> list[int]:
    """Created, updated, unchanged, rejected."""
    return [found[f"{kind}_count"] for kind in ("created", "updated", "unchanged", "rejected")]


def report(gateway: Gateway, made: Answer) -> list[str]:
    """Its lines, without the head."""
    answer = gateway.call(f"GET {ROUTE}/{made.json['id']}/report", caller=MARKETER)
    assert answer.status == 302, answer
    link = urlparse(answer.headers["location"])
    assert parse_qs(link.query)["X-Amz-Expires"] == ["60"]
    key = unquote(link.path).lstrip("/").removeprefix(f"{SETTINGS['REPORT_BUCKET']}/")
    found = aws.client("s3").get_object(Bucket=SETTINGS["REPORT_BUCKET"], Key=key)
    text: str = found["Body"].read().decode("utf-8-sig")
    head, *lines = text.splitlines()
    assert head == "line,product,sku,column,code,detail"
    return lines
