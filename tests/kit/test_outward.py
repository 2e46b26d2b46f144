"""Calling others once: whether they took the call is never guessed."""

from io import BytesIO
from typing import Any

import pytest
import urllib3

from promenade.kit.outward import MOST_BYTES, Answer, NotReached, Outward, Request, Unanswered

ASKED = Request("https://other.example/in", b"{}", {"a": "b"})


class Pool:
    """In place of urllib3's: answers, or raises."""

    def __init__(self, does: Any) -> None:
        self._does = does
        self.calls: list[tuple[str, str]] = []
        self.told: dict[str, Any] = {}

    def request(self, method: str, url: str, **told: Any) -> urllib3.HTTPResponse:
        self.calls.append((method, url))
        self.told = told
        if isinstance(self._does, Exception):
            raise self._does
        return urllib3.HTTPResponse(BytesIO(self._does), status=302, preload_content=False)


def test_an_answer_is_what_it_is_and_no_redirect_is_followed() -> None:
    pool: Any = Pool(b"moved")
    assert Outward(pool)(ASKED) == Answer(302, b"moved")
    assert (pool.calls, pool.told["redirect"]) == ([("POST", ASKED.url)], False)


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (urllib3.exceptions.ConnectTimeoutError(), NotReached),
        (urllib3.exceptions.SSLError(), NotReached),
        (urllib3.exceptions.ReadTimeoutError(None, "", ""), Unanswered),  # type: ignore[arg-type]
        (urllib3.exceptions.ProtocolError(), Unanswered),
        (ConnectionResetError(), Unanswered),
    ],
)
def test_what_got_nothing_is_told_from_what_may_have(
    error: Exception, raised: type[Exception]
) -> None:
    pool: Any = Pool(error)
    with pytest.raises(raised):
        Outward(pool)(ASKED)
    assert len(pool.calls) == 1


def test_an_answer_without_end_is_none() -> None:
    pool: Any = Pool(b"x" * (MOST_BYTES + 1))
    with pytest.raises(Unanswered):
        Outward(pool)(ASKED)
