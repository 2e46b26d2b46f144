"""Providers over sockets: each double behind a server that speaks HTTP."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import parse_headers
from io import BufferedReader
from typing import Literal

from promenade.kit.outward import Answer, Request, Unanswered

Mood = Literal["hangs up", "says nothing"]
"""Of a server that took the message."""


class Speaking:
    """`wrong` is what went wrong in the double: nobody else would hear of it."""

    def __init__(self, double: Callable[[Request], Answer], mood: Mood = "hangs up") -> None:
        self._double, self._mood = double, mood
        self.wrong: list[Exception] = []

    def __call__(self, wire: socket.socket) -> None:
        with wire.makefile("rb") as asked:
            while request := _read(asked):
                try:
                    answer = self._double(request)
                except Unanswered:
                    if self._mood == "says nothing":
                        asked.read(1)
                    return
                except Exception as error:  # noqa: BLE001  told by the test
                    self.wrong.append(error)
                    return
                wire.sendall(_written(answer))


def _read(asked: BufferedReader) -> Request | None:
    first = asked.readline().decode()
    if not first:
        return None
    method, path, _ = first.split(" ")
    headers = {name.lower(): value for name, value in parse_headers(asked).items()}
    body = asked.read(int(headers.get("content-length", 0)))
    told = headers | {"method": method}
    return Request(f"https://{headers['host']}{path}", body, told)


def _written(answer: Answer) -> bytes:
    if answer.status == 204:
        return b"HTTP/1.1 204 None\r\n\r\n"
    head = f"HTTP/1.1 {answer.status} Said\r\nContent-Length: {len(answer.body)}\r\n\r\n"
    return head.encode() + answer.body


@contextmanager
def heard(server: Speaking) -> Iterator[None]:
    try:
        yield
    finally:
        assert server.wrong == []
