"""A sale sells nothing of what the shop took off its shelves, nor for more than it costs without
it: it is paused until staff have looked."""

from contextlib import suppress
from datetime import timedelta

from promenade.activity.flash_sale.model import sale as life
from promenade.activity.flash_sale.model.sale import FlashSale
from promenade.activity.flash_sale.model.terms import misfits
from promenade.activity.flash_sale.service.ports import SaleStore
from promenade.activity.flash_sale.service.tending import in_course
from promenade.contracts.catalogue import CatalogueReader
from promenade.contracts.flash_sales import FlashSalePaused
from promenade.kit.errors import Stale
from promenade.kit.stamp import Stamp
from promenade.kit.turns import each_in_turn

_LOOKED_BEFORE = timedelta(minutes=2)


def watch(stamp: Stamp, catalogue: CatalogueReader, sales: SaleStore) -> int:
    """How many were paused; who is overtaken is looked at a minute later."""

    def look(sale: FlashSale) -> bool:
        terms = sale.terms
        facts = catalogue.facts([terms.sku]).get(terms.sku)
        wrong = tuple(each.code for each in misfits(terms, facts, stamp.at))
        if wrong:
            with suppress(Stale):
                sales.save(life.pause(sale, stamp.at, wrong), FlashSalePaused, stamp)
                return True
        return False

    return each_in_turn((each for each in in_course(sales) if _is_on(each, stamp)), look)


def _is_on(sale: FlashSale, stamp: Stamp) -> bool:
    begins = sale.terms.start - _LOOKED_BEFORE
    return sale.paused_at is None and begins <= stamp.at < sale.end
