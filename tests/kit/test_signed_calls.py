"""Calls that are signed, made twice at most, and told apart by whether another try helps."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import urllib3

from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.signatures import Signatures
from promenade.kit.signed_calls import CallRefused, SignedCalls

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
SIGNATURES = Signatures(lambda: b"s" * 43)


class Answer:
    def __init__(self, status: int, body: bytes = b"{}") -> None:
        self.status, self._body = status, body

    def read(self, most: int) -> bytes:
        return self._body[:most]

    def release_conn(self) -> None:
        pass


class Server:
    """Answers one after the other; an exception is raised."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[str, str, bytes, dict[str, str]]] = []

    def request(self, method: str, url: str, **sent: Any) -> Answer:
        self.asked.append((method, url, sent["body"], sent["headers"]))
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def calls(server: Server) -> SignedCalls:
    made = SignedCalls("https://pay.example/v1/", SIGNATURES, lambda: NOW)
    made._pool = server  # type: ignore[assignment]
    return made


def silent() -> Exception:
    pool = urllib3.HTTPSConnectionPool("pay.example")
    return urllib3.exceptions.ReadTimeoutError(pool, "/v1/refunds", "silent")


def test_what_is_sent_is_signed_and_named() -> None:
    server = Server(Answer(200, b'{"url": "there"}'))
    assert calls(server).post("/refunds", {"id": "payout_1"}, "payout_1") == b'{"url": "there"}'
    ((method, url, body, headers),) = server.asked
    assert (method, url, json.loads(body)) == (
        "POST",
        "https://pay.example/v1/refunds",
        {"id": "payout_1"},
    )
    assert headers["idempotency-key"] == "payout_1"
    SIGNATURES.check(body, headers, NOW)


@pytest.mark.parametrize("first", [Answer(503), Answer(429), Answer(408), silent(), OSError()])
def test_what_may_pass_is_tried_once_more_and_means_the_same(first: Answer | Exception) -> None:
    server = Server(first, Answer(200))
    assert calls(server).post("/refunds", {"id": "payout_1"}, "payout_1") == b"{}"
    tried, again = server.asked
    assert (tried[2], tried[3]["idempotency-key"]) == (again[2], again[3]["idempotency-key"])


@pytest.mark.parametrize("answer", [Answer(500), Answer(425), silent()])
def test_who_does_not_answer_twice_is_unavailable(answer: Answer | Exception) -> None:
    server = Server(answer, answer)
    with pytest.raises(Unavailable):
        calls(server).post("/refunds", {}, "key")
    assert len(server.asked) == 2


@pytest.mark.parametrize("status", [302, 400, 401, 409, 422])
def test_who_refuses_is_not_asked_again(status: int) -> None:
    server = Server(Answer(status))
    with pytest.raises(CallRefused) as refusal:
        calls(server).post("/refunds", {}, "key")
    assert isinstance(refusal.value, DomainError)
    assert (refusal.value.facts, len(server.asked)) == ({"answered_status": status}, 1)


def test_nobody_is_waited_for_longer_than_three_seconds() -> None:
    made = SignedCalls("https://pay.example", SIGNATURES, lambda: NOW)
    assert made._pool.connection_pool_kw["timeout"] == 3.0
