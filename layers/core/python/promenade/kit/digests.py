"""Digests of what may tell of people, under a key of our own: who reads one where it is stored
cannot find by trying what it is of (N33)."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable

from promenade.kit import aws
from promenade.kit.config import setting


class Digests:
    def __init__(self, secret: Callable[[], bytes]) -> None:
        self._secret = secret

    def fingerprint(self, content: bytes) -> str:
        """Tells a repeated request, or order, from another one of the same name: 32 characters."""
        return self._of(b"fingerprint\n" + content).hex()[:32]

    def pseudonym(self, person: str) -> str:
        """Stands for somebody, or a thing, where they are only counted: 12 characters."""
        return urlsafe_b64encode(self._of(b"pseudonym\n" + person.encode())[:9]).decode()

    def proof(self, content: bytes) -> str:
        """That it was here that somebody was given this: 32 characters."""
        return self._of(b"proof\n" + content).hex()[:32]

    def _of(self, content: bytes) -> bytes:
        return hmac.digest(self._secret(), content, "sha256")


def digests() -> Digests:
    """Reads DIGEST_SECRET_ID; the secret itself is fetched once per container, when first used."""
    secret_id = setting("DIGEST_SECRET_ID")
    return Digests(lambda: aws.secret(secret_id))
