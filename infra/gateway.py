"""What API Gateway is told: where each route leads, and its own refusals.

Its refusals are our problem+json, so that a caller reads one form of error.
"""

import json
from collections.abc import Iterable
from http import HTTPStatus
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from promenade.kit.http import problems

_INTEGRATION = (
    "x-amazon-apigateway-integration: {type: aws_proxy, httpMethod: POST, "
    "credentials: !GetAtt GatewayRole.Arn, uri: !Sub "
    '"arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path'
    '/2015-03-31/functions/%s/invocations"}'
)
# A call without a token is turned away before a function starts (ADR 23).
_SIGNED = (
    "x-amazon-apigateway-request-validator: signed, "
    "parameters: [{name: Authorization, in: header, required: true, schema: {type: string}}], "
)
# What a page may call is asked before each first call, and no API of ours is started for it but the
# one that loads least.
_PREFLIGHTS = "${DocsApi.Arn}"
_FIRST_ORIGIN = {"Fn::Select": [0, {"Fn::Split": [",", {"Ref": "StorefrontOrigins"}]}]}
_READABLE = {
    "Fn::If": [
        "HasOrigins",
        {"Fn::Sub": ["'${Origin}'", {"Origin": _FIRST_ORIGIN}]},
        {"Ref": "AWS::NoValue"},
    ]
}
# Its templates see no header of the caller: what it says itself it says in both languages, each in
# a member of its own.
_IN_CHINESE = {
    "This call needs an Authorization header with a bearer token.": (
        "请在 Authorization 请求头中提供 Bearer 令牌。"
    ),
    "There is no such route.": "没有此接口地址。",
    "The request cannot be read.": "无法读取请求。",
    "This is our mistake; it has been logged.": "这是我们的错误，已记录。",
    "The answer got lost. Try again.": "应答丢失，请重试。",
    "The answer took too long. Try again, or ask less.": "应答超时，请重试或减少请求的内容。",
    "A request has 10 MB at most.": "请求最多 10 MB。",
    "Too many calls at once. Try again in a second.": "请求过于频繁，请一秒后重试。",
    "The request looks like an attack.": "请求疑似攻击。",
}
_UNSIGNED = "This call needs an Authorization header with a bearer token."
_NOWHERE = (404, "not_found", "There is no such route.")
REFUSALS: dict[str, tuple[int | None, str, str]] = {
    "BAD_REQUEST_PARAMETERS": (401, "unauthenticated", _UNSIGNED),
    "DEFAULT_4XX": (None, "bad_request", "The request cannot be read."),
    "DEFAULT_5XX": (None, "internal_error", "This is our mistake; it has been logged."),
    "INTEGRATION_FAILURE": (502, "unavailable", "The answer got lost. Try again."),
    "INTEGRATION_TIMEOUT": (
        504,
        "unavailable",
        "The answer took too long. Try again, or ask less.",
    ),
    # What is asked of no route, without a token and with one.
    "MISSING_AUTHENTICATION_TOKEN": _NOWHERE,
    "INVALID_SIGNATURE": _NOWHERE,
    "REQUEST_TOO_LARGE": (413, "payload_too_large", "A request has 10 MB at most."),
    "THROTTLED": (429, "too_many", "Too many calls at once. Try again in a second."),
    "WAF_FILTERED": (403, "forbidden", "The request looks like an attack."),
}
_RETRIED = {429, 502, 504}


class Leading(NamedTuple):
    """Where a route leads: to what has this ARN (`${DocsApi.Arn}`); `is_public` without a token."""

    path: str
    method: str
    function: str
    is_public: bool


def skeleton(routes: Iterable[Leading]) -> str:
    """The paths of the API as OpenAPI."""
    lines = [
        "x-amazon-apigateway-request-validators: {signed: {validateRequestParameters: true}}",
        "paths:",
    ]
    for path, here in groupby(sorted(routes), key=attrgetter("path")):
        lines.append(f"  {path}:")
        lines += [f"    {each.method.lower()}: {{{_operation(each)}}}" for each in here]
        lines.append(f"    options: {{{_INTEGRATION % _PREFLIGHTS}}}")
    return "\n".join(lines) + "\n"


def _operation(route: Leading) -> str:
    return ("" if route.is_public else _SIGNED) + _INTEGRATION % route.function


def refusals() -> str:
    """The API's own refusals, as its body has them."""
    lines = [f"  {kind}: {json.dumps(_refusal(kind))}" for kind in REFUSALS]
    return "\n".join(["x-amazon-apigateway-gateway-responses:", *lines]) + "\n"


def _refusal(kind: str) -> dict[str, Any]:
    """Pages of the first origin may read it: the gateway cannot choose among several."""
    status, code, detail = REFUSALS[kind]
    headers: dict[str, Any] = {
        "Access-Control-Allow-Origin": _READABLE,
        "Cache-Control": "'no-store'",
        "Content-Language": "'en, zh'",
        "Content-Type": f"'{problems.MEDIA_TYPE}'",
    }
    headers |= {"Retry-After": "'1'"} if status in _RETRIED else {}
    headers |= {"WWW-Authenticate": "'Bearer'"} if status == HTTPStatus.UNAUTHORIZED else {}
    return {
        **({"statusCode": str(status)} if status else {}),
        "responseParameters": {
            f"gatewayresponse.header.{name}": value for name, value in headers.items()
        },
        "responseTemplates": {"application/json": json.dumps(_problem(status, code, detail))},
    }


def _problem(status: int | None, code: str, detail: str) -> dict[str, Any]:
    """A default stands for several: each keeps its own status, which no text can know."""
    in_chinese = {"detail_zh": _IN_CHINESE[detail]}
    if status:
        return problems.plain(status, code, detail) | in_chinese
    return {"type": f"urn:promenade:problem:{code}", "code": code, "detail": detail} | in_chinese
