"""The running demonstration, as steps that fill it see it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from infra.local.api import Answer
from infra.local.callers import Callers, staff_email
from infra.local.cloud import CloudError
from infra.local.stack import Stack
from infra.local.waking import Calls


@dataclass(frozen=True)
class Shop:
    """What a step works with: the API as a storefront or a member of staff sees it."""

    api: Calls
    callers: Callers
    stack: Stack

    @cached_property
    def marketer(self) -> str:
        """The token of the staff who fill the shop."""
        return self.callers.staff(staff_email("marketer"))

    @cached_property
    def owner(self) -> str:
        """The token of the staff who approve what the marketer does."""
        return self.callers.staff(staff_email("owner"))

    def find(self, route: str) -> Answer:
        return self.api.call(route, token=self.marketer)

    def ask(self, route: str, body: Any, *, token: str | None = None, **headers: str) -> Any:
        """As the marketer, unless another token is given. Raises CloudError unless the API does
        as asked. Of header names, _ is -."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.api.call(route, body, token=token or self.marketer, headers=sent)
        if answer.status >= 300:
            raise CloudError(f"{route} answers {answer.status}: {answer.body}")
        return answer.body
