"""The stores of one test, in process: what the stacks of infra/ hold."""

import copyreg
import io
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Condition
from typing import Any, Literal, NamedTuple, get_args
from unittest.mock import patch

import boto3
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from moto import mock_aws
from moto.backends import get_backend
from moto.core import models

from promenade.kit import api_clients, aws
from promenade.kit.signed_calls import SignedCalls
from tests.support import provisioned, resources, settings, staff_pool
from tests.support.digests import SECRET
from tests.support.quick_moto import copying_less

_OF_TABLE = ("AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes", "KeySchema")

_Service = Literal["dynamodb", "events", "kms", "s3", "secretsmanager", "sqs"]

Dump = dict[str, list[dict[str, Any]]]
copyreg.pickle(Condition, lambda _: (Condition, ()))  # a queue of moto's waits by one


class Held(NamedTuple):
    """What moto holds: packed, which is laid out in a fifth of the time that copying takes, but
    for keys, which nobody changes and nothing packs."""

    packed: bytes
    keys: list[RSAPrivateKey]


class _Packing(pickle.Pickler):
    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.keys: list[RSAPrivateKey] = []

    def persistent_id(self, found: Any) -> int | None:
        if not isinstance(found, RSAPrivateKey):
            return None
        self.keys.append(found)
        return len(self.keys) - 1


class _Unpacking(pickle.Unpickler):
    def __init__(self, kept: Held) -> None:
        super().__init__(io.BytesIO(kept.packed))
        self._keys = kept.keys

    def persistent_load(self, place: int) -> RSAPrivateKey:
        return self._keys[place]


@contextmanager
def cloud() -> Iterator[None]:
    waiting_is_over = patch.object(api_clients, "sleep")
    untold: Any = patch.object(models, "RESPONSES_METHODS", [])  # nobody asks but by botocore
    answering = patch.object(SignedCalls, "_post", _gateway_answers)
    with untold, mock_aws(), copying_less(), answering, waiting_is_over:
        aws.secret.cache_clear()
        provisioned.begin()
        staff_pool.begin()
        lay_out(_made())
        yield
    aws.secret.cache_clear()


@cache
def _made() -> Held:
    """Once all is created, which takes many times as long as laying it out."""
    create()
    return held()


def held() -> Held:
    """Of each service, in an account and region."""
    found = {
        (service, account, region): dict(vars(backend))
        for service in get_args(_Service)
        for account, regions in get_backend(service).items()
        for region, backend in regions.items()
    }
    packed = io.BytesIO()
    packing = _Packing(packed)
    packing.dump(found)
    return Held(packed.getvalue(), packing.keys)


def lay_out(kept: Held) -> None:
    for (service, account, region), state in _Unpacking(kept).load().items():
        backend: Any = get_backend(service)[account][region]
        backend.__dict__.update(state)


def is_empty() -> bool:
    return not any(map(waiting, settings.QUEUES)) and not any(map(_items, _tables().values()))


def _gateway_answers(calls: SignedCalls, _path: str, body: bytes, key: str) -> bytes:
    """The payment gateway takes whatever it is asked for, with a signature."""
    calls._signatures.sign(body, calls._clock())
    return b'{"url": "https://payments.example/pay/%s"}' % key.encode()


def warm() -> None:
    """What a container fetches once is there, as all calls but its first find it."""
    aws.secret(settings.SETTINGS["DIGEST_SECRET_ID"])


def dump() -> Dump:
    """Every item of every table and every message waiting, to prove that nothing moved."""
    stored = {name: sorted(_items(table), key=repr) for name, table in _tables().items()}
    return stored | {"messages": [{name: waiting(name)} for name in settings.QUEUES]}


def _tables() -> dict[str, Any]:
    (found,) = (
        region.tables
        for regions in get_backend("dynamodb").values()
        for region in regions.values()
        if region.tables
    )
    return found


def _items(table: Any) -> list[dict[str, Any]]:
    """As a scan tells them, without all that a scan goes through."""
    return [
        {name: value.to_regular_json() for name, value in item.attrs.items()}
        for item in table.all_items()
    ]


def waiting(queue: str) -> int:
    """How many messages a queue holds."""
    (held,) = (
        region.queues[queue]
        for regions in get_backend("sqs").values()
        for region in regions.values()
        if queue in region.queues
    )
    return len(held.messages)


@cache
def queues() -> Any:
    """A client in no function's name."""
    return boto3.client("sqs")


def delivered(queue: str) -> dict[str, Any]:
    """All that waits in a queue, as Lambda would be handed it; it is gone from there then."""
    sqs = queues()
    url, records = sqs.get_queue_url(QueueName=queue)["QueueUrl"], []
    while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in found:
            records.append({"messageId": message["MessageId"], "body": message["Body"]})
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return {"Records": records}


def streamed() -> list[dict[str, Any]]:
    """What the tables' streams hold, one table after the other; asked in no function's name."""
    streams = boto3.client("dynamodbstreams")
    return [
        {**record, "eventSourceARN": stream["StreamArn"]}
        for stream in streams.list_streams()["Streams"]
        for record in _records(streams, stream["StreamArn"])
    ]


def _records(streams: Any, arn: str) -> list[dict[str, Any]]:
    """A page takes all of a test."""
    found: list[dict[str, Any]] = streams.get_records(ShardIterator=shard_start(streams, arn))[
        "Records"
    ]
    return found


def shard_start(streams: Any, arn: str) -> str:
    """A table of moto's has one shard."""
    (shard,) = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    start = streams.get_shard_iterator(
        StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )
    place: str = start["ShardIterator"]
    return place


def create() -> None:
    """Wherever the clients of AWS lead."""
    _create_tables()
    _create_the_rest()


def _create_tables() -> None:
    for name, declared in resources.named("AWS::DynamoDB::Table"):
        options = {option: declared[option] for option in _OF_TABLE if option in declared}
        if "StreamSpecification" in declared:
            stream = {"StreamEnabled": True, **declared["StreamSpecification"]}
            options["StreamSpecification"] = stream
        aws.client("dynamodb").create_table(TableName=name, **options)


def _create_the_rest() -> None:
    for name in settings.QUEUES:
        aws.client("sqs").create_queue(QueueName=name)
    for name, _ in resources.named("AWS::Events::EventBus"):
        aws.client("events").create_event_bus(Name=name)
    for name, _ in resources.named("AWS::SecretsManager::Secret", "Id"):
        aws.client("secretsmanager").create_secret(Name=name, SecretString=SECRET)
    place = {"LocationConstraint": "eu-west-1"}
    for name, _ in resources.named("AWS::S3::Bucket"):
        aws.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration=place)
    for name, _ in resources.named("AWS::KMS::Key"):
        key = aws.client("kms").create_key()["KeyMetadata"]["KeyId"]
        aws.client("kms").create_alias(AliasName=name, TargetKeyId=key)
