"""What providers tell of messages, over HTTP: believed by the secret in the address alone."""

from typing import Any

import msgspec

from promenade.contracts.messages import Receipt
from promenade.kit import aws
from promenade.kit.config import setting
from tests.support.callers import OWNER
from tests.support.channels import added
from tests.support.cloud import dump
from tests.support.gateway import Gateway

ALIBABA = {"kind": "alibaba", "sign": "灯笼", "secret": "alibaba"}
REPORT = {"phone_number": "13800138000", "success": True, "biz_id": "9006^0"}


def queued(name: str) -> list[dict[str, Any]]:
    found = aws.client("sqs").receive_message(
        QueueUrl=setting(name), MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    )
    return list(found.get("Messages", []))


def tell(gateway: Gateway, body: Any, token: str = "") -> Any:
    id_ = added(gateway, provider=ALIBABA)
    path = gateway.call(f"GET /channel-accounts/{id_}", caller=OWNER).json["receipts_path"]
    asked = {"token": token or path.rpartition("=")[2]}
    return gateway.call(f"POST {path.partition('?')[0]}", body, caller=None, query=asked)


def test_a_report_is_queued_without_whom_it_is_of(gateway: Gateway) -> None:
    answer = tell(gateway, [REPORT])
    assert (answer.status, answer.json["code"], answer.json["taken_count"]) == (200, 0, 1)
    (message,) = queued("DELIVERY_RECEIPTS_QUEUE_URL")
    (receipt,) = msgspec.json.decode(message["Body"], type=list[Receipt])
    assert (receipt.state, receipt.provider_id) == ("delivered", "9006^0")
    assert "13800138000" not in message["Body"]


def test_a_wrong_secret_tells_nothing_and_changes_nothing(gateway: Gateway) -> None:
    answer = tell(gateway, [REPORT], token="0" * 32)
    before = dump()
    assert answer.status == 404
    assert dump() == before
    assert queued("DELIVERY_RECEIPTS_QUEUE_URL") == []


def test_what_nobody_understands_is_parked_sealed(gateway: Gateway) -> None:
    answer = tell(gateway, [{"mystery": "13800138000"}])
    assert (answer.status, answer.json["parked_count"]) == (200, 1)
    (message,) = queued("DELIVERY_RECEIPTS_DEAD_LETTERS_URL")
    assert message["MessageAttributes"]["reason_code"]["StringValue"] == "receipt_unknown"
    assert "13800138000" not in message["Body"]
