"""Clients of AWS."""

from collections.abc import Callable
from typing import Any

import boto3
import botocore.session
import pytest
from botocore import auth

from promenade.kit import aws, aws_signing
from tests.support.clock import SAMPLE_TIME


class NotSentError(Exception):
    """Before anything leaves."""


CALLS: dict[str, Callable[[Any], object]] = {
    "dynamodb": lambda client: client.put_item(TableName="shop", Item={"pk": {"S": "雨巷铁观音"}}),
    "sqs": lambda client: client.send_message(
        QueueUrl="https://sqs.eu-west-1.amazonaws.com/123456789012/orders", MessageBody="雨巷铁观音"
    ),
}


@pytest.mark.parametrize("region", ["eu-central-1", "us-east-1", "cn-north-1", "us-gov-west-1"])
def test_tables_are_asked_where_botocores_rules_lead(
    monkeypatch: pytest.MonkeyPatch, region: str
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    untouched: Any = boto3.client("dynamodb", region_name=region)
    assert asked(aws.client.__wrapped__("dynamodb")) == asked(untouched)


def asked(client: Any) -> tuple[str, ...]:
    """Where a call goes, and what its signature is for."""
    seen: list[tuple[str, ...]] = []

    def note(request: Any, signing_name: str, region_name: str, **_: object) -> None:
        seen.append((request.url, signing_name, region_name))
        raise NotSentError

    client.meta.events.register("before-sign.dynamodb", note)
    with pytest.raises(NotSentError):
        client.list_tables()
    return seen[0]


@pytest.mark.parametrize("token", ["", "session/token+of=a/role"])
@pytest.mark.parametrize("endpoint", ["", "http://127.0.0.1:4566", "http://Tables.localhost:80"])
@pytest.mark.parametrize("service", ["dynamodb", "sqs"])
def test_calls_to_tables_and_queues_are_signed_as_botocore_signs_them(
    monkeypatch: pytest.MonkeyPatch, service: str, endpoint: str, token: str
) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", token)
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setattr(auth, "get_current_datetime", lambda: SAMPLE_TIME)
    monkeypatch.setattr(aws_signing, "get_current_datetime", lambda: SAMPLE_TIME)
    monkeypatch.setitem(auth.AUTH_TYPE_MAPS, "v4", auth.SigV4Auth)
    monkeypatch.setattr(aws, "_session", botocore.session.get_session)
    botos: Any = boto3.Session()
    ours = signed(aws.client.__wrapped__(service))
    assert ours == signed(botos.client(service))
    assert ours[0].startswith("AWS4-HMAC-SHA256 Credential=")


def signed(client: Any) -> tuple[str, ...]:
    """The headers that authorize a call, signed a second time as when it is sent again."""
    seen: list[tuple[str, ...]] = []

    def note(request: Any, **_: object) -> None:
        client._request_signer.sign("Any", request)
        names = ("Authorization", "X-Amz-Date", "X-Amz-Security-Token")
        seen.append(tuple(" ".join(request.headers.get_all(name, [])) for name in names))
        raise NotSentError

    service = client.meta.service_model.service_name
    client.meta.events.register_last(f"request-created.{service}", note)
    with pytest.raises(NotSentError):
        CALLS[service](client)
    return seen[0]
