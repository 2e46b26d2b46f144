"""Tokens of buyers: each names the order that its bearer may place, proves that we gave it to this
buyer for this sale, and is good for a minute. Nothing is stored: what a token took knows it."""

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta

from promenade.activity.flash_sale.model.claim import TokenInvalid
from promenade.kit.ids import new_id
from promenade.kit.values import Value

GOOD_FOR = timedelta(seconds=60)
_MOST_DIGITS = 12

Prove = Callable[[bytes], str]
"""A keyed digest of what nobody else can write."""


class Token(Value, frozen=True):
    text: str
    expires_at: datetime


class Bearer(Value, frozen=True):
    """Whose token it is, and for which sale."""

    sale_id: str
    customer: str


class Tokens:
    def __init__(self, prove: Prove) -> None:
        self._prove = prove

    def issue(self, bearer: Bearer, now: datetime, until: datetime) -> Token:
        """Good for a minute, and not beyond `until`."""
        ends_at = int(min(now + GOOD_FOR, until).timestamp())
        order = new_id("order", lambda: now)
        proof = self._proof(bearer, order, str(ends_at))
        return Token(f"{order}.{ends_at}.{proof}", datetime.fromtimestamp(ends_at, now.tzinfo))

    def read(self, text: str, bearer: Bearer, now: datetime) -> str:
        """The number of the order. Raises TokenInvalid, on the same way whatever is wrong."""
        order, _, rest = text.partition(".")
        ends_at, _, given = rest.partition(".")
        is_time = ends_at.isascii() and ends_at.isdigit() and len(ends_at) <= _MOST_DIGITS
        expected = self._proof(bearer, order, ends_at)
        is_ours = hmac.compare_digest(expected.encode(), given.encode())
        if not (is_ours & is_time) or now.timestamp() >= int(ends_at):
            raise TokenInvalid("This token is not good here now. Ask for one.")
        return order

    def _proof(self, bearer: Bearer, order: str, ends_at: str) -> str:
        told = ("flash sale token", bearer.sale_id, bearer.customer, order, ends_at)
        return self._prove("\n".join(told).encode())
