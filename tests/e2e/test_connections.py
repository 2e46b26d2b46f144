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


def answer_once(server: socket.socket, answer: bytes) -> threading.Thread:
    """Drops the connection after its one answer, saying nothing of it; then it ends."""

    def take() -> None:
        connection, _ = server.accept()
        with connection:
            connection.recv(65_536)
            connection.sendall(answer)

    thread = threading.Thread(target=take, daemon=True)
    thread.start()
    return thread


def test_a_connection_that_was_dropped_is_opened_anew(listening: socket.socket) -> None:
    called = api(listening)
    dropped = answer_once(listening, ANSWER)
    assert called.call("GET /a").status == 200
    dropped.join()
    answering = answer_once(listening, ANSWER)
    assert called.call("GET /b").body == {}
    answering.join()


def test_a_call_that_nobody_answered_does_not_spoil_the_next(listening: socket.socket) -> None:
    called = api(listening)
    dropped = answer_once(listening, b"")
    with pytest.raises(HTTPError):
        called.call("GET /a")
    dropped.join()
    answering = answer_once(listening, ANSWER)
    assert called.call("GET /b").status == 200
    answering.join()
