"""An API that may still be waking: what it does not take yet is sent again, within a deadline.

All that the demonstration sends may be repeated: it is keyed, versioned or a file.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from urllib3.exceptions import HTTPError

from infra.local.api import Answer
from infra.local.cloud import CloudError

_NOT_YET = {429, 502, 503, 504}
_TELL_AFTER_S = 5


class Calls(Protocol):
    def call(
        self,
        route: str,
        body: Any = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Waking:
    """`say` is told now and then that it is still waited for."""

    api: Calls
    say: Callable[[str], None]
    within_s: float = 90
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def call(
        self,
        route: str,
        body: Any = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Raises CloudError where it takes nothing until the deadline."""
        began = told = self.now()
        while True:
            answer, why = self._once(route, body, token, headers)
            if answer is not None and answer.status not in _NOT_YET:
                return answer
            now = self.now()
            if now - began > self.within_s:
                raise CloudError(f"{route} is not taken within {self.within_s:.0f} s: {why}")
            if now - told > _TELL_AFTER_S:
                self.say(f"Waiting for {route}: {why}")
                told = now
            self.sleep(0.5)

    def close(self) -> None:
        self.api.close()

    def _once(
        self, route: str, body: Any, token: str | None, headers: Mapping[str, str] | None
    ) -> tuple[Answer | None, str]:
        try:
            answer = self.api.call(route, body, token=token, headers=headers)
        except HTTPError as error:
            return None, str(error)
        return answer, f"{answer.status} {answer.raw[:200].decode(errors='replace')}"
