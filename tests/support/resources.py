"""What the nested stacks hold, under names of the tests' own."""

import re
from collections.abc import Iterator
from typing import Any

from infra.local import template

_HERE = "eu-west-1:123456789012"
_TABLE = f"arn:aws:dynamodb:{_HERE}:table/promenade-{{}}"
_SAYS = {
    ("AWS::Cognito::UserPool", "Ref"): "eu-west-1_{}",
    ("AWS::DynamoDB::Table", "Arn"): _TABLE,
    ("AWS::DynamoDB::Table", "Ref"): "promenade-{}",
    ("AWS::DynamoDB::Table", "StreamArn"): f"{_TABLE}/stream/1",
    ("AWS::Events::EventBus", "Ref"): "promenade",
    ("AWS::IAM::Role", "Arn"): "arn:aws:iam::123456789012:role/{}",
    ("AWS::KMS::Key", "Arn"): f"arn:aws:kms:{_HERE}:alias/promenade-{{}}",
    ("AWS::KMS::Key", "Ref"): "alias/promenade-{}",
    ("AWS::S3::Bucket", "Ref"): "promenade-{}",
    ("AWS::SQS::Queue", "Arn"): f"arn:aws:sqs:{_HERE}:{{}}",
    ("AWS::SQS::Queue", "QueueName"): "{}",
    ("AWS::SQS::Queue", "Ref"): "https://sqs.eu-west-1.amazonaws.com/123456789012/{}",
    ("AWS::SecretsManager::Secret", "Id"): "promenade-{}",
}
"""(type, attribute) → what a resource says of itself; {} is its logical id in short."""

_STACKS = {
    name: properties["TemplateURL"]
    for name, properties in template.resources("AWS::CloudFormation::Stack").items()
}
_TYPE_WORD = re.compile(r"-(bucket|key|letters|queue|role|secret|table)$")
_OUTPUT = re.compile(r"(\w+)\.Outputs\.(\w+)")


def named(kind: str, attribute: str = "Ref") -> Iterator[tuple[str, dict[str, Any]]]:
    """(what it says of itself, properties) of every resource of a type."""
    for path in _STACKS.values():
        for logical, properties in template.resources(kind, path).items():
            yield _SAYS[kind, attribute].format(short(logical)), properties


def said(node: Any) -> str | None:
    """A value of template.yaml, if it is text or made of outputs."""
    if isinstance(node, str):
        return node
    ((how, what),) = node.items()
    if how == "Ref" and what.endswith(".Alias"):
        function = what.removesuffix(".Alias")
        return f"arn:aws:lambda:{_HERE}:function:{function}:{function}Aliaslive"
    if how == "GetAtt" and (found := _OUTPUT.fullmatch(what)):
        return _output(found)
    if how == "Sub" and isinstance(what, str):
        filled = re.sub(rf"\$\{{{_OUTPUT.pattern}\}}", _output, what)
        return None if "${" in filled else filled
    return None


def _output(found: re.Match[str]) -> str:
    document = template.read(_STACKS[found[1]])
    ((how, what),) = document["Outputs"][found[2]]["Value"].items()
    logical, _, attribute = what.partition(".")
    kind = document["Resources"][logical]["Type"]
    return _SAYS[kind, attribute or how].format(short(logical))


def short(logical: str) -> str:
    """`OrderIngestQueue` is `order-ingest`, its `OrderIngestDeadLetters` `order-ingest-dead`."""
    return _TYPE_WORD.sub("", re.sub(r"(?<=.)([A-Z])", r"-\1", logical).lower())
