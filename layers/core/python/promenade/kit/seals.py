"""Texts that callers hand back and can neither read nor make: sealed under a key of our own.

A synthetic initialisation vector (RFC 5297's form) of HMAC-SHA256: what authenticates the content
is also what its key stream starts from."""

import binascii
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from itertools import chain
from operator import xor

_SIGNATURE_BYTES = 16
_BLOCK_BYTES = 32


class Seals:
    """What is sealed for one `scope` opens in no other."""

    def __init__(self, secret: Callable[[], bytes]) -> None:
        self._secret = secret

    def seal(self, content: bytes, scope: str) -> str:
        """Letters, digits, - and _."""
        signature = self._sign(content, scope)
        sealed = signature + self._mix(content, signature)
        return urlsafe_b64encode(sealed).decode().rstrip("=")

    def open(self, text: str, scope: str) -> bytes | None:
        """None for what was not sealed here for `scope`."""
        try:
            sealed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except (ValueError, binascii.Error):
            return None
        signature = sealed[:_SIGNATURE_BYTES]
        content = self._mix(sealed[_SIGNATURE_BYTES:], signature)
        is_ours = hmac.compare_digest(signature, self._sign(content, scope))
        return content if is_ours else None

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
