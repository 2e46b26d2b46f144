"""Clients of AWS, each made when first needed, all from one session.

A session and its first client are most of a cold start, so nobody else makes them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from promenade.kit.aws_signing import sign_faster
from promenade.kit.errors import Unavailable

# Fail fast, within the ten seconds of a function: the caller, the queue or the schedule tries
# again, not a sleeping Lambda.
_PATIENCE = Config(
    connect_timeout=1,
    read_timeout=3,
    retries={"total_max_attempts": 2, "mode": "standard"},
    parameter_validation=False,
    # botocore's own user agent is put together anew for every request: a third of its CPU.
    user_agent="promenade",
)
# Virtual addressing: a link to the global endpoint is redirected, which breaks its signature.
_PRESIGNABLE = _PATIENCE.merge(
    Config(read_timeout=10, signature_version="s3v4", s3={"addressing_style": "virtual"})
)
_ONE_TRY = Config(retries={"total_max_attempts": 1, "mode": "standard"})
_BUSY = frozenset({"dynamodb", "sqs"})


@cache
def _session() -> botocore.session.Session:
    return botocore.session.get_session()


@cache
def client(service: str) -> Any:
    config = _PRESIGNABLE if service == "s3" else _PATIENCE
    made: Any = _session().create_client(service, config=config)
    if service == "dynamodb":
        # Its rules lead to the same endpoint each time: a sixth of a call's CPU.
        made._ruleset_resolver = None  # noqa: SLF001
    if service in _BUSY:
        sign_faster(made)
    return made


@cache
def client_of_one_try(service: str) -> Any:
    """For what has its effect again where it is asked again."""
    return _session().create_client(service, config=_PATIENCE.merge(_ONE_TRY))


def find_secret(secret_id: str) -> bytes | None:
    """The current value, None where there is no such secret or it is not ours to read. Raises
    Unavailable."""
    try:
        with answering("The store of secrets"):
            found = client("secretsmanager").get_secret_value(SecretId=secret_id)
    except ClientError:
        return None
    return str(found["SecretString"]).encode()


@cache
def secret(secret_id: str) -> bytes:
    """The current value of a secret, fetched once per container. Raises Unavailable."""
    with answering("The store of secrets"):
        found = client("secretsmanager").get_secret_value(SecretId=secret_id)
    return str(found["SecretString"]).encode()


@contextmanager
def answering(service: str) -> Iterator[None]:
    """Turns a service that does not answer, or asks us to come again, into Unavailable."""
    try:
        yield
    except BotoCoreError as error:
        raise Unavailable(f"{service} does not answer in time.") from error
    except ClientError as error:
        answer = error.response
        status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if status >= 500 or "Throttl" in answer.get("Error", {}).get("Code", ""):
            raise Unavailable(f"{service} is busy.") from error
        raise
