"""What staff are told that a sale is to its buyers."""

from collections.abc import Iterable
from datetime import datetime

from promenade.activity.flash_sale.model.sale import FlashSale, Phase
from promenade.activity.flash_sale.service.ports import ClaimStore


def phase_of(sale: FlashSale, now: datetime, claims: ClaimStore) -> Phase | None:
    """None for one that was never scheduled. Only of one that runs it is asked what is left."""
    if sale.scheduled_at is None:
        return None
    phase = sale.phase(now)
    if phase is not Phase.RUNNING:
        return phase
    return sale.phase(now, is_sold_out=claims.is_sold_out(sale))


def with_phases(
    sales: Iterable[FlashSale], now: datetime, claims: ClaimStore
) -> list[tuple[FlashSale, Phase | None]]:
    return [(sale, phase_of(sale, now, claims)) for sale in sales]
