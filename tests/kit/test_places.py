"""Where others may lead us: to addresses that everybody can reach."""

import time
from typing import Any

import pytest

from promenade.kit import places
from promenade.kit.places import NotPublic, NotReached, is_public, leads_inside, public_places


def answering(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found = [(0, 0, 0, "", (each, 443)) for each in addresses]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "52.94.236.248"])
def test_others_are_reached(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.31.255.255",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:8.8.8.8",
        "::ffff:169.254.169.254",
        "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::1",
        "fd00:ec2::254",
        "fe80::1%eth0",
        "ff0e::1",
    ],
)
def test_our_own_are_not(address: str) -> None:
    assert not is_public(address)


def test_one_address_of_our_own_is_enough_to_refuse_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "8.8.8.8", "169.254.169.254")
    with pytest.raises(NotPublic):
        public_places("both.example", 443)
    assert leads_inside("both.example")


def test_each_address_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "8.8.8.8", "8.8.4.4", "8.8.8.8")
    assert public_places("dns.example", 443) == [("8.8.8.8", 443), ("8.8.4.4", 443)]
    assert not leads_inside("dns.example")


@pytest.mark.parametrize("error", [OSError("no such host"), UnicodeError("label too long")])
def test_a_name_without_address_is_not_reached(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def lost(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr("socket.getaddrinfo", lost)
    with pytest.raises(NotReached):
        public_places("nobody.example", 443)
    assert not leads_inside("nobody.example")


def test_nobody_waits_long_for_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_WITHIN_S", 0.05)
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: time.sleep(0.5))
    with pytest.raises(NotReached):
        public_places("slow.example", 443)
