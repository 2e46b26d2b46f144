"""Where servers of others are. Whoever may name one must not lead us into our own network, to this
machine or to what a cloud tells its machines: a name counts by the addresses that it has."""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong

from promenade.kit.errors import DomainError, Unavailable

_WITHIN_S = 3.0
_TUNNELS = tuple(
    map(ipaddress.IPv6Network, ("2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48"))
)
"""They end at an address of IPv4 that is told inside of one of IPv6."""

_finding = ThreadPoolExecutor(8, "finding")

Place = tuple[str, int]
"""An address and a port."""

Find = Callable[[str, int], Sequence[Place]]
"""Of a host's name. Raises NotPublic, or NotReached where it has no address."""


class NotReached(Unavailable):
    """The other server got nothing of the call."""


class NotPublic(DomainError):
    """The name leads where not everybody can go."""


def public_places(host: str, port: int) -> list[Place]:
    """Raises NotPublic where one of them is not, and NotReached where there is none."""
    found = [(address, port) for address in _addresses(host, port)]
    if not all(is_public(address) for address, _ in found):
        raise NotPublic("The server's address is none that everybody can reach.")
    return found


def is_public(address: str) -> bool:
    found = ipaddress.ip_address(address)
    if found.version == 6 and (found.ipv4_mapped or any(found in each for each in _TUNNELS)):
        return False
    return found.is_global and not found.is_multicast


def leads_inside(host: str) -> bool:
    """Whether nothing may be sent there. A name that has no address yet may get a good one: it is
    looked at again whenever something is sent."""
    try:
        public_places(host, 443)
    except NotPublic:
        return True
    except NotReached:
        return False
    return False


def _addresses(host: str, port: int) -> list[str]:
    """Each once, in the system's order."""
    try:
        asked = _finding.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = asked.result(_WITHIN_S)
    except (OSError, UnicodeError, TookTooLong) as error:
        raise NotReached("The other server's name has no address.") from error
    return list(dict.fromkeys(str(place[0]) for *_, place in found))
