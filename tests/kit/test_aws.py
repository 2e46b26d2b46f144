"""Clients of AWS."""

from typing import Any

import boto3
import pytest

from promenade.kit import aws


class NotSentError(Exception):
    """Before anything leaves."""


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
