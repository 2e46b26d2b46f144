"""Past orders replayed against a draft, per CPU-second: documents decoded, carts made, priced with
the draft and without it, summed. In memory: the table's answers are not in it."""

from collections.abc import Sequence
from functools import partial
from random import Random
from time import process_time

import msgspec

from promenade.base.promotion.model import Promotion, Scope, Selector
from promenade.contracts.orders import OrderDocument, StoreDay
from promenade.kit.paging import Page, Position
from tests.bench.ratios import Row, interleaved

from tests.support.settings import SETTINGS  # isort: skip  # the stores read them on import
from tests.support.fakes.catalogue_reader import FakeCatalogueReader
from tests.support.fakes.simulation import FakePlacedOrders
from tests.support.managed_promotions import facts, half_price, ten_off
from tests.support.simulated import Shop, line, order

ORDERS, SKUS, LINES, CATEGORIES, IN_FORCE = 8_000, 2_000, 3, 50, 10
DRAFTS = {
    "of every order": Scope(),
    "of one category in 50": Scope((Selector(categories=("c1",)),)),
}


def rows() -> list[Row]:
    assert SETTINGS
    rates = interleaved({name: partial(_rate, scope) for name, scope in DRAFTS.items()}, rounds=3)
    detail = f"{LINES} lines, {IN_FORCE} promotions in force, a draft "
    return [
        Row("orders replayed per CPU-second", f"{rate:,.0f}", "–", detail + name)
        for name, rate in rates.items()
    ]


class StoredOrders(FakePlacedOrders):
    """As the table tells them: JSON, decoded when it is read."""

    def __init__(self, orders: Sequence[OrderDocument]) -> None:
        super().__init__(orders)
        self._stored = {each.number: msgspec.json.encode(each) for each in orders}

    def list_placed(self, day: StoreDay, after: Position | None) -> Page[OrderDocument]:
        found = super().list_placed(day, after)
        return Page(tuple(_decode(self._stored[each.number]) for each in found.items), found.next)


_decode = msgspec.json.Decoder(OrderDocument).decode


def _rate(scope: Scope) -> float:
    shop = _shop(scope)
    asked, worker = shop.ask("draft", 30), shop.worker()
    started = process_time()
    while not asked.is_over:
        asked = shop.advance(asked, worker)
    return ORDERS / (process_time() - started)


def _shop(scope: Scope) -> Shop:
    chance = Random(1)
    known = {
        sku: facts(sku, categories=frozenset({f"c{place % CATEGORIES}"}))
        for place, sku in enumerate(f"S{number}" for number in range(SKUS))
    }
    shop = Shop(catalogue=FakeCatalogueReader(known))
    shop.orders = StoredOrders([_order(number, chance) for number in range(ORDERS)])
    for number in range(IN_FORCE):
        shop.publish(_in_force(number))
    shop.draft(ten_off("draft", scope=scope))
    return shop


def _in_force(number: int) -> Promotion:
    make = half_price if number % 2 else ten_off
    return make(f"p{number}", scope=Scope((Selector(categories=(f"c{number}",)),)))


def _order(number: int, chance: Random) -> OrderDocument:
    lines = [
        line(f"S{chance.randrange(SKUS)}", chance.randrange(100, 50_000), chance.choice((1, 1, 2)))
        for _ in range(LINES)
    ]
    return order(f"{number}", *lines, days_ago=1 + number % 30)
