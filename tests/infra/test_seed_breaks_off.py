"""A seed that broke off anywhere is whole after the next one."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from infra.local.api import Answer
from infra.local.callers import staff_email
from infra.local.seed_promotions import seed_promotions
from infra.local.shop import Shop
from tests.support.callers import MARKETER, OWNER, Caller
from tests.support.gateway import Gateway

CALLERS: dict[str, Caller] = {staff_email("marketer"): MARKETER, staff_email("owner"): OWNER}


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
            caller=CALLERS[token or ""],
            query=parse_qs(asked.query),
            headers=sent,
            key="",
        )
        return Answer(answer.status, answer.headers, answer.text.encode())

    def close(self) -> None:
        return


def shop(gateway: Gateway, most: int) -> Shop:
    people: Any = SimpleNamespace(staff=lambda email: email)
    return Shop(InProcess(gateway, most), people, SimpleNamespace())  # type: ignore[arg-type]


@pytest.mark.parametrize("most", [6, 7, 8, 9, 23])
def test_promotions_are_all_in_force_after_the_next_run(gateway: Gateway, most: int) -> None:
    with pytest.raises(Broken):
        seed_promotions(shop(gateway, most))
    told = seed_promotions(shop(gateway, 1_000))
    listed = gateway.call("GET /promotions", query={"status": "active", "limit": 100}).json["items"]
    assert told == "10 promotions in force"
    assert len({each["name"] for each in listed}) == len(listed) == 10
