"""Parked messages get another try by one command."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from infra.local.cloud import ROOT, CloudError
from infra.local.replay import replay
from infra.local.stack import Stack
from tests.support.deployed import stored


def test_a_parked_message_is_worked_off_after_its_replay(
    stack: Stack, eventually: Callable[..., Any]
) -> None:
    sample = json.loads((ROOT / "events/base/sqs/audit_record.json").read_text())
    body = json.loads(sample["Records"][0]["body"])
    body["key"] = "replayed"
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

    assert eventually(lambda: is_recorded(stack, "replayed@1"))


def test_a_batch_that_the_relay_gave_up_is_told_after_its_replay(
    stack: Stack, eventually: Callable[..., Any]
) -> None:
    """What it told before is forgotten first, because nothing makes it give up here."""
    put_level(stack, "SKU#GIVEN-UP", "StockMoved")
    assert eventually(lambda: is_recorded(stack, "SKU#GIVEN-UP/LEVEL@1"))
    key = {"pk": {"S": "stock:SKU#GIVEN-UP/LEVEL"}, "sk": {"S": "000000000001"}}
    stack.client("dynamodb").delete_item(TableName=stack.outputs["Tables.Audit"], Key=key)
    stack.client("sqs").send_message(
        QueueUrl=stack.outputs["Messaging.RelayDeadLettersUrl"],
        MessageBody=json.dumps({"DDBStreamBatchInfo": whole_stream(stack)}),
    )
    assert replay(stack, "Relay") == 1
    assert eventually(lambda: is_recorded(stack, "SKU#GIVEN-UP/LEVEL@1"))


def test_a_record_that_cannot_be_told_waits_with_its_reason(
    stack: Stack, eventually: Callable[..., Any]
) -> None:
    put_level(stack, "SKU#UNTOLD", "StockVanished")
    url, sqs = stack.outputs["Messaging.RelayDeadLettersUrl"], stack.client("sqs")

    def parked() -> Any:
        found = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])
        return next(iter(found.get("Messages", [])), None)

    message = eventually(parked)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    reason = message["MessageAttributes"]["reason"]["StringValue"]
    assert reason == "promenade.stock publishes no StockVanished."
    assert "SKU#UNTOLD" in message["Body"]


def put_level(stack: Stack, pk: str, fact: str) -> None:
    sample = json.loads((ROOT / "events/stream/relay.json").read_text())["Records"]
    images = [each["dynamodb"]["NewImage"] for each in sample]
    item = next(each for each in images if each["fact"]["S"] == "StockMoved")
    stated = item | {"pk": {"S": pk}, "fact": {"S": fact}}
    stack.client("dynamodb").put_item(TableName=stack.outputs["Tables.Stock"], Item=stated)


def whole_stream(stack: Stack) -> dict[str, Any]:
    """What Lambda would say of a batch with all that the stock table's stream holds."""
    streams, arn = stack.client("dynamodbstreams"), stack.outputs["Tables.StockStream"]
    (shard,) = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    place = {"StreamArn": arn, "ShardId": shard["ShardId"]}
    reader = streams.get_shard_iterator(**place, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
    numbers: list[str] = []
    while page := (read := streams.get_records(ShardIterator=reader))["Records"]:
        numbers += [each["dynamodb"]["SequenceNumber"] for each in page]
        reader = read["NextShardIterator"]
    return {
        "shardId": shard["ShardId"],
        "startSequenceNumber": numbers[0],
        "endSequenceNumber": numbers[-1],
        "streamArn": arn,
    }


def is_recorded(stack: Stack, event_id: str) -> bool | None:
    return any(event_id in str(item) for item in stored(stack, "Audit")) or None


def test_an_unknown_queue_is_refused_with_the_known_ones(stack: Stack) -> None:
    with pytest.raises(CloudError, match=r"OrderIngest\|OrderProof\|OrderWake"):
        replay(stack, "Nowhere")
