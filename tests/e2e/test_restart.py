"""What `make down` and the next `make up` promise: what was stored is there, what comes is seen."""

import io
import json
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


def _watch_a_table(stack: Stack) -> None:
    table = stack.client("dynamodb").create_table(
        TableName="watched",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]
    role = stack.client("iam").create_role(
        RoleName="reader", AssumeRolePolicyDocument=json.dumps({"Statement": []})
    )["Role"]["Arn"]
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app.py", _READER)
    functions = stack.client("lambda")
    functions.create_function(
        FunctionName="reader",
        Runtime=f"python{PYTHON_VERSION}",
        Handler="app.handle",
        Role=role,
        Code={"ZipFile": code.getvalue()},
    )
    functions.create_event_source_mapping(
        FunctionName="reader",
        EventSourceArn=table["LatestStreamArn"],
        StartingPosition="TRIM_HORIZON",
    )


def _put(stack: Stack, key: str) -> None:
    stack.client("dynamodb").put_item(TableName="watched", Item={"pk": {"S": key}})


def _seen(stack: Stack, key: str) -> bool | None:
    logs = stack.client("logs")
    if not logs.describe_log_groups(logGroupNamePrefix="/aws/lambda/reader")["logGroups"]:
        return None
    events = logs.filter_log_events(logGroupName="/aws/lambda/reader")["events"]
    return any(f"seen {key}" in event["message"] for event in events) or None
