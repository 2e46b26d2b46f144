"""What `make down` and the next `make up` promise: what was stored is there, what comes is seen."""

import io
import json
import os
import signal
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.local.cloud import PYTHON_VERSION, Cloud
from infra.local.stack import Stack
from tests.e2e.conftest import free_port

_READER = """
def handle(event, _context):
    for record in event["Records"]:
        print("seen", record["dynamodb"]["Keys"]["pk"]["S"])
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "cloud"


@pytest.fixture
def restart(home: Path) -> Iterator[Callable[[], Stack]]:
    """Stops what runs, starts it again on another port."""
    running: list[Stack] = []

    def stop() -> None:
        for stack in running:
            stack.close()
            stack.cloud.stop()
        running.clear()

    def again() -> Stack:
        stop()
        cloud = Cloud(home, free_port())
        cloud.start()
        running.append(Stack(cloud))
        return running[0]

    yield again
    stop()


def test_changes_are_relayed_after_a_restart(
    restart: Callable[[], Stack], eventually: Callable[..., Any]
) -> None:
    stack = restart()
    _watch_a_table(stack)
    _put(stack, "before")
    eventually(lambda: _seen(stack, "before"))

    stack = restart()
    _put(stack, "after")
    eventually(lambda: _seen(stack, "after"))
    found = stack.client("dynamodb").scan(TableName="watched")["Items"]
    assert sorted(item["pk"]["S"] for item in found) == ["after", "before"]


def test_what_a_killed_cloud_left_running_ends_before_the_next_starts(
    restart: Callable[[], Stack], home: Path
) -> None:
    stack = restart()
    _add_function(stack, "sleeper", "import os\ndef handle(event, _context): return os.getpid()")
    worker = int(stack.client("lambda").invoke(FunctionName="sleeper")["Payload"].read())
    os.kill(int((home / "cloud.pid").read_text()), signal.SIGKILL)
    assert _is_alive(worker)

    restart()
    assert not _is_alive(worker)


def test_what_a_killed_cloud_never_saved_is_forgotten(
    restart: Callable[[], Stack], home: Path
) -> None:
    stack = restart()
    stack.client("s3").create_bucket(Bucket="stray")
    sent = home / "imports" / "half.jsonl"
    sent.parent.mkdir()
    sent.write_text("half of it was sent")
    leader = int((home / "cloud.pid").read_text())
    os.kill(leader, signal.SIGKILL)
    os.waitpid(leader, 0)

    assert restart().client("s3").list_buckets()["Buckets"] == []
    assert not sent.exists()


def test_a_cloud_that_ended_well_keeps_how_far_imports_came(
    restart: Callable[[], Stack], home: Path
) -> None:
    stack = restart()
    stack.client("s3").create_bucket(Bucket="kept")
    sent = home / "imports" / "half.jsonl"
    sent.parent.mkdir()
    sent.write_text("half of it was sent")

    assert [each["Name"] for each in restart().client("s3").list_buckets()["Buckets"]] == ["kept"]
    assert sent.read_text() == "half of it was sent"


def _is_alive(process_id: int) -> bool:
    """A process that has ended and that nobody has waited for is not."""
    status = Path(f"/proc/{process_id}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


def _watch_a_table(stack: Stack) -> None:
    table = stack.client("dynamodb").create_table(
        TableName="watched",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]
    _add_function(stack, "reader", _READER)
    stack.client("lambda").create_event_source_mapping(
        FunctionName="reader",
        EventSourceArn=table["LatestStreamArn"],
        StartingPosition="TRIM_HORIZON",
    )


def _add_function(stack: Stack, name: str, source: str) -> None:
    role = stack.client("iam").create_role(
        RoleName=name, AssumeRolePolicyDocument=json.dumps({"Statement": []})
    )["Role"]["Arn"]
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app.py", source)
    stack.client("lambda").create_function(
        FunctionName=name,
        Runtime=f"python{PYTHON_VERSION}",
        Handler="app.handle",
        Role=role,
        Code={"ZipFile": code.getvalue()},
    )


def _put(stack: Stack, key: str) -> None:
    stack.client("dynamodb").put_item(TableName="watched", Item={"pk": {"S": key}})


def _seen(stack: Stack, key: str) -> bool | None:
    logs = stack.client("logs")
    if not logs.describe_log_groups(logGroupNamePrefix="/aws/lambda/reader")["logGroups"]:
        return None
    events = logs.filter_log_events(logGroupName="/aws/lambda/reader")["events"]
    return any(f"seen {key}" in event["message"] for event in events) or None
