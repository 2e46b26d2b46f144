"""Identifiers: `<kind>_<26 characters of Crockford base32>`."""

import hashlib
import secrets
from base64 import b32encode
from collections.abc import Callable
from typing import Annotated

from msgspec import Meta

from promenade.kit.clock import Clock

ID = r"^[A-Za-z0-9_-]{1,64}(?!\n)$"
NO_ID = "Send 1 to 64 letters, digits, _ or -."
Id = Annotated[str, Meta(pattern=ID, extra={"says": NO_ID})]
"""Of whatever we made: callers hand it back and read nothing out of it."""

Entropy = Callable[[int], bytes]

_CROCKFORD = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)
_LENGTH = 26


def new_id(kind: str, clock: Clock, entropy: Entropy = secrets.token_bytes) -> str:
    """A ULID (48 bits of milliseconds, 80 of entropy): ids made later sort later."""
    milliseconds = int(clock().timestamp() * 1000)
    return f"{kind}_{_base32(milliseconds.to_bytes(6, 'big') + entropy(10))}"


def keyed_id(kind: str, caller: str, key: str) -> str:
    """The id of what `caller` creates under idempotency key `key`: the same every time it asks."""
    digest = hashlib.sha256(f"{kind}\n{caller}\n{key}".encode()).digest()
    return f"{kind}_{_base32(digest[:16])}"


def _base32(raw: bytes) -> str:
    """Of 16 bytes: right-aligned, which RFC 4648's is not unless there are 20 of them."""
    return b32encode(raw.rjust(20, b"\0")).translate(_CROCKFORD)[-_LENGTH:].decode()
