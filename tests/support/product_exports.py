"""Files of products of any size, written as their queue does, for tests."""

import gzip
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

from promenade.kit import aws
from tests.support.callers import MARKETER
from tests.support.gateway import Answer, Gateway
from tests.support.settings import SETTINGS
from tests.support.steps import Steps

ROUTE = "/product-export-jobs"
_STEPS = Steps("catalogue_export_steps", {"ProductExportRequested", "ProductExportAdvanced"})
due, send, run = _STEPS.due, _STEPS.send, _STEPS.run


def request(gateway: Gateway, *, key: str | None = None, **said: Any) -> Answer:
    return gateway.call(f"POST {ROUTE}", said, caller=MARKETER, key=key)


def get(gateway: Gateway, made: Answer) -> Any:
    return gateway.call(f"GET {ROUTE}/{made.json['id']}", caller=MARKETER).json


def file(gateway: Gateway, made: Answer) -> bytes:
    """What is packed in it."""
    answer = gateway.call(f"GET {ROUTE}/{made.json['id']}/file", caller=MARKETER)
    assert answer.status == 302, answer
    link = urlparse(answer.headers["location"])
    assert parse_qs(link.query)["X-Amz-Expires"] == ["60"]
    key = unquote(link.path).lstrip("/").removeprefix(f"{SETTINGS['REPORT_BUCKET']}/")
    found = aws.client("s3").get_object(Bucket=SETTINGS["REPORT_BUCKET"], Key=key)
    assert found["ContentType"] == "application/gzip"
    return gzip.decompress(found["Body"].read())
