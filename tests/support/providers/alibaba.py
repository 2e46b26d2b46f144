"""Alibaba Cloud's SMS, which checks with the SDK's own signer."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
from alibabacloud_openapi_util.client import Client
from Tea.request import TeaRequest

from promenade.kit.outward import Request
from tests.support.providers.double import Double, answer

SECRET = {"access_key_id": "LTAI5tExample", "access_key_secret": "example-secret"}


def double() -> Double:
    return Double(
        _check, lambda _: answer(200, {"Code": "OK", "BizId": "9006^0", "RequestId": "1"})
    )


def _check(request: Request) -> dict[str, Any]:
    split = urlsplit(request.url)
    query = dict(parse_qsl(split.query, keep_blank_values=True, strict_parsing=True))
    signed = request.headers["authorization"]
    names = signed.partition("SignedHeaders=")[2].partition(",")[0].split(";")
    given = {name: request.headers[name] for name in names}
    assert {each for each in request.headers if each.startswith("x-acs-")} <= given.keys()
    asked = TeaRequest()
    asked.method, asked.pathname, asked.query, asked.headers = "POST", split.path, query, given
    expected = Client.get_authorization(
        asked,
        "ACS3-HMAC-SHA256",
        given["x-acs-content-sha256"],
        SECRET["access_key_id"],
        SECRET["access_key_secret"],
    )
    assert signed == expected
    assert (given["host"], given["x-acs-action"]) == (split.netloc, "SendSms")
    return {**query, "TemplateParam": msgspec.json.decode(query["TemplateParam"])}
