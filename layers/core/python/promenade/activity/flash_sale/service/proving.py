"""Whether the books of sales add up: what is held, left and given back is what was set apart."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.activity.flash_sale.service.tending import Doors, in_course
from promenade.kit import claim_sets
from promenade.kit.claim_sets import Notes, Place

OVERDUE = timedelta(hours=1)
"""Orders follow claims within minutes."""

_LOOKS = 3
"""Shards are read one after the other: what is true is found each time."""


class BooksWrong(Exception):
    """Sales do not add up: somebody has to look."""


def prove(now: datetime, doors: Doors) -> dict[str, list[str]]:
    """What contradicts the promises, by sale; nothing, ever."""
    found = {sale.id: _faults(sale, now, doors) for sale in in_course(doors.sales)}
    return {sale_id: wrong for sale_id, wrong in found.items() if wrong}


def _faults(sale: FlashSale, now: datetime, doors: Doors) -> list[str]:
    wrong: list[str] = []
    for _ in range(_LOOKS):
        wrong = list(_seen(sale, now, doors))
        if not wrong:
            return []
    return wrong


def _seen(sale: FlashSale, now: datetime, doors: Doors) -> Iterator[str]:
    used = doors.pools.used(sale.place)
    notes = doors.claims.notes(sale)
    held = sum(each.held for each in notes.values())
    yield from claim_sets.faults(sale.lots, notes, sale.terms.unit_count)
    if used > held:
        yield f"orders have {used} units, of which {held} were claimed"
    if now >= sale.end + OVERDUE and used < held:
        yield f"of {held} claimed units orders have {used}, long after the end"
    for customer, count in _by_customer(notes).items():
        if count > sale.terms.per_user:
            yield f"{customer} has {count} units, {sale.terms.per_user} are the most"


def _by_customer(notes: Mapping[Place, Notes]) -> Counter[str]:
    found: Counter[str] = Counter()
    for each in notes.values():
        found.update(each.takers)
    return found
