"""Carts per second, explained, against django-oscar's applicator on the same carts.

20 lines × 50 live promotions. Both engines price the same carts to the same totals; ours also
answers for every promotion, per line and per unit, and hashes the quote.
"""

import gc
from collections.abc import Callable
from itertools import cycle
from time import process_time

from promenade.capabilities.promotion.model import Book, Cart, Quote, quote
from tests.bench.oscar_shop import OscarShop, open_shop
from tests.bench.pricing_workloads import Workload, as_book, as_cart, dense, sparse
from tests.bench.ratios import Row, interleaved

CARTS = 20
ROUNDS = 9
OURS_PER_TURN = 200
OSCARS_PER_TURN = 2


def rows() -> list[Row]:
    open_shop()
    return [_row(dense(CARTS)), _row(sparse(CARTS))]


def _row(workload: Workload) -> Row:
    shop, book = OscarShop(workload), as_book(workload)
    carts = [as_cart(items) for items in workload.carts]
    for number, cart in enumerate(carts):
        theirs, ours = shop.price(number), quote(book, cart).totals.goods_minor
        assert theirs == ours, f"{workload.name} cart {number}: oscar {theirs}, ours {ours}"
    gc.freeze()
    numbers, turns, explained_turns = cycle(range(CARTS)), cycle(carts), cycle(carts)
    seconds = interleaved(
        {
            "oscar": _per_call(lambda: shop.price(next(numbers)), OSCARS_PER_TURN),
            "quote": _per_call(lambda: quote(book, next(turns)), OURS_PER_TURN),
            "explained": _per_call(lambda: explained(book, next(explained_turns)), OURS_PER_TURN),
        },
        ROUNDS,
    )
    return Row(
        f"quote, {workload.name}",
        f"{seconds['oscar'] / seconds['quote']:.0f}",
        "≥ 500",
        f"django-oscar CPU ÷ ours; carts/s {1 / seconds['quote']:.0f} against "
        f"{1 / seconds['oscar']:.1f}; every unit's saving and hash written out: "
        f"{seconds['oscar'] / seconds['explained']:.0f}",
    )


def explained(book: Book, cart: Cart) -> tuple[Quote, list[object], str]:
    """The quote with its explanation written out to the last unit."""
    priced = quote(book, cart)
    savings: list[object] = [priced.savings_of(outcome) for outcome in priced.outcomes]
    return priced, savings, priced.hash


def _per_call(call: Callable[[], object], calls: int) -> Callable[[], float]:
    def measure() -> float:
        start = process_time()
        for _ in range(calls):
            call()
        return (process_time() - start) / calls

    return measure
