"""A local cloud that is still waking is waited for, and not for ever."""

from collections.abc import Mapping
from typing import Any

import pytest
from urllib3.exceptions import HTTPError, ProtocolError

from infra.local.api import Answer
from infra.local.cloud import CloudError
from infra.local.waking import Waking

DONE = Answer(200, {}, b"{}")
BUSY = Answer(503, {}, b'{"code":"unavailable"}')
REFUSED = HTTPError("refused")
CUT = ProtocolError("cut off")


class Sleepy:
    """Answers in turn; the last answer stays."""

    def __init__(self, *turns: Answer | Exception) -> None:
        self.turns = list(turns)
        self.now = 0.0
        self.told: list[str] = []
        self.asked: list[tuple[Any, ...]] = []

    def call(
        self,
        route: str,
        body: Any = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        self.asked.append((route, body, token, headers))
        turn = self.turns.pop(0) if len(self.turns) > 1 else self.turns[0]
        if isinstance(turn, Exception):
            raise turn
        return turn

    def close(self) -> None:
        pass

    def sleep(self, pause_s: float) -> None:
        self.now += pause_s

    def ask(self) -> Answer:
        waking = Waking(self, self.told.append, 20, lambda: self.now, self.sleep)
        return waking.call("POST /a", {"b": 1}, token="t", headers={"c": "d"})


def test_the_very_call_is_sent_again_until_it_is_taken() -> None:
    api = Sleepy(REFUSED, CUT, BUSY, DONE)
    assert api.ask() == DONE
    assert api.asked == [("POST /a", {"b": 1}, "t", {"c": "d"})] * 4
    assert api.told == []


@pytest.mark.parametrize("status", [200, 404, 409, 500])
def test_an_answer_is_an_answer(status: int) -> None:
    api = Sleepy(Answer(status, {}, b""))
    assert api.ask().status == status
    assert len(api.asked) == 1


@pytest.mark.parametrize(("turn", "why"), [(REFUSED, "refused"), (BUSY, "503")])
def test_nobody_waits_for_ever_or_in_silence(turn: Answer | Exception, why: str) -> None:
    api = Sleepy(turn)
    with pytest.raises(CloudError, match=f"POST /a is not taken within 20 s: {why}"):
        api.ask()
    assert 20 < api.now < 22
    assert [each[:24] for each in api.told] == [f"Waiting for POST /a: {why}"[:24]] * 3
