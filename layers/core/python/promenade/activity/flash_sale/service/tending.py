"""What becomes of sales by time: units that were given back are sold again, and when a sale is over
the stock gets what nobody bought."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import timedelta

from promenade.activity.flash_sale.model import sale as life
from promenade.activity.flash_sale.model.sale import FlashSale, SaleStatus
from promenade.activity.flash_sale.service.ports import ClaimStore, SaleStore
from promenade.contracts.flash_sales import FlashSaleClosed, FlashSaleRelet
from promenade.contracts.stock import StockPools
from promenade.kit.claim_sets import Notes, Place
from promenade.kit.errors import Stale
from promenade.kit.stamp import Stamp
from promenade.kit.turns import each_in_turn
from promenade.kit.values import Value

LAG = timedelta(minutes=2)
"""Longer than any call of a buyer takes, and than clocks differ."""

MOST_LOTS = 200
"""After so many the stock gets what comes back, at the end."""

_MOST_SHARDS = 90
"""Of one transaction."""

_PAGE = 50


class Doors(Value, frozen=True):
    sales: SaleStore
    claims: ClaimStore
    pools: StockPools


def tend(stamp: Stamp, doors: Doors) -> int:
    """How many sales went on; who is overtaken looks again a minute later."""
    return each_in_turn(in_course(doors.sales), lambda sale: _tend(sale, stamp, doors))


def in_course(sales: SaleStore) -> Iterator[FlashSale]:
    """All that are scheduled and not closed."""
    after = None
    while True:
        page = sales.list_by_status(SaleStatus.SCHEDULED, _PAGE, after)
        yield from page.items
        if (after := page.next) is None:
            return


def _tend(sale: FlashSale, stamp: Stamp, doors: Doors) -> bool:
    with suppress(Stale):
        if stamp.at >= sale.end + LAG:
            return _close(sale, stamp, doors)
        return _let_again(sale, stamp, doors)
    return False


def _let_again(sale: FlashSale, stamp: Stamp, doors: Doors) -> bool:
    """Once nothing else is left, so that there are few lots."""
    claims = doors.claims
    if len(sale.relet_counts) >= MOST_LOTS or not claims.is_sold_out(sale):
        return False
    back = _given_back(claims.notes(sale))
    if not back:
        return False
    after = life.let_again(sale, sum(each.returned - each.relet for each in back.values()))
    doors.sales.save(after, FlashSaleRelet, stamp, lambda: [claims.let_again(back)])
    return True


def _given_back(notes: Mapping[Place, Notes]) -> Mapping[Place, Notes]:
    found = {place: each for place, each in notes.items() if each.returned > each.relet}
    return dict([*found.items()][:_MOST_SHARDS])


def _close(sale: FlashSale, stamp: Stamp, doors: Doors) -> bool:
    """Once each claim has its order, and each order that ended has given its claim back: then the
    pool of stock says the same."""
    notes = doors.claims.notes(sale)
    if not all(each.is_closed for each in notes.values()):
        notes = doors.claims.close(sale)
    held = sum(each.held for each in notes.values())
    if doors.pools.used(sale.place) != held:
        return False
    after = life.close(sale, held, stamp.at)
    doors.sales.save(after, FlashSaleClosed, stamp, lambda: doors.pools.close(sale.place, stamp))
    return True
