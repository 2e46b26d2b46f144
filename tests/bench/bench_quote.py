"""Carts per second, explained, against django-oscar's applicator on the same carts.

20 lines × 50 live promotions. Both engines price the same carts to the same totals; ours also
answers for every promotion. Written out, every line and run of units is explained in JSON.
"""

import gc
from collections.abc import Callable
from itertools import cycle
from time import process_time

import msgspec

from promenade.base.promotion.model import Book, Cart, quote
from promenade.base.promotion.service.quoting import PricedCart
from promenade.base.promotion.wire.quotes import show_quote
from tests.bench.oscar_shop import OscarShop, open_shop
from tests.bench.pricing_workloads import Workload, as_book, as_cart, dense, sparse
from tests.bench.ratios import Row, interleaved

CARTS = 20
ROUNDS = 9
OURS_PER_TURN = 200
OSCARS_PER_TURN = 2


def rows() -> list[Row]:
    open_shop()
    return [_row(dense(CARTS), "≥ 1000"), _row(sparse(CARTS), "≥ 500")]


def _row(workload: Workload, aim: str) -> Row:
    shop, book = OscarShop(workload), as_book(workload)
    carts = [as_cart(items) for items in workload.carts]
    for number, cart in enumerate(carts):
        theirs, ours = shop.price_from_memory(number), quote(book, cart).totals.goods_minor
        assert theirs == ours, f"{workload.name} cart {number}: oscar {theirs}, ours {ours}"
    gc.freeze()
    numbers, in_turn = cycle(range(CARTS)), cycle(carts)
    seconds = interleaved(
        {
            "ranges": _per_call(lambda: shop.price(next(numbers)), OSCARS_PER_TURN),
            "memory": _per_call(lambda: shop.price_from_memory(next(numbers)), OSCARS_PER_TURN),
            "ours": _per_call(lambda: quote(book, next(in_turn)), OURS_PER_TURN),
            "written": _per_call(lambda: written(book, next(in_turn)), OURS_PER_TURN),
        },
        ROUNDS,
    )
    return Row(
        f"quote, {workload.name}",
        f"{seconds['ranges'] / seconds['ours']:.0f}",
        aim,
        f"django-oscar CPU, ranges memoised, ÷ ours ({1 / seconds['ours']:.0f} carts/s); "
        f"÷ ours hashed and written out as JSON: {seconds['ranges'] / seconds['written']:.0f}; "
        f"with no query left to Oscar: {seconds['memory'] / seconds['ours']:.0f}",
    )


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
