"""Calls between servers that share a secret: a signature tells who sent these very bytes, and when
(HMAC-SHA256 of the time, a dot and the body)."""

import hmac
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from promenade.kit.errors import Unauthenticated

TIMESTAMP, SIGNATURE = "promenade-timestamp", "promenade-signature"
HEADERS = (TIMESTAMP, SIGNATURE)
TOLERANCE = timedelta(minutes=5)
_MOST_DIGITS = 12


class Signatures:
    def __init__(self, secret: Callable[[], bytes]) -> None:
        self._secret = secret

    def sign(self, body: bytes, at: datetime) -> dict[str, str]:
        """The headers that go with it; the time is in seconds since 1970."""
        timestamp = str(int(at.timestamp()))
        return {TIMESTAMP: timestamp, SIGNATURE: self._of(timestamp, body)}

    def check(self, body: bytes, headers: Mapping[str, str], now: datetime) -> None:
        """`headers` by name in lower case. Raises Unauthenticated, whatever is wrong."""
        timestamp = headers.get(TIMESTAMP, "")
        is_time = timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _MOST_DIGITS
        age_s = abs(now.timestamp() - int(timestamp)) if is_time else float("inf")
        expected, given = self._of(timestamp, body), headers.get(SIGNATURE, "")
        is_signed = hmac.compare_digest(expected.encode(), given.encode())
        if not is_signed or age_s > TOLERANCE.total_seconds():
            raise Unauthenticated("The signature is none of ours, or too old.")

    def _of(self, timestamp: str, body: bytes) -> str:
        content = timestamp.encode() + b"." + body
        return hmac.digest(self._secret(), content, "sha256").hex()
