"""Workers that are killed at random throughout the runs of segments, against a table of their own:
what the runs came to, and each way that somebody was told to have gone, as the stream tells it."""

import json
import os
import random
import subprocess
import sys
from collections import defaultdict
from itertools import count as numbers
from pathlib import Path
from time import sleep
from typing import Any, Literal, NamedTuple

import boto3

from infra.local import template
from infra.local.cloud import Cloud

ROOT = Path(__file__).parents[2]
TABLE = "segments"
KILLED_EVERY_S = 1.5

Ways = dict[str, list[tuple[int, str]]]
"""By customer: which turn it was, and what was told of it."""


class Found(NamedTuple):
    told: dict[str, Any]
    ways: Ways
    kills: int


def killed(cloud: Cloud, people: int, workers: int, kills: int) -> Found:
    """Kills one of them again and again, `kills` times at most, and has it begin anew."""
    create(cloud)
    ask(cloud, "contend_segments", -2, people)
    chance, done = random.Random(people), 0
    running = [_start(cloud, seed, people) for seed in range(workers)]
    while any(each.poll() is None for each in running):
        sleep(chance.uniform(0.2, KILLED_EVERY_S))
        place = chance.randrange(workers)
        if running[place].poll() is None and done < kills:
            running[place].kill()
            running[place].wait()
            done += 1
            running[place] = _start(cloud, place, people)
    assert [each.returncode for each in running] == [0] * workers
    return Found(json.loads(ask(cloud, "contend_segments", -1, people)), _ways(cloud), done)


def create(cloud: Cloud) -> None:
    table = template.resources("AWS::DynamoDB::Table", "infra/tables.yaml")["SegmentTable"]
    names = (
        "AttributeDefinitions",
        "BillingMode",
        "GlobalSecondaryIndexes",
        "KeySchema",
        "StreamSpecification",
    )
    given = {name: table[name] for name in names}
    given["StreamSpecification"] = {**given["StreamSpecification"], "StreamEnabled": True}
    _client(cloud, "dynamodb").create_table(TableName=TABLE, **given)


def ask(cloud: Cloud, module: str, seed: int, count: int) -> bytes:
    return subprocess.check_output(_command(module, seed, count), cwd=ROOT, env=_settings(cloud))


def _start(cloud: Cloud, seed: int, count: int) -> "subprocess.Popen[bytes]":
    asked = _command("contend_segments", seed, count)
    return subprocess.Popen(asked, cwd=ROOT, env=_settings(cloud), stdout=subprocess.DEVNULL)


def _command(module: str, seed: int, count: int) -> list[str]:
    return [sys.executable, "-m", f"tests.support.{module}", str(seed), str(count)]


def _settings(cloud: Cloud) -> dict[str, str]:
    return {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": cloud.endpoint,
        "AWS_SECRET_ACCESS_KEY": "test",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}:{ROOT / 'layers/core/python'}",
        "SEGMENT_TABLE": TABLE,
    }


def _client(cloud: Cloud, name: Literal["dynamodb", "dynamodbstreams"]) -> Any:
    return boto3.client(
        name,
        endpoint_url=cloud.endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def _ways(cloud: Cloud) -> Ways:
    found: Ways = defaultdict(list)
    for record in _records(cloud):
        image = record["dynamodb"].get("NewImage", {})
        kind, _, rest = image.get("pk", {}).get("S", "").partition("#")
        if kind == "MEMBER":
            customer = rest.partition("#")[2]
            found[customer].append((int(image["version"]["N"]), image["fact"]["S"]))
    return found


def _records(cloud: Cloud) -> list[dict[str, Any]]:
    streams = _client(cloud, "dynamodbstreams")
    (stream,) = streams.list_streams(TableName=TABLE)["Streams"]
    arn = stream["StreamArn"]
    found: list[dict[str, Any]] = []
    for shard in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        asked = {"StreamArn": arn, "ShardId": shard["ShardId"]}
        start = streams.get_shard_iterator(**asked, ShardIteratorType="TRIM_HORIZON")
        place = start["ShardIterator"]
        for _ in numbers():
            answer = streams.get_records(ShardIterator=place)
            found += answer["Records"]
            place = answer.get("NextShardIterator")
            if not (answer["Records"] and place):
                break
    return found
