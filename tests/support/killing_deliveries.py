"""Workers that are killed at random throughout a run of the gate:
`python -m tests.support.killing_deliveries REQUESTS WORKERS`, against a local cloud of its own that
has the one table. Prints what became of everybody, and how often the provider was handed each
message: by a provider that does not know keys, and by one that does."""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep, time
from typing import Any

import boto3

from infra.local import template
from infra.local.cloud import Cloud

ROOT = Path(__file__).parents[2]
MODULE = "tests.support.contend_deliveries"
TABLE = "deliveries"
PORT = 4599
KILLED_EVERY_S = 12.0


def main(count: int, workers: int) -> None:
    for knows_keys in ("0", "1"):
        with TemporaryDirectory() as home:
            cloud = Cloud(Path(home), PORT, keeps_state=False)
            cloud.start()
            try:
                _create(cloud.endpoint)
                told = run(_environment(cloud, home, knows_keys), count, workers)
                sys.stdout.write(f"{json.dumps(told)}\n")
            finally:
                cloud.stop()


def run(environment: dict[str, str], count: int, workers: int) -> dict[str, Any]:
    """Until all workers have seen all requests through; kills half of them again and again."""
    chance, began, kills = random.Random(1), monotonic(), 0
    running = [_start(environment, seed, count) for seed in range(workers)]
    while any(each.poll() is None for each in running):
        sleep(KILLED_EVERY_S)
        place = chance.randrange(workers)
        if running[place].poll() is None and monotonic() - began < 6 * count:
            running[place].kill()
            running[place].wait()
            kills += 1
            running[place] = _start(environment, place, count)
    asked = [sys.executable, "-m", MODULE, "-1", str(count)]
    told = subprocess.check_output(asked, cwd=ROOT, env=environment)
    return {"outcomes": json.loads(told), "kills": kills, **_handed(environment["SINK"])}


def _handed(sink: str) -> dict[str, Any]:
    lines = Path(sink).read_text().splitlines()
    times = Counter(Counter(lines).values())
    return {"messages": len(set(lines)), "handed_over": dict(sorted(times.items()))}


def _start(environment: dict[str, str], seed: int, count: int) -> "subprocess.Popen[bytes]":
    asked = [sys.executable, "-m", MODULE, str(seed), str(count)]
    return subprocess.Popen(asked, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def _environment(cloud: Cloud, home: str, knows_keys: str) -> dict[str, str]:
    return {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": cloud.endpoint,
        "AWS_SECRET_ACCESS_KEY": "test",
        "BEGAN_S": str(time()),
        "DELIVERY_TABLE": TABLE,
        "KNOWS_KEYS": knows_keys,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}:{ROOT / 'layers/core/python'}",
        "SINK": f"{home}/sink",
    }


def _create(endpoint: str) -> None:
    table = template.resources("AWS::DynamoDB::Table", "infra/tables.yaml")["DeliveryTable"]
    names = ("AttributeDefinitions", "BillingMode", "KeySchema")
    client = boto3.client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    client.create_table(TableName=TABLE, **{name: table[name] for name in names})


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
