"""Our HTTP API on a local cloud, called over kept-alive connections."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import urllib3

from infra.local.stack import Stack


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw) if self.raw else None


class Api:
    """Not every resolver knows `*.localhost`, so the address is explicit and the name a header."""

    def __init__(self, stack: Stack, timeout_s: float = 60) -> None:
        self._host = f"{stack.host}:{stack.cloud.port}"
        self._connections = urllib3.HTTPConnectionPool(
            "127.0.0.1", stack.cloud.port, timeout=timeout_s, retries=False
        )

    def call(
        self,
        route: str,
        body: Any = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """`route` is `METHOD /path?query`; `body` is sent as it is if bytes, else as JSON.

        Raises urllib3's HTTPError where nothing is answered.
        """
        method, path = route.split(" ", 1)
        sent = {"Host": self._host, **(headers or {})}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        payload = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        answer = self._connections.urlopen(method, path, payload, sent, redirect=False)
        return Answer(answer.status, dict(answer.headers), answer.data)

    def close(self) -> None:
        self._connections.close()
