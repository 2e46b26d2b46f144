"""What fills the demonstration, and tells of it, on functions in this process."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from infra.local.api import Answer
from infra.local.callers import STAFF, staff_email
from infra.local.shop import Shop
from tests.support.callers import Caller, shopper, staff
from tests.support.gateway import Gateway
from tests.support.staff_pool import subject_of


def caller_of(token: str) -> Caller:
    """A token is whom it is of: `shopper:lin`, or an address of the staff."""
    if token.startswith("shopper:"):
        return shopper(token.removeprefix("shopper:"))
    groups = {staff_email(name): role for name, role in STAFF.items()}
    return staff(subject_of(token), *filter(None, [groups.get(token)]))


class Broken(Exception):
    """The run ends here."""


class InProcess:
    """The API of a gateway in this process, which takes so many calls and then breaks off."""

    def __init__(self, gateway: Gateway, most: int) -> None:
        self._gateway = gateway
        self.left = most

    def call(
        self,
        route: str,
        body: Any = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        if not self.left:
            raise Broken
        self.left -= 1
        method, address = route.split(" ")
        asked = urlsplit(address)
        sent = {name.lower(): value for name, value in (headers or {}).items()}
        answer = self._gateway.call(
            f"{method} {asked.path}",
            body,
            caller=caller_of(token or ""),
            query=parse_qs(asked.query),
            headers=sent,
            key="",
        )
        return Answer(answer.status, answer.headers, answer.text.encode())

    def close(self) -> None:
        return


def people(**accounts: Callable[[str], str]) -> Any:
    """Callers whose tokens are their names; `accounts` are other ways of theirs."""
    ways = SimpleNamespace(**{"subject": subject_of, "open": str, **accounts})
    return SimpleNamespace(staff=str, token=_token, accounts=ways)


def _token(who: str) -> str:
    return staff_email(who) if who in STAFF else who


def shop(gateway: Gateway, most: int, **accounts: Callable[[str], str]) -> Shop:
    stack: Any = SimpleNamespace()
    return Shop(InProcess(gateway, most), people(**accounts), stack)
