"""Verification of RS256 bearer tokens (RFC 7515, RFC 7519) on the standard library.

Only public values are handled and the expected encoding is built and compared whole
(RFC 8017, 8.2.2): nothing of the signature is parsed. docs/adr says why no package does it.
"""

import binascii
import hashlib
import hmac
from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from promenade.kit.errors import Unauthenticated

_SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")
_LEEWAY_S = 30
_SMALLEST_MODULUS_BYTES = 256
_REFETCH_AFTER = timedelta(seconds=60)

Fetch = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class RsaKey:
    modulus: int
    exponent: int

    def verifies(self, message: bytes, signature: bytes) -> bool:
        size = (self.modulus.bit_length() + 7) // 8
        number = int.from_bytes(signature, "big")
        if size < _SMALLEST_MODULUS_BYTES or len(signature) != size or number >= self.modulus:
            return False
        tail = b"\x00" + _SHA256_PREFIX + hashlib.sha256(message).digest()
        expected = b"\x00\x01" + b"\xff" * (size - 2 - len(tail)) + tail
        found = pow(number, self.exponent, self.modulus).to_bytes(size, "big")
        return hmac.compare_digest(found, expected)


@dataclass(slots=True)
class KeySet:
    """An issuer's JWKS, fetched when first needed and again (at most once a minute) for a
    key it did not have."""

    url: str
    fetch: Fetch
    keys: dict[str, RsaKey] | None = None
    fetched_at: datetime | None = None

    def key(self, key_id: str, now: datetime) -> RsaKey:
        if self.keys is None or (key_id not in self.keys and self._may_refetch(now)):
            self.keys, self.fetched_at = _read_keys(self.fetch(self.url)), now
        if key_id not in self.keys:
            raise Unauthenticated("The token is signed with an unknown key.")
        return self.keys[key_id]

    def _may_refetch(self, now: datetime) -> bool:
        return self.fetched_at is None or now - self.fetched_at >= _REFETCH_AFTER


def _read_keys(document: bytes) -> dict[str, RsaKey]:
    return {
        key["kid"]: RsaKey(_number(key["n"]), _number(key["e"]))
        for key in msgspec.json.decode(document)["keys"]
        if key.get("kty") == "RSA" and key.get("use", "sig") == "sig"
    }


def _number(text: str) -> int:
    return int.from_bytes(_base64url(text), "big")


def _base64url(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True, slots=True)
class Token:
    """A token taken apart, not yet believed."""

    signed: bytes
    signature: bytes
    header: dict[str, Any]
    claims: dict[str, Any]

    @classmethod
    def parse(cls, text: str) -> "Token":
        try:
            header, claims, signature = text.split(".")
            return cls(
                signed=f"{header}.{claims}".encode("ascii"),
                signature=_base64url(signature),
                header=msgspec.json.decode(_base64url(header), type=dict[str, Any]),
                claims=msgspec.json.decode(_base64url(claims), type=dict[str, Any]),
            )
        except (ValueError, binascii.Error, msgspec.DecodeError):
            raise Unauthenticated("The bearer token is not a JSON Web Token.") from None

    def check(self, keys: KeySet, now: datetime) -> None:
        if self.header.get("alg") != "RS256" or "crit" in self.header:
            raise Unauthenticated("Only RS256 tokens are accepted.")
        key = keys.key(str(self.header.get("kid")), now)
        if not key.verifies(self.signed, self.signature):
            raise Unauthenticated("The token's signature does not hold.")
        self._check_time(now)

    def _check_time(self, now: datetime) -> None:
        seconds = now.timestamp()
        expires, starts = self.claims.get("exp"), self.claims.get("nbf", 0)
        if not isinstance(expires, int | float) or seconds >= expires + _LEEWAY_S:
            raise Unauthenticated("The token has expired.")
        if not isinstance(starts, int | float) or seconds < starts - _LEEWAY_S:
            raise Unauthenticated("The token is not valid yet.")
