"""Identifiers: `<kind>_<26 characters of Crockford base32>`."""

import hashlib
import secrets
from collections.abc import Callable

from promenade.kit.clock import Clock

ID = r"^[A-Za-z0-9_-]{1,64}(?!\n)$"
"""Of whatever we made: callers hand it back and read nothing out of it."""

Entropy = Callable[[int], bytes]

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id(kind: str, clock: Clock, entropy: Entropy = secrets.token_bytes) -> str:
    """A ULID (48 bits of milliseconds, 80 of entropy): ids made later sort later."""
    milliseconds = int(clock().timestamp() * 1000)
    return f"{kind}_{_base32(milliseconds.to_bytes(6, 'big') + entropy(10))}"


def keyed_id(kind: str, caller: str, key: str) -> str:
    """The id of what `caller` creates under idempotency key `key`: the same every time it asks."""
    digest = hashlib.sha256(f"{kind}\n{caller}\n{key}".encode()).digest()
    return f"{kind}_{_base32(digest[:16])}"


def _base32(raw: bytes) -> str:
    number = int.from_bytes(raw, "big")
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))
