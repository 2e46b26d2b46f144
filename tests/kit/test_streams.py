"""Messages that bring records of a stream again."""

import json
from typing import Any
from unittest.mock import patch

import pytest
from botocore.exceptions import ClientError

from promenade.kit import aws
from promenade.kit.errors import Invalid, NotFound
from promenade.kit.streams import records_in
from tests.support.cloud import streamed

TABLE = "promenade-stock"
STREAMS = "dynamodbstreams"


def put(sku: str) -> None:
    item = {"pk": {"S": sku}, "sk": {"S": "LEVEL"}}
    aws.client("dynamodb").put_item(TableName=TABLE, Item=item)


def given_up(first: int, last: int) -> bytes:
    """What Lambda sends for a batch, by the places of its records in the stream."""
    records = streamed()
    arn = records[0]["eventSourceARN"]
    found = aws.client(STREAMS).describe_stream(StreamArn=arn)["StreamDescription"]
    info = {
        "shardId": found["Shards"][0]["ShardId"],
        "startSequenceNumber": records[first]["dynamodb"]["SequenceNumber"],
        "endSequenceNumber": records[last]["dynamodb"]["SequenceNumber"],
        "batchSize": last - first + 1,
        "streamArn": arn,
    }
    return json.dumps({"version": "1.0", "DDBStreamBatchInfo": info}).encode()


def keys(records: Any) -> list[str]:
    return [each["dynamodb"]["Keys"]["pk"]["S"] for each in records]


def test_a_record_is_itself() -> None:
    record = {"eventSourceARN": "arn", "dynamodb": {"NewImage": {"pk": {"S": "A"}}}}
    assert list(records_in(json.dumps(record | {"eventID": "1"}).encode())) == [record]


def test_a_batch_that_was_given_up_is_read_again_from_its_stream(stores: None) -> None:
    for sku in "ABCDE":
        put(sku)
    records = list(records_in(given_up(1, 3)))
    assert keys(records) == ["B", "C", "D"]
    assert {each["eventSourceARN"] for each in records} == {streamed()[0]["eventSourceARN"]}


def test_what_the_stream_keeps_no_longer_is_told(stores: None) -> None:
    put("A")
    message, client = given_up(0, 0), aws.client

    class Trimmed:
        def get_shard_iterator(self, **_: str) -> None:
            told: Any = {"Error": {"Code": "TrimmedDataAccessException"}}
            raise ClientError(told, "GetShardIterator")

    with (
        patch.object(aws, "client", lambda name: Trimmed() if name == STREAMS else client(name)),
        pytest.raises(NotFound),
    ):
        list(records_in(message))


@pytest.mark.parametrize("wrong", [b"{", b"{}", b'{"dynamodb": {}}', b'{"DDBStreamBatchInfo": {}}'])
def test_what_is_neither_is_refused(wrong: bytes) -> None:
    with pytest.raises(Invalid):
        list(records_in(wrong))
