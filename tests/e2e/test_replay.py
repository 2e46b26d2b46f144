"""Parked messages get another try by one command."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from infra.local.cloud import ROOT, CloudError
from infra.local.replay import replay
from infra.local.stack import Stack


def test_a_parked_message_is_worked_off_after_its_replay(
    stack: Stack, eventually: Callable[..., Any]
) -> None:
    sample = json.loads((ROOT / "events/base/sqs/audit_record.json").read_text())
    body = json.loads(sample["Records"][0]["body"])
    body["detail"]["event_id"] = "replayed@1"
    stack.client("sqs").send_message(
        QueueUrl=stack.outputs["Messaging.AuditDeadLettersUrl"],
        MessageBody=json.dumps(body),
        MessageAttributes={
            "reason_code": {"DataType": "String", "StringValue": "invalid"},
            "reason": {"DataType": "String", "StringValue": "a worker of last week"},
        },
    )

    assert replay(stack, "Audit") == 1
    assert replay(stack, "Audit") == 0

    def recorded() -> bool | None:
        items = stack.client("dynamodb").scan(TableName=stack.outputs["Tables.Audit"])["Items"]
        return "replayed@1" in str(items) or None

    assert eventually(recorded)


def test_an_unknown_queue_is_refused_with_the_known_ones(stack: Stack) -> None:
    with pytest.raises(CloudError, match=r"Audit\|OrderIngest\|ReportBuild\|ReportFold"):
        replay(stack, "Nowhere")
