"""Calling others once, over sockets: whether they took the call is never guessed."""

import gzip
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event

import pytest

from promenade.kit.connections import pool_to
from promenade.kit.outward import MOST_BYTES, Answer, Outward, Request, Unanswered
from promenade.kit.places import NotPublic, NotReached, public_places
from tests.support.providers.server import calling, serving

pytestmark = pytest.mark.loopback

NAME = "other.example"
ASKED = Request(f"https://{NAME}/in", b"{}", {"a": "b"})


def heard(wire: ssl.SSLSocket) -> bytes:
    """One request of a small body; empty where nobody asks any more."""
    found = b""
    while not found.endswith(b"{}") and (more := wire.recv(65_536)):
        found += more
    return found


def saying(*pieces: bytes, pause_s: float = 0.0) -> Callable[[ssl.SSLSocket], None]:
    def serve(wire: ssl.SSLSocket) -> None:
        heard(wire)
        for each in pieces:
            wire.sendall(each)
            time.sleep(pause_s)

    return serve


def asked(serve: Callable[[ssl.SSLSocket], None], most_s: float = 10.0) -> Answer:
    with serving(serve, NAME) as place, calling(place, NAME, most_s=most_s) as call:
        return call(ASKED)


@pytest.mark.parametrize("value", ["a\r\nb: c", "a\x00", "é", "a\x7f"])
def test_a_header_that_cannot_be_sent_is_none(value: str) -> None:
    with pytest.raises(ValueError, match="The header a is no line of ASCII"):
        Request(f"https://{NAME}/", headers={"a": value})


def test_an_answer_is_what_it_is_and_no_redirect_is_followed() -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\n"
    assert asked(saying(head + b"Content-Length: 5\r\n\r\nmoved")) == Answer(302, b"moved")


def test_a_connection_is_kept_for_the_next_call() -> None:
    heads = list[bytes]()

    def serve(wire: ssl.SSLSocket) -> None:
        count = 0
        while request := heard(wire):
            heads.append(request.partition(b"\r\n")[0])
            count += 1
            wire.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n%d" % count)

    with serving(serve, NAME) as place, calling(place, NAME) as call:
        assert [call(ASKED).body for _ in range(3)] == [b"1", b"2", b"3"]
        assert call(Request(ASKED.url, b"{}", method="GET")).body == b"4"
    assert heads == [b"POST /in HTTP/1.1"] * 3 + [b"GET /in HTTP/1.1"]


def test_a_connection_that_rested_is_not_trusted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr("promenade.kit.connections.time", lambda: now)
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    with serving(saying(answer, pause_s=0.5), NAME) as place, calling(place, NAME) as call:
        call(ASKED)
        now += 4
        assert call(ASKED).body == b"ok"


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b"HTTP/1.1 2"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"],
        [b"\x00" * 99],
        [b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (MOST_BYTES + 1)],
        [b"HTTP/1.1 200 OK\r\nA: " + b"a" * 99_999],
    ],
    ids=["hangs up", "half a head", "half a body", "no HTTP", "without end", "a head without end"],
)
def test_who_may_have_got_it_is_not_called_unreached(pieces: list[bytes]) -> None:
    with pytest.raises(Unanswered):
        asked(saying(*pieces))


def test_a_broken_cipher_after_the_call_is_no_proof_that_it_was_not_taken() -> None:
    def serve(wire: ssl.SSLSocket) -> None:
        heard(wire)
        with suppress(OSError):
            wire.unwrap()

    with pytest.raises(Unanswered):
        asked(serve)


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"], ids=["head", "body"]
)
def test_a_byte_at_a_time_ends_in_time(head: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(Unanswered):
        asked(saying(head, *[b"a"] * 600, pause_s=0.01), most_s=0.3)
    assert time.monotonic() - began < 2


def test_what_is_packed_stays_so() -> None:
    packed = gzip.compress(b"0" * 10_000_000)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed)
    assert asked(saying(head, packed)).body == packed


def test_a_server_of_another_name_gets_nothing() -> None:
    taken = Event()

    def serve(wire: ssl.SSLSocket) -> None:
        if heard(wire):
            taken.set()

    with (
        serving(serve, "eve.example") as place,
        calling(place, "eve.example") as call,
        pytest.raises(NotReached),
    ):
        call(ASKED)
    assert not taken.is_set()


def test_who_listens_nowhere_got_nothing() -> None:
    with serving(saying(), NAME) as place:
        pass
    with calling(place, NAME) as call, pytest.raises(NotReached):
        call(ASKED)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost.example"])
def test_this_machine_is_no_server_of_others(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = Event()
    with serving(lambda _: taken.set(), host) as place:
        found = [(0, 0, 0, "", place)]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
        with pool_to(public_places) as pool, pytest.raises(NotPublic):
            Outward(pool)(Request(f"https://{host}:{place[1]}/", b"{}"))
    assert not taken.is_set()
