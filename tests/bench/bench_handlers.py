"""Warm CPU of the hot HTTP routes against a bare boto3 handler making the same AWS calls.

Each route first runs over stores in process, where its calls and their answers are recorded. Then
both handlers take turns while recorded answers stand in for the network: reading the request,
signing, serialising and parsing count; waiting does not. The bare handler checks no token, and
signs without awscrt, as a function does. The clock stands still, so that quotes find their
promotions fresh, as most do. What a handler takes is also told in bare updates of one item.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from time import process_time
from typing import Any
from unittest.mock import patch

import boto3
from botocore.auth import AUTH_TYPE_MAPS, SigV4Auth
from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from botocore.compat import HTTPHeaders
from botocore.httpsession import URLLib3Session

from infra.local.demo_promotions import demo_promotions
from infra.local.demo_shop import demo_shop
from infra.local.demo_shop import rows as demo_rows
from infra.local.samples import Request, proxy_event
from promenade.kit.ids import keyed_id
from tests.bench.ratios import Row, interleaved
from tests.support import functions, promoting
from tests.support.callers import MARKETER, OTHER_SHOPPER, SHOPPER, STOREFRONT, Caller
from tests.support.clock import SAMPLE_TIME, standing
from tests.support.cloud import cloud
from tests.support.coupons import activate
from tests.support.digests import SECRET
from tests.support.gateway import Gateway
from tests.support.orders import sale

CALLS_PER_TURN = 60
ROUNDS = 15
CLAIMS = "/coupon-templates/{template_id}/claims"
TEMPLATE_ID = keyed_id("template", MARKETER.name, "bench-template")

Event = dict[str, Any]
Handler = Callable[[Event, object], object]


@dataclass(frozen=True)
class Route:
    """`warm` calls settle what a container keeps; what one more call asks of AWS is recorded."""

    name: str
    function: str
    caller: Caller
    request: Request
    detail: str
    before_by: Caller | None = None

    @property
    def event(self) -> Event:
        return proxy_event(self.request, self.caller.token())

    @property
    def before(self) -> Event:
        """The same, not a repetition: with another key, of somebody else where that matters."""
        event = proxy_event(self.request, (self.before_by or self.caller).token())
        return event | {"headers": event["headers"] | {"idempotency-key": "bench-before"}}


@dataclass(frozen=True)
class AwsCall:
    service: str
    operation: str
    arguments: Mapping[str, Any]
    answer: bytes


ONE_UPDATE = AwsCall(
    "dynamodb",
    "UpdateItem",
    {
        "TableName": "bench",
        "Key": {"pk": {"S": "PIECES#template#1"}, "sk": {"S": "-"}},
        "UpdateExpression": "ADD taken :one",
        "ConditionExpression": "attribute_not_exists(taken) OR taken < :most",
        "ExpressionAttributeValues": {":one": {"N": "1"}, ":most": {"N": "16"}},
    },
    b"{}",
)


def rows() -> list[Row]:
    with standing(), patch.dict(AUTH_TYPE_MAPS, v4=SigV4Auth):
        return [_row(route) for route in _routes()]


def _routes() -> Iterator[Route]:
    few, many = _carts()
    yield Route(
        "POST /quotes",
        "promotion_quote",
        SHOPPER,
        Request("POST", "/quotes", body=few),
        "3 lines, 10 promotions, explained",
    )
    yield Route(
        "POST /quotes, large",
        "promotion_quote",
        SHOPPER,
        Request("POST", "/quotes", body=many),
        "20 lines, 10 promotions, explained",
    )
    yield Route(
        "GET /stock/{sku}",
        "stock_api",
        MARKETER,
        Request("GET", "/stock/{sku}", {"sku": few["lines"][0]["sku"]}),
        "one level",
    )
    headers = {"idempotency-key": "bench-key-1"}
    yield Route(
        "POST …/claims",
        "coupon_claim",
        SHOPPER,
        Request(
            "POST", CLAIMS, {"template_id": TEMPLATE_ID}, headers={"idempotency-key": "b-claim-1"}
        ),
        "a coupon of a thousand",
        OTHER_SHOPPER,
    )
    yield Route(
        "POST /orders",
        "order_submission_api",
        STOREFRONT,
        Request("POST", "/orders", headers=headers, body=sale("A-1")),
        "one order into the queue",
    )


def _carts() -> tuple[Event, Event]:
    on_sale = [product for product in demo_shop().products if product["shelf"] == "ON"]
    skus = [product["skus"][0]["code"] for product in on_sale]
    lines = [{"sku": sku, "qty": 1 + place % 3} for place, sku in enumerate(skus[::5][:20])]
    few, many = ({"lines": each, "currency": "CNY"} for each in (lines[:3], lines))
    return few, many


def _row(route: Route) -> Row:
    with cloud():
        _fill(Gateway())
        ours: Handler = functions.handler(route.function)
        answer, calls = _recorded(ours, route)
    assert answer["statusCode"] < 300, answer
    with _answering([*calls, ONE_UPDATE]):
        one, bare, event = _bare_handler([ONE_UPDATE]), _bare_handler(calls), route.event
        assert ours(event, functions.Context()) == answer
        seconds = interleaved(
            {
                "one": lambda: _per_call(one, event),
                "bare": lambda: _per_call(bare, event),
                "ours": lambda: _per_call(ours, event),
            },
            ROUNDS,
        )
    return Row(
        f"{route.name}, warm",
        f"{seconds['ours'] / seconds['bare']:.2f}",
        "≤ 1.4",
        f"{route.detail}: CPU ÷ bare boto3 handler, {seconds['ours'] * 1e6:.0f} µs against "
        f"{seconds['bare'] * 1e6:.0f}; {' + '.join(call.operation for call in calls)}; "
        f"{seconds['ours'] / seconds['one']:.2f} × one bare update",
    )


def _fill(gateway: Gateway) -> None:
    shop = demo_shop()
    for category in shop.categories:
        gateway.call("POST /categories", category, caller=MARKETER)
    lines = b"\n".join(json.dumps(row).encode() for row in demo_rows(shop.products))
    kind = {"content-type": "application/x-ndjson"}
    gateway.call("POST /product-imports", lines, headers=kind, caller=MARKETER)
    for body in demo_promotions(shop, SAMPLE_TIME):
        made = gateway.call("POST /promotions", body, caller=MARKETER).json["id"]
        promoting.publish(gateway, made, accept_overlaps=True)
    assert activate(gateway, key="bench-template") == TEMPLATE_ID
    body = {"kind": "receive", "count": 9, "reason": "bench"}
    sku = _carts()[0]["lines"][0]["sku"]
    gateway.call(f"POST /stock/{sku}/movements", body, caller=MARKETER)


def _recorded(handler: Handler, route: Route) -> tuple[Any, list[AwsCall]]:
    """The answer of a warm call and what it asked of AWS."""
    handler(route.before, functions.Context())
    calls: list[AwsCall] = []
    original = BaseClient._make_api_call  # type: ignore[attr-defined]

    def noted(self: BaseClient, operation: str, arguments: Mapping[str, Any]) -> Any:
        answer = original(self, operation, arguments)
        told = {name: value for name, value in answer.items() if name != "ResponseMetadata"}
        service = self.meta.service_model.service_name
        calls.append(AwsCall(service, operation, arguments, json.dumps(told).encode()))
        return answer

    with patch.object(BaseClient, "_make_api_call", noted):
        return handler(route.event, functions.Context()), calls


class _Body:
    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, **_: object) -> Iterator[bytes]:
        yield self._content


@contextmanager
def _answering(calls: list[AwsCall]) -> Iterator[None]:
    """Also the one secret that a container fetches, which it does again in each cloud."""
    secret = json.dumps({"SecretString": SECRET}).encode()
    told = {
        call.operation: [c.answer for c in calls if c.operation == call.operation] for call in calls
    }
    answers = {operation: cycle(each) for operation, each in told.items()}
    answers["GetSecretValue"] = cycle([secret])

    def send(_session: URLLib3Session, request: Any) -> AWSResponse:
        operation = request.headers["X-Amz-Target"].decode().rpartition(".")[2]
        return AWSResponse(request.url, 200, HTTPHeaders(), _Body(next(answers[operation])))

    with patch.object(URLLib3Session, "send", send):
        yield


def _bare_handler(calls: list[AwsCall]) -> Handler:
    client: Any = boto3.client  # its stubs know no service that is named at run time
    clients = {call.service: client(call.service) for call in calls}
    methods = [(_method(clients[call.service], call), call.arguments) for call in calls]

    def handler(event: Event, _context: object) -> object:
        asked = json.loads(event["body"] or "{}")
        told = [method(**arguments) for method, arguments in methods]
        return {"statusCode": 200, "body": json.dumps([asked, told])}

    return handler


def _method(client: Any, call: AwsCall) -> Callable[..., Any]:
    names = {operation: name for name, operation in client.meta.method_to_api_mapping.items()}
    method: Callable[..., Any] = getattr(client, names[call.operation])
    return method


def _per_call(handler: Handler, event: Event) -> float:
    start = process_time()
    for _ in range(CALLS_PER_TURN):
        handler(event, functions.Context())
    return (process_time() - start) / CALLS_PER_TURN
