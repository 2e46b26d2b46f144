"""Tokens of buyers: each names the order that its bearer may place, proves that we gave it to this
buyer for this sale, and is good for a minute. Nothing is stored: what a token took knows it."""

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from math import inf

from promenade.activity.flash_sale.model.claim import token_invalid
from promenade.kit.ids import new_id
from promenade.kit.values import Value

GOOD_FOR = timedelta(seconds=60)
KNOWN_FOR = timedelta(hours=1)
"""After its minute a token still shows what it took, to who did not hear it."""

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


class Ticket(Value, frozen=True):
    """The order that a token names; one that `is_late` takes nothing any more."""

    order: str
    is_late: bool


class Tokens:
    def __init__(self, prove: Prove) -> None:
        self._prove = prove

    def issue(self, bearer: Bearer, now: datetime, until: datetime) -> Token:
        """Good for a minute, and not beyond `until`."""
        ends_at = int(min(now + GOOD_FOR, until).timestamp())
        order = new_id("order", lambda: now)
        proof = self._proof(bearer, order, str(ends_at))
        return Token(f"{order}.{ends_at}.{proof}", datetime.fromtimestamp(ends_at, now.tzinfo))

    def read(self, text: str, bearer: Bearer, now: datetime) -> Ticket:
        """Raises TokenInvalid, on the same way whatever is wrong."""
        order, _, rest = text.partition(".")
        ends_at, _, given = rest.partition(".")
        is_time = ends_at.isascii() and ends_at.isdigit() and len(ends_at) <= _MOST_DIGITS
        expected = self._proof(bearer, order, ends_at)
        is_ours = hmac.compare_digest(expected.encode(), given.encode())
        late_s = now.timestamp() - int(ends_at) if is_ours & is_time else inf
        if late_s >= KNOWN_FOR.total_seconds():
            raise token_invalid()
        return Ticket(order, late_s >= 0)

    def _proof(self, bearer: Bearer, order: str, ends_at: str) -> str:
        told = ("flash sale token", bearer.sale_id, bearer.customer, order, ends_at)
        return self._prove("\n".join(told).encode())
