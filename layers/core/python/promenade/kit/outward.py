"""Calling servers of others, once: whether they took the call is never guessed."""

from collections.abc import Callable, Mapping
from typing import Any

import urllib3
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
)

from promenade.kit import aws
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.values import Value

_PATIENCE = urllib3.Timeout(connect=2, read=5)
MOST_BYTES = 65_536
_NEVER_SENT = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.NameResolutionError,
    urllib3.exceptions.SSLError,
)


class Request(Value, frozen=True):
    url: str
    body: bytes
    headers: Mapping[str, str] = {}


class Answer(Value, frozen=True):
    status: int
    body: bytes


class NotReached(Unavailable):
    """The other server got nothing of the call."""


class Unanswered(DomainError):
    """The other server may have got the call; what it did with it nobody knows."""


class Outward:
    """POSTs within seconds, to no other address than asked: redirects are answers."""

    def __init__(self, pool: urllib3.PoolManager | None = None) -> None:
        self._pool = pool or urllib3.PoolManager(timeout=_PATIENCE, retries=False)

    def __call__(self, request: Request) -> Answer:
        """Raises NotReached or Unanswered."""
        try:
            answer = self._pool.request(
                "POST",
                request.url,
                body=request.body,
                headers=dict(request.headers),
                redirect=False,
                preload_content=False,
            )
            body: bytes = answer.read(MOST_BYTES + 1)
            answer.release_conn()
        except _NEVER_SENT as error:
            raise NotReached("The other server cannot be reached.") from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise Unanswered("The other server does not answer.") from error
        if len(body) > MOST_BYTES:
            raise Unanswered("The other server answers more than is read.")
        return Answer(answer.status, body)


Post = Callable[[Request], Answer]
"""`Outward`, or what stands for it."""


class Refusal(DomainError):
    """AWS says no, by a code of the service's."""

    def __init__(self, answered: str, status: int) -> None:
        super().__init__(f"AWS answers {answered}.")
        self.answered, self.status = answered, status


def ask_aws_once(service: str, operation: str, asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """`operation` in snake case. Raises NotReached, Unanswered or Refusal."""
    call = getattr(aws.client_of_one_try(service), operation)
    try:
        found: Mapping[str, Any] = call(**asked)
    except (EndpointConnectionError, ConnectTimeoutError) as error:
        raise NotReached("AWS cannot be reached.") from error
    except BotoCoreError as error:
        raise Unanswered("AWS does not answer.") from error
    except ClientError as error:
        answer = error.response
        status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        raise Refusal(answer.get("Error", {}).get("Code", ""), status) from None
    return found
