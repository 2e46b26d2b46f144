"""How many may ask for units: a bounded multiple of what there is, a minute. Blocks of them are
pieces (`kit.pieces`) that containers take, so that who is not admitted costs no call."""

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

    def admit(self, sale: FlashSale, now: datetime) -> None:
        """Raises TooMany."""
        number = (now - sale.terms.start) // PERIOD
        ends_at = sale.terms.start + (number + 1) * PERIOD
        count = sum(lot.total for lot in sale.lots)
        blocks = Pieces(f"{sale.id}#TOKENS#{number}", ceil(count * TOKENS_PER_UNIT / BLOCK))
        if not self._left.get(blocks):
            self._take(blocks, ends_at, now)
        self._left[blocks] -= 1

    def _take(self, blocks: Pieces, ends_at: datetime, now: datetime) -> None:
        try:
            self._store.take(blocks, ends_at)
        except AllTaken:
            raise _too_many(ends_at - now) from None
        if len(self._left) >= _MOST_KEPT:
            self._left.clear()
        self._left[blocks] = BLOCK


def _too_many(wait: timedelta) -> TooMany:
    told = "As many as may be served are asking just now. Try again."
    return TooMany(told, retry_after_s=max(ceil(wait.total_seconds()), 1))
