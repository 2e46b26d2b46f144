"""How many may ask for units: a bounded multiple of what there is, a minute. Blocks of them are
pieces (`kit.pieces`) that containers take, so that who is not admitted costs no call. Of one
container a customer gets as many as he may order units: more would be of no use but to keep others
out."""

from collections import Counter
from datetime import datetime, timedelta
from math import ceil
from typing import Protocol

from promenade.activity.flash_sale.model.capacity import TOKENS_PER_UNIT
from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.kit.errors import TooMany
from promenade.kit.pieces import AllTaken, Pieces

BLOCK = 20
PERIOD = timedelta(minutes=1)
"""As long as tokens are good."""

_MOST_KEPT = 100


class BlockStore(Protocol):
    def take(self, blocks: Pieces, until: datetime) -> None:
        """One of them; nobody asks for any after `until`. Raises AllTaken."""
        ...


class Admission:
    """Made once per container, which keeps what is left of its block."""

    def __init__(self, store: BlockStore) -> None:
        self._store = store
        self._left: dict[Pieces, int] = {}
        self._given: dict[Pieces, Counter[str]] = {}

    def admit(self, sale: FlashSale, customer: str, now: datetime) -> None:
        """Raises TooMany."""
        number = (now - sale.terms.start) // PERIOD
        ends_at = sale.terms.start + (number + 1) * PERIOD
        count = sum(lot.total for lot in sale.lots)
        blocks = Pieces(f"{sale.id}#TOKENS#{number}", ceil(count * TOKENS_PER_UNIT / BLOCK))
        given = self._given.get(blocks, Counter())
        if given[customer] >= sale.terms.per_user:
            told = "You got as many tokens as you may order units. Use one, or ask in a minute."
            raise _too_many(told, ends_at - now)
        if not self._left.get(blocks):
            self._take(blocks, ends_at, now)
        self._left[blocks] -= 1
        self._given.setdefault(blocks, given)[customer] += 1

    def _take(self, blocks: Pieces, ends_at: datetime, now: datetime) -> None:
        try:
            self._store.take(blocks, ends_at)
        except AllTaken:
            told = "As many as may be served are asking just now. Try again."
            raise _too_many(told, ends_at - now) from None
        if len(self._left) >= _MOST_KEPT:
            self._left.clear()
            self._given.clear()
        self._left[blocks] = BLOCK


def _too_many(told: str, wait: timedelta) -> TooMany:
    return TooMany(told, retry_after_s=max(ceil(wait.total_seconds()), 1))
