"""Connections to servers of others: to addresses that were looked at, watched until they end.

A server that answers a byte a second would keep a worker for ever: timeouts count from byte to
byte. So each call has its own end, at which what it is using is cut off.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from threading import Timer
from time import time
from typing import Any

import urllib3
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool

from promenade.kit.places import Find, NotReached, Place

_PATIENCE = urllib3.Timeout(connect=2, read=5)
_MOST_PLACES = 2
_RESTS_S = 3
"""The other may have hung up on a connection that rested longer, and if it did while a call was on
its way, nobody knows what became of that."""


class Attempt:
    """One call. `is_sent`: the other may have got of it; `is_cut`: it took too long."""

    def __init__(self) -> None:
        self.is_sent = self.is_cut = False
        self._wires: list[socket.socket] = []

    def watch(self, wire: socket.socket) -> None:
        self._wires.append(wire.dup())

    def cut(self) -> None:
        self.is_cut = True
        for wire in self._wires:
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        for wire in self._wires:
            wire.close()


_attempt: ContextVar[Attempt] = ContextVar("attempt")


@contextmanager
def attempting(most_s: float) -> Iterator[Attempt]:
    attempt = Attempt()
    token, timer = _attempt.set(attempt), Timer(most_s, attempt.cut)
    timer.daemon = True
    timer.start()
    try:
        yield attempt
    finally:
        timer.cancel()
        _attempt.reset(token)
        attempt.end()


class _Connection(HTTPSConnection):
    """`wire` is the same connection as the socket, below TLS, whose sockets have no twins."""

    find: Find
    wire: socket.socket | None = None
    used_at: float | None = None

    def _new_conn(self) -> socket.socket:
        """The name is for the certificate; the address is one of those that were found."""
        error: OSError | None = None
        for place in self.find(self.host, self.port)[:_MOST_PLACES]:
            try:
                found = _wire_to(place, self.timeout)
            except OSError as lost:
                error = lost
            else:
                self.wire, self.used_at = found.dup(), None
                _attempt.get().watch(self.wire)
                return found
        raise NotReached("The other server cannot be reached.") from error

    def request(self, *asked: Any, **told: Any) -> None:
        if self.used_at and time() - self.used_at > _RESTS_S:
            self.close()
            self.connect()
        attempt = _attempt.get()
        if self.used_at and self.wire:
            attempt.watch(self.wire)
        self.used_at, attempt.is_sent = time(), True
        super().request(*asked, **told)

    def close(self) -> None:
        super().close()
        if self.wire:
            self.wire.close()
            self.wire = None


def _wire_to(place: Place, timeout_s: Any) -> socket.socket:
    """Whose address is one already: no name is looked up again."""
    family = socket.AF_INET6 if ":" in place[0] else socket.AF_INET
    wire = socket.socket(family, socket.SOCK_STREAM)
    try:
        wire.settimeout(timeout_s)
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire.connect(place)
    except OSError:
        wire.close()
        raise
    return wire


def pool_to(find: Find, **tls: Any) -> urllib3.PoolManager:
    """By https alone; `tls` is what PoolManager takes."""

    class Connection(_Connection):
        pass

    class Pool(HTTPSConnectionPool):
        ConnectionCls = Connection

    Connection.find = staticmethod(find)
    manager = urllib3.PoolManager(timeout=_PATIENCE, retries=False, maxsize=8, **tls)
    manager.pool_classes_by_scheme = {"https": Pool}
    return manager
