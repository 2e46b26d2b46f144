"""Which pages of a browser may call, and read what they are answered (Fetch standard, 3.2).

Without cookies: whoever calls brings a bearer token.
"""

from collections.abc import Iterable, Mapping
from typing import Any

ASKED = (
    "Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, "
    "X-Correlation-Id"
)
SHOWN = "Allow, ETag, Location, Retry-After, WWW-Authenticate"
METHODS = "DELETE, GET, HEAD, POST, PUT"
_LASTS_S = "7200"


class Cors:
    """`origins` as browsers name them: `https://shop.example.com`."""

    def __init__(self, origins: Iterable[str]) -> None:
        self._origins = frozenset(filter(None, origins))

    def headers(self, event: Mapping[str, Any]) -> dict[str, str]:
        """Of the answer to a proxy event."""
        if not self._origins:
            return {}
        origin = _origin(event)
        if origin not in self._origins:
            return {"Vary": "Origin"}
        return {
            "Vary": "Origin",
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Expose-Headers": SHOWN,
        }

    def preflight(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """The proxy answer to what a browser asks before it calls."""
        headers = {"Cache-Control": "no-store", **self.headers(event)}
        if "Access-Control-Allow-Origin" in headers:
            headers |= {
                "Access-Control-Allow-Headers": ASKED,
                "Access-Control-Allow-Methods": METHODS,
                "Access-Control-Max-Age": _LASTS_S,
            }
        return {"statusCode": 204, "headers": headers, "body": ""}


def _origin(event: Mapping[str, Any]) -> str:
    headers: Mapping[str, str] = event.get("headers") or {}
    return next((value for name, value in headers.items() if name.lower() == "origin"), "")
