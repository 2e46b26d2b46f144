"""How long a stack of the size that is planned takes on the local cloud: 90 functions behind 250
routes, made, changed in place and deleted, with the API skeleton of our own."""

import json
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import indent

from infra import gateway
from infra.gateway import Leading
from infra.local.cloud import Cloud
from infra.local.stack import Stack
from tests.bench.ratios import Row
from tests.e2e.conftest import free_port
from tests.support.transformed import transformed

FUNCTIONS, ROUTES = 90, 250
NAME = "synthetic"
_CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
_HEAD = """
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Globals: {Api: {OpenApiVersion: 3.0.1}}
Resources:
  GatewayRole:
    Type: AWS::IAM::Role
    Properties: {AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: []}}

  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      DefinitionBody:
        openapi: 3.0.1
        info: {title: synthetic, version: "1"}
"""
_FUNCTION = """
%(name)s:
  Type: AWS::Serverless::Function
  Properties:
    Handler: index.app
    InlineCode: 'def app(event, context): return {"statusCode": 200, "body": "%(name)s"}'
    MemorySize: %(memory)d
    Runtime: python3.13
    Policies:
      - Statement:
          - {Effect: Allow, Action: dynamodb:GetItem, Resource: !Sub "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/%(name)s"}
"""  # noqa: E501  as the assembled template


def rows() -> list[Row]:
    resources = transformed(synthetic(128))["Resources"]
    with tempfile.TemporaryDirectory() as home, _cloud(Path(home)) as stack:
        stack.client("s3").create_bucket(Bucket=NAME)
        seconds = {
            "created": _timed(stack, "create_stack", synthetic(128)),
            "changed": _timed(stack, "update_stack", synthetic(256)),
        }
        answered = _answers(stack)
        seconds["deleted"] = _timed(stack, "delete_stack")
    made = f"{FUNCTIONS} functions, {ROUTES} routes, {len(resources)} resources"
    detail = f"{made}; a route answers {answered}"
    return [Row(f"stack {what}", f"{each:.1f} s", "≤ 30", detail) for what, each in seconds.items()]


def synthetic(memory: int) -> str:
    names = [f"Function{number:02d}" for number in range(FUNCTIONS)]
    routes = [
        Leading(f"/things-{n}/{{id}}", "GET", f"${{{names[n % FUNCTIONS]}.Arn}}", is_public=True)
        for n in range(ROUTES)
    ]
    entries = (_FUNCTION % {"name": name, "memory": memory} for name in names)
    return _HEAD + indent(gateway.skeleton(routes), " " * 8) + indent("".join(entries), "  ")


@contextmanager
def _cloud(home: Path) -> Iterator[Stack]:
    cloud = Cloud(home, free_port(), keeps_state=False)
    cloud.start()
    stack = Stack(cloud)
    try:
        yield stack
    finally:
        stack.close()
        cloud.stop()


def _timed(stack: Stack, call: str, text: str = "") -> float:
    client, asked = stack.client("cloudformation"), {}
    if text:
        stack.client("s3").put_object(Bucket=NAME, Key=call, Body=text.encode())
        url = f"{stack.cloud.endpoint}/{NAME}/{call}"
        asked = {"TemplateURL": url, "Capabilities": _CAPABILITIES}
    began = time.monotonic()
    getattr(client, call)(StackName=NAME, **asked)
    waiter = client.get_waiter(f"stack_{call.removesuffix('_stack')}_complete")
    waiter.wait(StackName=NAME, WaiterConfig={"Delay": 1})
    return time.monotonic() - began


def _answers(stack: Stack) -> str:
    """What the function behind the last route says of itself, through API Gateway."""
    gateway = stack.client("apigateway")
    (api,) = gateway.get_rest_apis()["items"]
    last = f"things-{ROUTES - 1}"
    url = f"{stack.cloud.endpoint}/restapis/{api['id']}/live/_user_request_/{last}/1"
    return json.dumps(_get(url))


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return str(answer.read().decode())
