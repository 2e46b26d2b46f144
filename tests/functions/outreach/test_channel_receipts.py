"""What providers tell of messages, over HTTP: believed by the secret in the address, and the
provider's signature where it has one."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import msgspec
import pytest

from promenade.contracts.messages import Receipt
from promenade.kit import aws
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.outward import Outward
from tests.support.callers import OWNER
from tests.support.channels import added
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.providers import topic, wechat

ALIBABA = {"kind": "alibaba", "sign": "灯笼", "secret": "alibaba"}
SES = {"kind": "ses", "sender": "a@shop.example", "sender_name": "A", "topic_arn": topic.ARN}
WECHAT = {"kind": "wechat", "app_id": "wx1", "secret": "wx"}
DELIVERY = {
    "eventType": "Delivery",
    "mail": {"messageId": "m-1"},
    "delivery": {"timestamp": "2026-01-05T09:30:00.000Z"},
}
REPORT = {"phone_number": "13800138000", "success": True, "biz_id": "9006^0"}


def queued(name: str) -> list[dict[str, Any]]:
    found = aws.client("sqs").receive_message(
        QueueUrl=setting(name), MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    )
    return list(found.get("Messages", []))


def opened(gateway: Gateway, provider: dict[str, str]) -> tuple[str, str]:
    """The path and the token of an account's receipts."""
    id_ = added(gateway, provider=provider)
    path = gateway.call(f"GET /channel-accounts/{id_}", caller=OWNER).json["receipts_path"]
    return path.partition("?")[0], path.rpartition("=")[2]


def tell(gateway: Gateway, body: Any, token: str = "") -> Any:
    path, known = opened(gateway, ALIBABA)
    return gateway.call(f"POST {path}", body, caller=None, query={"token": token or known})


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


@pytest.fixture
def service() -> Iterator[topic.Service]:
    answering = topic.Service()
    with patch.object(Outward, "__call__", lambda _, asked: answering(asked)):
        yield answering


def test_mails_are_told_of_by_the_account_s_topic_alone(
    gateway: Gateway, service: topic.Service
) -> None:
    path, token = opened(gateway, SES)

    def tell(told: Any) -> int:
        return gateway.call(f"POST {path}", told, caller=None, query={"token": token}).status

    assert tell(topic.question()) == 200
    before = dump()
    assert [tell(DELIVERY), tell(topic.notice(DELIVERY, signer="eve"))] == [401, 401]
    assert (dump(), queued("DELIVERY_RECEIPTS_QUEUE_URL")) == (before, [])
    assert queued("DELIVERY_RECEIPTS_DEAD_LETTERS_URL") == []
    assert tell(topic.notice(DELIVERY)) == 200
    (message,) = queued("DELIVERY_RECEIPTS_QUEUE_URL")
    (receipt,) = msgspec.json.decode(message["Body"], type=list[Receipt])
    assert (receipt.state, receipt.provider_id) == ("delivered", "m-1")
    assert service.asked == [topic.CERTIFICATE, topic.CONFIRM]


def test_wechat_asks_before_it_pushes_and_is_answered_in_its_words(gateway: Gateway) -> None:
    path, token = opened(gateway, WECHAT)
    signed = wechat.signed(token, str(int(system_clock().timestamp())))
    asked = {"token": token, **signed}
    echoed = gateway.call(f"GET {path}", caller=None, query={**asked, "echostr": "5829"})
    assert (echoed.status, echoed.text) == (200, "5829")
    body = wechat.push(MsgType="event", Event="TEMPLATESENDJOBFINISH", MsgID="7", Status="success")
    pushed = gateway.call(f"POST {path}", body, caller=None, query=asked)
    assert (pushed.status, pushed.text) == (200, "success")
    (message,) = queued("DELIVERY_RECEIPTS_QUEUE_URL")
    assert [each["provider_id"] for each in msgspec.json.decode(message["Body"])] == ["7"]


def test_who_is_not_wechat_gets_no_echo_and_tells_nothing(gateway: Gateway) -> None:
    path, token = opened(gateway, WECHAT)
    forged = {"token": token, **wechat.signed(token, "1"), "echostr": "5829"}
    assert gateway.call(f"GET {path}", caller=None, query=forged).status == 401
    assert gateway.call(f"POST {path}", b"<xml/>", caller=None, query=forged).status == 401
    other, known = opened(gateway, ALIBABA)
    query = {"token": known, "echostr": "5829"}
    assert gateway.call(f"GET {other}", caller=None, query=query).status == 404
    assert queued("DELIVERY_RECEIPTS_QUEUE_URL") == []
