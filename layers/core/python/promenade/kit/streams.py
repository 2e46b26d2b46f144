"""Records of a table's stream, out of messages that give them another try."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from botocore.exceptions import ClientError

from promenade.kit import aws
from promenade.kit.decoding import decode
from promenade.kit.errors import NotFound

_GONE = frozenset({"ResourceNotFoundException", "TrimmedDataAccessException"})


class _Span(msgspec.Struct, frozen=True, rename="camel"):
    """Where the records of a batch are that Lambda gave up."""

    shard_id: str
    start_sequence_number: str
    end_sequence_number: str
    stream_arn: str


class _Failure(msgspec.Struct, frozen=True):
    span: _Span | None = msgspec.field(name="DDBStreamBatchInfo", default=None)


class _Record(msgspec.Struct, frozen=True):
    stream_arn: str = msgspec.field(name="eventSourceARN")
    images: dict[str, Any] = msgspec.field(name="dynamodb")


def records_in(message: bytes) -> Iterable[Mapping[str, Any]]:
    """The record that a message is, or those that it tells of, read again from the stream.

    Raises Invalid, Unavailable, or NotFound for what the stream keeps no longer (24 hours)."""
    span = decode(message, _Failure).span
    return _read_again(span) if span else [msgspec.to_builtins(decode(message, _Record))]


def _read_again(span: _Span) -> Iterator[Mapping[str, Any]]:
    last = int(span.end_sequence_number)
    try:
        for record in _records_from(span):
            yield {**record, "eventSourceARN": span.stream_arn}
            if int(record["dynamodb"]["SequenceNumber"]) >= last:
                return
    except ClientError as error:
        if error.response["Error"]["Code"] in _GONE:
            raise NotFound("The stream keeps these records no longer.") from error
        raise


def _records_from(span: _Span) -> Iterator[dict[str, Any]]:
    """Page by page, to the shard's end."""
    streams = aws.client("dynamodbstreams")
    with aws.answering("The stream"):
        iterator = streams.get_shard_iterator(
            StreamArn=span.stream_arn,
            ShardId=span.shard_id,
            ShardIteratorType="AT_SEQUENCE_NUMBER",
            SequenceNumber=span.start_sequence_number,
        )["ShardIterator"]
        while iterator:
            page = streams.get_records(ShardIterator=iterator)
            yield from page["Records"]
            iterator = page.get("NextShardIterator")
