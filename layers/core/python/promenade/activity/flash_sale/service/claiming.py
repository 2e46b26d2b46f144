"""What buyers do, very many at once: nothing is asked of a table for who cannot be served."""

from datetime import datetime, timedelta

from promenade.activity.flash_sale.model.claim import (
    Claim,
    SaleNotRunning,
    TokenInvalid,
    refuse_closed,
    refuse_too_many,
    token_invalid,
)
from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.activity.flash_sale.service.ports import ClaimStore, SaleStore
from promenade.activity.flash_sale.service.tokens import Bearer, Ticket, Tokens
from promenade.kit.errors import NotFound
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

FRESH_FOR = timedelta(seconds=1)
"""How long it may stay unseen that a sale was paused, ended, sold out or has units again."""

_MOST_HELD = 100
_OTHER_SALE = "There is no such flash sale."


class CurrentSales:
    """Sales as they were read within a second; made once per container."""

    def __init__(self, store: SaleStore, claims: ClaimStore) -> None:
        self._store, self._claims = store, claims
        self._held: dict[str, tuple[FlashSale, datetime]] = {}
        self._looked: dict[str, tuple[bool, datetime]] = {}

    def at(self, sale_id: str, now: datetime) -> FlashSale:
        """One that was scheduled. Raises NotFound for others."""
        held = self._held.get(sale_id)
        if held is None or now - held[1] >= FRESH_FOR:
            held = self._read(sale_id), now
            if len(self._held) >= _MOST_HELD:
                self._held.clear()
            self._held[sale_id] = held
        return held[0]

    def is_sold_out(self, sale: FlashSale, now: datetime) -> bool:
        looked = self._looked.get(sale.id)
        if looked is None or now - looked[1] >= FRESH_FOR:
            looked = self._claims.is_sold_out(sale), now
            if len(self._looked) >= _MOST_HELD:
                self._looked.clear()
            self._looked[sale.id] = looked
        return looked[0]

    def _read(self, sale_id: str) -> FlashSale:
        found = self._store.glance(sale_id)
        if found is None or found.scheduled_at is None:
            raise NotFound(_OTHER_SALE, sale_id=sale_id)
        return found


class Counter(Value, frozen=True):
    """Where units are claimed."""

    sales: CurrentSales
    claims: ClaimStore
    tokens: Tokens


class Order(Value, frozen=True):
    """`token` is what the buyer was given."""

    bearer: Bearer
    token: str
    count: int


def claim(order: Order, stamp: Stamp, counter: Counter) -> Claim:
    """A token that comes again answers as at first. Raises NotFound, TokenInvalid, SaleNotRunning,
    UnitLimitReached, SoldOut, FewerLeft, Unavailable."""
    ticket = counter.tokens.read(order.token, order.bearer, stamp.at)
    sale = counter.sales.at(order.bearer.sale_id, stamp.at)
    wanted = Claim(sale.id, ticket.order, order.bearer.customer, order.count)
    refuse_too_many(wanted, sale)
    try:
        _refuse_untimely(ticket, sale, stamp.at)
    except (SaleNotRunning, TokenInvalid):
        if not counter.claims.find(sale, wanted):
            raise
        return wanted
    counter.claims.take(sale, wanted, stamp)
    return wanted


def _refuse_untimely(ticket: Ticket, sale: FlashSale, now: datetime) -> None:
    """Raises SaleNotRunning, TokenInvalid."""
    if ticket.is_late:
        raise token_invalid()
    refuse_closed(sale, now)
