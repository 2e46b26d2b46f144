"""What API Gateway is told: where each route leads, who may invoke what, and its own refusals.

Its refusals are our problem+json, so that a caller reads one form of error.
"""

import json
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from promenade.kit.http import problems

_INTEGRATION = (
    "{x-amazon-apigateway-integration: {type: aws_proxy, httpMethod: POST, uri: !Sub "
    '"arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path'
    '/2015-03-31/functions/${%s.Arn}/invocations"}}'
)
_INVOKER = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*"
REFUSALS = {
    "ACCESS_DENIED": (403, "forbidden", "This address may not call."),
    "DEFAULT_4XX": (400, "bad_request", "The request cannot be read."),
    "DEFAULT_5XX": (500, "internal_error", "This is our mistake; it has been logged."),
    "INTEGRATION_FAILURE": (502, "unavailable", "The answer got lost. Try again."),
    "INTEGRATION_TIMEOUT": (
        504,
        "unavailable",
        "The answer took too long. Try again, or ask less.",
    ),
    "MISSING_AUTHENTICATION_TOKEN": (404, "not_found", "There is no such route."),
    "QUOTA_EXCEEDED": (429, "too_many", "The quota of this client is used up."),
    "REQUEST_TOO_LARGE": (413, "payload_too_large", "A request has 10 MB at most."),
    "THROTTLED": (429, "too_many", "Too many calls at once. Try again in a second."),
    "WAF_FILTERED": (403, "forbidden", "The request looks like an attack."),
}
_RETRIED = {429, 502, 504}


def skeleton(leading: Iterable[tuple[str, str, str]]) -> str:
    """The paths of (path, method, logical id of the function) as OpenAPI."""
    lines = ["paths:"]
    for path, routes in groupby(sorted(leading), key=itemgetter(0)):
        lines.append(f"  {path}:")
        lines += [f"    {method.lower()}: {_INTEGRATION % name}" for _, method, name in routes]
    return "\n".join(lines) + "\n"


def permission(function: str) -> str:
    """What lets API Gateway invoke the function of this logical id."""
    return f"""\
{function}Permission:
  Type: AWS::Lambda::Permission
  Properties:
    Action: lambda:InvokeFunction
    FunctionName: !Ref {function}
    Principal: apigateway.amazonaws.com
    SourceArn: !Sub "{_INVOKER}"
"""


def refusals() -> str:
    """The API's own refusals, as its body has them."""
    lines = [f"  {kind}: {json.dumps(refusal(kind))}" for kind in REFUSALS]
    return "\n".join(["x-amazon-apigateway-gateway-responses:", *lines]) + "\n"


def refusal(kind: str) -> dict[str, Any]:
    """One of them, as API Gateway's own API takes it."""
    status, code, detail = REFUSALS[kind]
    headers = {"Content-Type": f"'{problems.MEDIA_TYPE}'", "Cache-Control": "'no-store'"}
    headers |= {"Retry-After": "'1'"} if status in _RETRIED else {}
    return {
        "statusCode": str(status),
        "responseParameters": {
            f"gatewayresponse.header.{name}": value for name, value in headers.items()
        },
        "responseTemplates": {"application/json": json.dumps(problems.plain(status, code, detail))},
    }
