"""Feeds over HTTP, written as the hour and their queue do, for tests."""

import gzip
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

from promenade.kit import aws
from tests.support import functions
from tests.support.callers import MARKETER
from tests.support.gateway import Answer, Gateway
from tests.support.settings import SETTINGS

ROUTE = "/product-feeds"
LINK = "https://shop.example/p/{product}"


def register(gateway: Gateway, *, key: str | None = None, **said: Any) -> Answer:
    body = {"name": "Google", "product_link": LINK, "every": "hour"} | said
    return gateway.call(f"POST {ROUTE}", body, caller=MARKETER, key=key)


def get(gateway: Gateway, made: Answer) -> Any:
    return gateway.call(f"GET {ROUTE}/{made.json['id']}", caller=MARKETER).json


def address(gateway: Gateway, made: Answer) -> str:
    """A new one."""
    path, version = f"{ROUTE}/{made.json['id']}/address", get(gateway, made)["version"]
    answer = gateway.call(f"POST {path}", caller=MARKETER, version=version)
    assert answer.status == 200, answer
    told: str = answer.json["path"]
    return told


def wake() -> None:
    functions.invoke("catalogue_feed_sweep", {})


def fetch(gateway: Gateway, path: str) -> Answer:
    """As somebody without a token."""
    return gateway.call(f"GET {path}", caller=None)


def content(answer: Answer) -> bytes:
    """What is packed behind the link, for who fetches it within the minute."""
    assert answer.status == 302, answer
    link = urlparse(answer.headers["location"])
    assert parse_qs(link.query)["X-Amz-Expires"] == ["60"]
    key = unquote(link.path).lstrip("/").removeprefix(f"{SETTINGS['MEDIA_BUCKET']}/")
    found = aws.client("s3").get_object(Bucket=SETTINGS["MEDIA_BUCKET"], Key=key)
    assert found["ContentType"] == "application/gzip"
    return gzip.decompress(found["Body"].read())
