"""What functions ask of AWS, and what their roles allow; a resource by the last part of its ARN."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from infra.local import template
from infra.local.template import texts
from promenade.kit import aws
from tests.support import resources, transformed

_NAMED: dict[str, Callable[[Any], list[str]]] = {
    "cognito-idp": lambda asked: [f"userpool/{asked['UserPoolId']}"],
    "events": lambda asked: [f"event-bus/{each['EventBusName']}" for each in asked["Entries"]],
    "lambda": lambda asked: [asked["Qualifier"]],
    "kms": lambda asked: [asked["KeyId"]],
    "scheduler": lambda asked: [f"schedule/default/{asked['Name']}"],
    "s3": lambda asked: ["/".join(asked[each] for each in ("Bucket", "Key") if each in asked)],
    "secretsmanager": lambda asked: [asked["SecretId"]],
    "ses": lambda asked: [
        f"identity/{asked['Source']}",
        f"configuration-set/{asked['ConfigurationSetName']}",
    ],
    "sns": lambda asked: [asked["PhoneNumber"]],
    "sqs": lambda asked: [asked["QueueUrl"].rpartition("/")[2]],
}
"""Service → the resources that an operation of it names."""

_ALLOWED_BY = {"CopyObject": "PutObject", "ListObjectsV2": "ListBucket"}
"""Operations whose action has another name."""

Asked = tuple[str, str, Mapping[str, Any]]
"""Service, operation, parameters."""


class Deed(NamedTuple):
    """`table/promenade-stock`, `table/promenade-order/index/gsi1`, `audit-dead`, …"""

    action: str
    resource: str


class Grant(NamedTuple):
    """One statement of a role; both may have wildcards."""

    actions: list[str]
    resources: list[str]

    def allows(self, deed: Deed) -> bool:
        return _fits(deed.action, self.actions) and _fits(deed.resource, self.resources)

    def unused(self, deeds: set[Deed]) -> list[str]:
        """Actions and resources that none of the deeds needs."""
        asked = {part for deed in deeds if self.allows(deed) for part in deed}
        parts = (*self.actions, *self.resources)
        return [part for part in parts if not any(_fits(each, [part]) for each in asked)]


def _fits(found: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(found, pattern) for pattern in patterns)


@contextmanager
def listening() -> Iterator[list[Asked]]:
    """What is asked meanwhile, by new clients: a client keeps the hooks it began with."""
    heard: list[Asked] = []

    def note(**told: Any) -> None:
        operation = told["model"]
        heard.append((operation.service_model.service_name, operation.name, told["params"]))

    session = aws._session()
    session.register("before-parameter-build", note)
    aws.client.cache_clear()
    aws.client_of_one_try.cache_clear()
    try:
        yield heard
    finally:
        session.unregister("before-parameter-build", note)
        aws.client.cache_clear()
        aws.client_of_one_try.cache_clear()


def deeds_in(heard: Iterable[Asked]) -> set[Deed]:
    return {deed for asked in heard for deed in _deeds(*asked)}


def _deeds(service: str, operation: str, asked: Mapping[str, Any]) -> Iterator[Deed]:
    if operation == "TransactWriteItems":
        for ((kind, write),) in (entry.items() for entry in asked["TransactItems"]):
            yield Deed(f"dynamodb:{kind}Item", f"table/{write['TableName']}")
    elif service == "dynamodb":
        index = f"/index/{asked['IndexName']}" if "IndexName" in asked else ""
        for table in asked.get("RequestItems") or [asked["TableName"]]:
            yield Deed(f"dynamodb:{operation}", f"table/{table}{index}")
    else:
        action = _ALLOWED_BY.get(operation, operation.removesuffix("Batch"))
        for resource in _NAMED[service](asked):
            yield Deed(f"{service}:{action}", resource)
        if source := asked.get("CopySource"):
            yield Deed("s3:GetObject", source)
        if role := asked.get("Target", {}).get("RoleArn"):
            yield Deed("iam:PassRole", role.rpartition(":")[2])


def granted(function: str) -> list[Grant]:
    """The statements of a function's own role."""
    logical = f"{template.logical_id(function)}Role"
    role = transformed.resources("AWS::IAM::Role")[logical]
    statements = [
        each
        for policy in role.get("Policies", [])
        for each in policy["PolicyDocument"]["Statement"]
    ]
    return [Grant(list(texts(each["Action"])), _resources(each)) for each in statements]


def _resources(statement: Mapping[str, Any]) -> list[str]:
    """All of them where it says to which not."""
    node = statement.get("Resource", "*")
    nodes = node if isinstance(node, list) else [node]
    return [_said(each).rpartition(":")[2] for each in nodes]


def _said(node: Any) -> str:
    """A resource of a statement, with names of the tests' own."""
    if isinstance(node, str):
        return node
    ((how, what),) = node.items()
    if how == "Ref":
        return str(what)
    if how == "Fn::GetAtt":
        return resources.said({"GetAtt": ".".join(what)}) or ""
    text, values = (what, {}) if isinstance(what, str) else what
    for name, value in values.items():
        text = text.replace(f"${{{name}}}", _said(value))
    text = text.replace("${AWS::StackName}", "promenade")
    return resources.said({"Sub": re.sub(r"\$\{AWS::\w+\}", "", text)}) or ""
