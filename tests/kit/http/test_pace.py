"""How fast one person may call."""

from typing import Any

import pytest

from infra.local.samples import Request, proxy_event
from promenade.contracts.access import ACCESS, Permission
from promenade.kit.clock import system_clock
from promenade.kit.errors import TooMany
from promenade.kit.http.api import Api, Wiring
from promenade.kit.http.auth import Authenticator, Principal
from promenade.kit.http.cors import Cors
from promenade.kit.http.pace import Pace
from promenade.kit.http.routes import Call, Reply
from tests.support.callers import fetch
from tests.support.digests import DIGESTS
from tests.support.fakes.calls import UNCOUNTED
from tests.support.fakes.directory import FakeDirectory
from tests.support.functions import Context
from tests.support.gateway import read_answer
from tests.support.notes import TOKEN, believed

ADA = Principal("shopper", "ada", frozenset())
OLGA = Principal("staff", "olga", frozenset())
SERVER = Principal("client", "storefront", frozenset())


class Watch:
    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


def never(_call: Call[Any, Any]) -> Reply:
    raise AssertionError("the call was read")


def admitted(pace: Pace, caller: Principal, times: int) -> int:
    def is_admitted() -> bool:
        try:
            pace.admit(caller)
        except TooMany:
            return False
        return True

    return sum(is_admitted() for _ in range(times))


def test_a_person_may_call_twice_the_rate_at_once_and_then_the_rate(watch: Watch) -> None:
    pace = Pace(5, watch)
    assert admitted(pace, ADA, 30) == 10
    watch.seconds += 1
    assert admitted(pace, ADA, 30) == 5
    watch.seconds += 60
    assert admitted(pace, ADA, 30) == 10


def test_who_calls_too_fast_is_told_when_to_come_again(watch: Watch) -> None:
    pace = Pace(1, watch)
    admitted(pace, ADA, 2)
    with pytest.raises(TooMany, match="1 calls a second are the most") as refused:
        pace.admit(ADA)
    assert refused.value.retry_after_s == 1


def test_people_do_not_slow_one_another_and_a_server_is_not_slowed(watch: Watch) -> None:
    pace = Pace(1, watch)
    assert admitted(pace, ADA, 9) == 2
    assert admitted(pace, OLGA, 9) == 2
    assert admitted(pace, SERVER, 999) == 999


def test_a_thousand_people_are_remembered_the_latest_callers(watch: Watch) -> None:
    pace = Pace(1, watch)
    admitted(pace, ADA, 2)
    admitted(pace, OLGA, 2)
    for number in range(998):
        pace.admit(Principal("shopper", str(number), frozenset()))
    assert admitted(pace, ADA, 1) == 0
    pace.admit(Principal("shopper", "one more", frozenset()))
    assert admitted(pace, ADA, 1) == 0
    assert admitted(pace, OLGA, 1) == 1


def test_a_call_too_many_is_answered_429_before_it_is_read(watch: Watch) -> None:
    authenticator = Authenticator(believed, ACCESS, system_clock, fetch, FakeDirectory())
    api = Api("slow", Wiring(authenticator, Pace(1, watch), Cors(()), DIGESTS, UNCOUNTED))
    api.on("POST /a", allow=Permission.STOCK_WRITE, body=dict, answers={204: None})(never)
    refused = [
        read_answer(api(proxy_event(Request("POST", "/a", body="[]"), TOKEN), Context()))
        for _ in range(3)
    ]
    assert [each.status for each in refused] == [400, 400, 429]
    assert (refused[2].json["code"], refused[2].headers["retry-after"]) == ("too_many", "1")
