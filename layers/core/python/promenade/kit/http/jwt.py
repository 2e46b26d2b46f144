"""Verification of RS256 bearer tokens (RFC 7515, RFC 7519) on the standard library.

docs/adr says why no package does it.
"""

import binascii
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import msgspec

from promenade.kit.decoding import UNREADABLE
from promenade.kit.errors import Unauthenticated, Unavailable
from promenade.kit.rsa import RsaKey
from promenade.kit.values import Value

_LEEWAY_S = 30
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_BELIEVE_FOR = timedelta(hours=1)
_ASK_AGAIN_AFTER = timedelta(seconds=60)
_REMEMBERED = 256
_ALPHABET = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)

Fetch = Callable[[str], bytes]


@dataclass(slots=True)
class KeySet:
    """An issuer's JWKS, fetched when first needed, again (at most once a minute) for a key it
    did not have, and hourly, so that a withdrawn key is not believed for long."""

    url: str
    fetch: Fetch
    keys: dict[str, RsaKey] | None = None
    asked_at: datetime = _LONG_AGO
    is_answering: bool = False

    def key(self, key_id: str, now: datetime) -> RsaKey:
        """Raises Unavailable while the issuer does not answer; keys already known then stay
        good until the next hour."""
        keys = self._refresh(now, _BELIEVE_FOR if key_id in (self.keys or ()) else _ASK_AGAIN_AFTER)
        if key_id not in keys:
            raise Unauthenticated("The token is signed with an unknown key.")
        return keys[key_id]

    def check(self, now: datetime) -> None:
        """Raises Unavailable unless the issuer answered when last asked, a minute ago at most."""
        self._refresh(now, _ASK_AGAIN_AFTER)
        if not self.is_answering:
            raise Unavailable("The token's issuer does not publish its keys.")

    def _refresh(self, now: datetime, after: timedelta) -> dict[str, RsaKey]:
        if self.keys is None or now - self.asked_at >= after:
            self.asked_at, self.is_answering = now, False
            self.keys, self.is_answering = _read_keys(self.fetch(self.url)), True
        return self.keys


class _PublishedKey(msgspec.Struct, frozen=True):
    """A member of a JWKS (RFC 7517), as far as we read it."""

    kty: str
    kid: str = ""
    use: str = "sig"
    n: str = ""
    e: str = ""


class _KeySetDocument(msgspec.Struct, frozen=True):
    keys: list[_PublishedKey]


def _read_keys(document: bytes) -> dict[str, RsaKey]:
    try:
        return {
            key.kid: RsaKey(_number(key.n), _number(key.e))
            for key in msgspec.json.decode(document, type=_KeySetDocument).keys
            if key.kty == "RSA" and key.use == "sig"
        }
    except (*UNREADABLE, ValueError):
        raise Unavailable("The token's issuer does not publish its keys.") from None


def _number(text: str) -> int:
    return int.from_bytes(_base64url(text), "big")


def _base64url(text: str) -> bytes:
    if not _ALPHABET.fullmatch(text):
        raise ValueError("not base64url")
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Token(Value, frozen=True):
    """A token taken apart, not yet believed."""

    signed: bytes
    signature: bytes
    header: dict[str, Any]
    claims: dict[str, Any]

    @classmethod
    @lru_cache(maxsize=_REMEMBERED)
    def parse(cls, text: str) -> "Token":
        try:
            header, claims, signature = text.split(".")
            return cls(
                signed=f"{header}.{claims}".encode("ascii"),
                signature=_base64url(signature),
                header=msgspec.json.decode(_base64url(header), type=dict[str, Any]),
                claims=msgspec.json.decode(_base64url(claims), type=dict[str, Any]),
            )
        except (ValueError, binascii.Error, *UNREADABLE):
            raise Unauthenticated("The bearer token is not a JSON Web Token.") from None

    def check(self, keys: KeySet, now: datetime) -> None:
        if self.header.get("alg") != "RS256" or "crit" in self.header:
            raise Unauthenticated("Only RS256 tokens are accepted.")
        if self.claims.get("token_use", "access") != "access":
            raise Unauthenticated("Send the access token, not the id token.")
        key = keys.key(str(self.header.get("kid")), now)
        if not _verifies(key, self.signed, self.signature):
            raise Unauthenticated("The token's signature does not hold.")
        self._check_time(now)

    def _check_time(self, now: datetime) -> None:
        seconds = now.timestamp()
        expires, starts = self.claims.get("exp"), self.claims.get("nbf", 0)
        if not isinstance(expires, int | float) or seconds >= expires + _LEEWAY_S:
            raise Unauthenticated("The token has expired.")
        if not isinstance(starts, int | float) or seconds < starts - _LEEWAY_S:
            raise Unauthenticated("The token is not valid yet.")


@lru_cache(maxsize=_REMEMBERED)
def _verifies(key: RsaKey, signed: bytes, signature: bytes) -> bool:
    """A caller's next call brings the same token; key and time are checked anew all the same."""
    return key.verifies(signed, signature)
