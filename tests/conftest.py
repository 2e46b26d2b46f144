"""What every test finds: settings, no network, and stores of its own when it asks for them."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from tests.support.cloud import cloud, warm
from tests.support.gateway import Gateway

hypothesis_settings.register_profile("exact", deadline=None, derandomize=True)
hypothesis_settings.load_profile("exact")


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("e2e"):
        return

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("only an e2e test may open a socket")

    if request.node.get_closest_marker("loopback"):
        monkeypatch.setattr(socket, "getaddrinfo", _this_machine)
        return

    for way in ("connect", "connect_ex", "bind"):
        monkeypatch.setattr(socket.socket, way, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", _nowhere)


def _nowhere(host: str, *_: Any, **__: Any) -> None:
    raise socket.gaierror(f"{host} leads nowhere in a test")


def _this_machine(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
    assert host == "127.0.0.1", "a loopback test calls its own servers, by their address"
    place = (host, port)
    return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", place)]


@pytest.fixture
def stores() -> Iterator[None]:
    """Empty tables, queues, bus, bucket and key, in process."""
    with cloud():
        warm()
        yield


@pytest.fixture
def gateway(stores: None) -> Gateway:
    """Every HTTP function over empty stores."""
    return Gateway()
