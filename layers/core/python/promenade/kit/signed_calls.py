"""Asking another server for something, with a signature of ours (`kit.signatures`)."""

from collections.abc import Callable
from typing import Any

import msgspec
import urllib3

from promenade.kit.clock import Clock
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.signatures import Signatures

_ANSWER_WITHIN_S = 3.0
_MOST_BYTES = 65_536
_PASSING = frozenset({408, 425, 429})


class CallRefused(DomainError):
    """The other server takes this call for wrong; it would again."""


class SignedCalls:
    """Each call is made twice at most, and has the same effect however often it is made."""

    def __init__(self, url: str, signatures: Signatures, clock: Clock) -> None:
        self._url = url.rstrip("/")
        self._signatures = signatures
        self._clock = clock
        self._pool = urllib3.PoolManager(timeout=_ANSWER_WITHIN_S, retries=False)

    def post(self, path: str, content: Any, key: str) -> bytes:
        """Answers the other's body. Raises Unavailable or CallRefused."""
        body = msgspec.json.encode(content)
        try:
            return self._post(path, body, key)
        except Unavailable:
            return self._post(path, body, key)

    def _post(self, path: str, body: bytes, key: str) -> bytes:
        signed = self._signatures.sign(body, self._clock())
        headers = {"content-type": "application/json", "idempotency-key": key, **signed}
        try:
            answer = self._pool.request(
                "POST", f"{self._url}{path}", body=body, headers=headers, preload_content=False
            )
            found: bytes = answer.read(_MOST_BYTES)
            answer.release_conn()
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise Unavailable("The other server does not answer.") from error
        return _good(answer.status, found)


def _good(answered: int, body: bytes) -> bytes:
    if answered >= 500 or answered in _PASSING:
        raise Unavailable("The other server is busy.")
    if answered >= 300:
        raise CallRefused(f"The other server answers {answered}.", answered_status=answered)
    return body


Poster = Callable[[str, Any, str], bytes]
"""`SignedCalls.post`: path, content, key."""
