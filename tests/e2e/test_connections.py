"""Calls over kept-alive connections survive what the other side drops."""

import socket
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from urllib3.exceptions import HTTPError

from infra.local.api import Api

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@pytest.fixture
def listening() -> Any:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def api(server: socket.socket) -> Api:
    port = server.getsockname()[1]
    stack: Any = SimpleNamespace(host="localhost", cloud=SimpleNamespace(port=port))
    return Api(stack, timeout_s=5)


def answer_each_once(
    server: socket.socket, answers: list[bytes], dropped: threading.Semaphore
) -> threading.Thread:
    """Drops each connection after its one answer, saying nothing of it to the caller."""

    def answer() -> None:
        for each in answers:
            connection, _ = server.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(each)
            dropped.release()

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    return thread


def test_a_connection_that_was_dropped_is_opened_anew(listening: socket.socket) -> None:
    dropped = threading.Semaphore(0)
    answering = answer_each_once(listening, [ANSWER, ANSWER], dropped)
    called = api(listening)
    assert called.call("GET /a").status == 200
    dropped.acquire()
    assert called.call("GET /b").body == {}
    answering.join()


def test_a_call_that_nobody_answered_does_not_spoil_the_next(listening: socket.socket) -> None:
    answering = answer_each_once(listening, [b"", ANSWER], threading.Semaphore(0))
    called = api(listening)
    with pytest.raises(HTTPError):
        called.call("GET /a")
    assert called.call("GET /b").status == 200
    answering.join()
