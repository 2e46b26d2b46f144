"""Shops on other platforms that tell us of their orders."""

import hmac
from base64 import b64encode
from collections.abc import Iterable
from typing import Literal, get_args

from promenade.kit.values import Document

Platform = Literal["shopify", "woocommerce"]


class Connection(Document, frozen=True):
    """`store` and `zone` are those of its orders; one that is not active is as good as none."""

    platform: Platform
    shop: str
    store: str
    zone: str
    version: int
    is_active: bool = True

    @property
    def source(self) -> str:
        """Of its orders: no client of ours has a dot in its name, and no two shops share one."""
        return f"{self.platform}.{self.shop}"


def platform_of(source: str) -> Platform | None:
    """None for a source that is a client of ours."""
    name, dot, _ = source.partition(".")
    return next((each for each in get_args(Platform) if dot and each == name), None)


def is_signed(body: bytes, signature: str, secrets: Iterable[bytes]) -> bool:
    """`signature` is the Base64 of an HMAC-SHA256 over the body, under one of the secrets. All are
    tried, in a time that tells nothing of them."""
    given, found = signature.encode(errors="replace"), False
    for secret in secrets:
        due = b64encode(hmac.digest(secret, body, "sha256"))
        found |= hmac.compare_digest(due, given)
    return found
