"""Orders per CPU-second through order_ingest, against a bare boto3 handler putting the same item.

AWS answers at once from a stand-in below the HTTP session, so that serialising and signing count
and waiting does not. Neither side seals personal data: the orders have none.
"""

import itertools
import json
from collections.abc import Callable
from time import process_time
from typing import Any
from unittest.mock import patch

import boto3
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.httpsession import URLLib3Session

from infra.local import functions as loader
from promenade.kit import aws
from tests.bench.ratios import Row, interleaved
from tests.support.functions import Context
from tests.support.orders import queued, sale

BATCH = 50
BATCHES_PER_TURN = 8
ROUNDS = 9

Handler = Callable[[dict[str, Any], object], object]


class _Empty:
    """A body of AWS's: `{}`."""

    def stream(self, **_: object) -> Any:
        yield b"{}"


def rows() -> list[Row]:
    batches = [
        queued(*(sale(f"A-{number}") for number in range(start, start + BATCH)))
        for start in range(0, BATCHES_PER_TURN * BATCH, BATCH)
    ]
    with patch.object(URLLib3Session, "send", _answer):
        ours: Handler = loader.load("order_ingest").app
        bare = _bare_handler(batches, ours)
        seconds = interleaved(
            {
                "bare": lambda: _per_order(bare, batches),
                "ours": lambda: _per_order(ours, batches),
            },
            ROUNDS,
        )
    return [
        Row(
            "order_ingest, warm",
            f"{seconds['ours'] / seconds['bare']:.2f}",
            "≤ 1.4",
            f"CPU ÷ bare boto3 handler; {1 / seconds['ours']:.0f} orders per CPU-second "
            f"against {1 / seconds['bare']:.0f}",
        )
    ]


def _answer(_: URLLib3Session, request: Any) -> AWSResponse:
    headers = HTTPHeaders.from_dict({"content-type": "application/json"})
    return AWSResponse(request.url, 200, headers, _Empty())


def _per_order(handler: Handler, batches: list[dict[str, Any]]) -> float:
    began = process_time()
    for batch in batches:
        assert handler(batch, Context()) in ({"batchItemFailures": []}, None)
    return (process_time() - began) / (len(batches) * BATCH)


def _bare_handler(batches: list[dict[str, Any]], ours: Handler) -> Handler:
    """Reads the message and sends the very requests that ours sent: no checks, no sums."""
    requests = iter(itertools.cycle(_requests_of(batches, ours)))
    client = boto3.client(
        "dynamodb", region_name="eu-west-1", aws_access_key_id="k", aws_secret_access_key="s"
    )

    def handle(event: dict[str, Any], _context: object) -> None:
        for record in event["Records"]:
            json.loads(record["body"])
            client.put_item(**next(requests))

    return handle


def _requests_of(batches: list[dict[str, Any]], handler: Handler) -> list[dict[str, Any]]:
    with patch.object(aws.client("dynamodb"), "put_item") as noted:
        _per_order(handler, batches)
    return [dict(call.kwargs) for call in noted.call_args_list]
