"""Where a product stands: off the shelf, on it from an instant or at once, or in the bin."""

from collections.abc import Iterator
from datetime import datetime

from promenade.base.catalogue.model.product import Product
from promenade.kit.errors import Fault

_NEXT_CENTURY = 2100


def shelf_faults(asked: Product, before: Product | None, now: datetime) -> Iterator[Fault]:
    """What keeps it from standing there: it needs something to sell, and comes out of the bin by
    OFF."""
    there = before if before and not before.is_removed else None
    sells = asked.shelf in ("ON", "SCHEDULED")
    if sells and not any(sku.sale_price_minor > 0 for sku in asked.skus):
        yield Fault("/shelf", "nothing_to_sell", "A product without SKUs cannot be on the shelf.")
    if sells and there and there.shelf == "RECYCLED":
        yield Fault("/shelf", "recycled", "It is in the bin; send OFF first.")
    if asked.shelf == "SCHEDULED" and not _stands_so(asked, there):
        yield from _start_faults(asked, there, now)
    if asked.shelf != "SCHEDULED" and asked.sells_from is not None:
        yield Fault("/sells_from", "unexpected", "Only what is SCHEDULED has this.")


def _stands_so(asked: Product, there: Product | None) -> bool:
    return there is not None and (there.shelf, there.sells_from) == ("SCHEDULED", asked.sells_from)


def _start_faults(asked: Product, there: Product | None, now: datetime) -> Iterator[Fault]:
    if there and there.shelf_at(now) == "ON":
        yield Fault("/shelf", "on_already", "It is on the shelf; send OFF first.")
    if asked.sells_from is None:
        yield Fault("/sells_from", "missing", "Say from when it is sold.")
    elif asked.sells_from <= now:
        yield Fault("/sells_from", "past", "Send an instant that is still to come.")
    elif asked.sells_from.year >= _NEXT_CENTURY:
        yield Fault("/sells_from", "out_of_range", "Send an instant of this century.")
