"""Pages: `limit` and a sealed, opaque `cursor`; no offsets, no scans."""

import binascii
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from itertools import chain
from operator import xor
from typing import Annotated, Generic, TypeVar

import msgspec

from promenade.kit.errors import Fault, Invalid
from promenade.kit.values import Value

T = TypeVar("T")
_SIGNATURE_BYTES = 16
_BLOCK_BYTES = 32

Position = dict[str, str]
"""Where a listing goes on: the store's own key of the last item shown."""


class Page(Value, Generic[T], frozen=True):
    items: tuple[T, ...]
    next: Position | None


class PageQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The `next` of a page is the `cursor` of the one after it; null where there is none."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: Annotated[str, msgspec.Meta(max_length=4096)] | None = None


class Cursors:
    """Seals positions for one listing (`scope`: the route and whatever filters it), so that a
    cursor can be neither read, forged nor carried to another listing.

    A synthetic initialisation vector (RFC 5297's form) of HMAC-SHA256: what authenticates the
    position is also what its key stream starts from."""

    def __init__(self, secret: Callable[[], bytes]) -> None:
        self._secret = secret

    def seal(self, position: Position | None, scope: str) -> str | None:
        if position is None:
            return None
        content = msgspec.json.encode(position)
        signature = self._sign(content, scope)
        sealed = signature + self._mix(content, signature)
        return urlsafe_b64encode(sealed).decode().rstrip("=")

    def open(self, cursor: str | None, scope: str) -> Position | None:
        """Raises Invalid when the cursor was not sealed here for `scope`."""
        if cursor is None:
            return None
        try:
            sealed = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        except (ValueError, binascii.Error):
            raise _refused() from None
        signature = sealed[:_SIGNATURE_BYTES]
        content = self._mix(sealed[_SIGNATURE_BYTES:], signature)
        if not hmac.compare_digest(signature, self._sign(content, scope)):
            raise _refused()
        return msgspec.json.decode(content, type=Position)

    def _sign(self, content: bytes, scope: str) -> bytes:
        message = b"sign\n" + scope.encode() + b"\n" + content
        return hmac.digest(self._secret(), message, "sha256")[:_SIGNATURE_BYTES]

    def _mix(self, content: bytes, signature: bytes) -> bytes:
        """`content` XOR the key stream of `signature`: what hides it brings it back."""
        blocks = (
            hmac.digest(self._secret(), b"hide\n" + signature + block.to_bytes(2), "sha256")
            for block in range(-(-len(content) // _BLOCK_BYTES))
        )
        return bytes(map(xor, content, chain.from_iterable(blocks)))


def _refused() -> Invalid:
    detail = "Use the `next` of the page before, with the same filters."
    return Invalid([Fault("/cursor", "unknown_cursor", detail, "query")])
