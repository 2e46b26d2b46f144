"""Carts per second, explained, against django-oscar's applicator on the same carts.

20 lines × 50 live promotions. Both engines price the same carts to the same totals; ours also
answers for every promotion. Explained, what each promotion takes off each line and unit is told as
runs of units, and the quote is hashed: twice as fast as when units were written out one by one,
which was 596 and 145. Written out, all of it is JSON.

No turn is short: it would pay above all for the caches that Oscar has used.
"""

import gc
from collections.abc import Callable
from itertools import cycle
from time import process_time

import msgspec

from promenade.base.promotion.model import Book, Cart, LineSaving, quote
from promenade.base.promotion.service.quoting import PricedCart
from promenade.base.promotion.wire.quotes import show_quote
from tests.bench.oscar_shop import OscarShop, open_shop
from tests.bench.pricing_workloads import Workload, as_book, as_cart, dense, sparse
from tests.bench.ratios import Row, interleaved

CARTS = 20
ROUNDS = 9
OURS_PER_TURN = {"dense": 200, "sparse": 1_000}
OSCARS_PER_TURN = 2


def rows() -> list[Row]:
    open_shop()
    return [*_rows(dense(CARTS), 1_000, 596), *_rows(sparse(CARTS), 500, 145)]


def _rows(workload: Workload, aim: int, by_unit: int) -> list[Row]:
    shop, book = OscarShop(workload), as_book(workload)
    carts = [as_cart(items) for items in workload.carts]
    for number, cart in enumerate(carts):
        theirs, ours = shop.price_from_memory(number), quote(book, cart).totals.goods_minor
        assert theirs == ours, f"{workload.name} cart {number}: oscar {theirs}, ours {ours}"
    gc.freeze()
    calls = OURS_PER_TURN[workload.name]
    numbers, in_turn = cycle(range(CARTS)), cycle(carts)
    seconds = interleaved(
        {
            "ranges": _per_call(lambda: shop.price(next(numbers)), OSCARS_PER_TURN),
            "memory": _per_call(lambda: shop.price_from_memory(next(numbers)), OSCARS_PER_TURN),
            "ours": _per_call(lambda: quote(book, next(in_turn)), calls),
            "explained": _per_call(lambda: explained(book, next(in_turn)), calls),
            "written": _per_call(lambda: written(book, next(in_turn)), calls),
        },
        ROUNDS,
    )
    times = {name: seconds["ranges"] / each for name, each in seconds.items()}
    from_memory = seconds["memory"] / seconds["ours"]
    return [
        Row(
            f"quote, {workload.name}",
            f"{times['ours']:.0f}",
            f"≥ {aim}",
            f"django-oscar CPU, ranges memoised, ÷ ours ({1 / seconds['ours']:.0f} carts/s); "
            f"with no query left to Oscar: {from_memory:.0f}",
        ),
        Row(
            f"quote, {workload.name}, explained",
            f"{times['explained']:.0f}",
            f"≥ {2 * by_unit}",
            f"÷ ours with each unit's part told and hashed; as JSON: {times['written']:.0f}",
        ),
    ]


def explained(book: Book, cart: Cart) -> tuple[list[list[LineSaving]], str]:
    priced = quote(book, cart)
    return [priced.savings_of(outcome) for outcome in priced.outcomes], priced.hash


def written(book: Book, cart: Cart) -> bytes:
    page = book.page(cart.currency)
    priced = PricedCart(
        quote=quote(book, cart),
        page=page,
        at=cart.at,
        valid_until=cart.at,
        promotions={each.promotion.id: each.promotion for each in page.unmatched},
        titles={},
        categories={},
        promotions_read_at=cart.at,
    )
    return msgspec.json.encode(show_quote(priced, "en"))


def _per_call(call: Callable[[], object], calls: int) -> Callable[[], float]:
    def measure() -> float:
        start = process_time()
        for _ in range(calls):
            call()
        return (process_time() - start) / calls

    return measure
