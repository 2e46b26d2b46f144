"""Calling servers of others, once: whether they took the call is never guessed."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import urllib3
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
)
from botocore.parsers import ResponseParserError

from promenade.kit import aws
from promenade.kit.connections import attempting, pool_to
from promenade.kit.errors import DomainError
from promenade.kit.places import NotReached, public_places
from promenade.kit.values import Value

MOST_BYTES = 65_536
MOST_S = 10.0


class Request(Value, frozen=True):
    """Raises ValueError for headers that cannot be sent."""

    url: str
    body: bytes = b""
    headers: Mapping[str, str] = {}
    method: Literal["GET", "POST"] = "POST"

    def __post_init__(self) -> None:
        for name, value in self.headers.items():
            if not value.isascii() or not value.isprintable():
                raise ValueError(f"The header {name} is no line of ASCII.")


class Answer(Value, frozen=True):
    status: int
    body: bytes


class Unanswered(DomainError):
    """The other server may have got the call; what it did with it nobody knows."""


class Outward:
    """Calls of some seconds, to public addresses alone and no other than asked: redirects are
    answers."""

    def __init__(self, pool: urllib3.PoolManager | None = None, most_s: float = MOST_S) -> None:
        self._pool, self._most_s = pool or pool_to(public_places), most_s

    def __call__(self, request: Request) -> Answer:
        """Raises NotPublic, NotReached or Unanswered."""
        with attempting(self._most_s) as attempt:
            try:
                answer = self._asked(request)
            except (urllib3.exceptions.HTTPError, OSError) as error:
                if attempt.is_sent:
                    raise Unanswered("The other server does not answer.") from error
                raise NotReached("The other server cannot be reached.") from error
        if attempt.is_cut or len(answer.body) > MOST_BYTES:
            raise Unanswered("The other server answers more than is read.")
        return answer

    def _asked(self, request: Request) -> Answer:
        answer = self._pool.request(
            request.method,
            request.url,
            body=request.body or None,
            headers=dict(request.headers),
            redirect=False,
            preload_content=False,
            decode_content=False,
        )
        body = b""
        while len(body) <= MOST_BYTES and (more := answer.read(MOST_BYTES + 1 - len(body))):
            body += more
        if len(body) > MOST_BYTES:
            answer.close()
        answer.release_conn()
        return Answer(answer.status, body)


Post = Callable[[Request], Answer]
"""`Outward`, or what stands for it."""


class Refusal(DomainError):
    """AWS says no, by a code of the service's. `words` are not to be told: they may name people."""

    def __init__(self, answered: str, status: int, words: str = "") -> None:
        super().__init__(f"AWS answers {answered}.")
        self.answered, self.status, self.words = answered, status, words


def ask_aws_once(service: str, operation: str, asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """`operation` in snake case. Raises NotReached, Unanswered or Refusal."""
    call = getattr(aws.client_of_one_try(service), operation)
    try:
        found: Mapping[str, Any] = call(**asked)
    except (EndpointConnectionError, ConnectTimeoutError) as error:
        raise NotReached("AWS cannot be reached.") from error
    except (BotoCoreError, ResponseParserError) as error:
        raise Unanswered("AWS does not answer, or nothing that is known.") from error
    except ClientError as error:
        answer = error.response
        status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        told = answer.get("Error", {})
        raise Refusal(told.get("Code", ""), status, told.get("Message", "")) from None
    return found
