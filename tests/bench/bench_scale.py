"""Quotes among 50, 500 and 5,000 live promotions, over 100,000 SKUs: what time and memory go to.

Sparse: ten lines of twenty belong to a promotion each, however many there are. Dense: all
promotions cover all lines.
"""

import gc
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from time import process_time

from promenade.base.promotion.model import Book, Cart, Promotion, compile_book, quote
from tests.bench.pricing_workloads import SKUS_OF_EACH, cart_among, covering_all, covering_few
from tests.bench.ratios import Row, interleaved

SIZES = (50, 500, 5_000)
ROUNDS = 7
QUOTES_PER_TURN = 20


def rows() -> list[Row]:
    sparse = {size: covering_few(size) for size in SIZES}
    dense = {size: covering_all(size) for size in SIZES}
    compiled = [_compiling(sparse[size]) for size in SIZES]
    return [_row("sparse", sparse, "≤ 1.5"), _row("dense", dense, ""), *compiled]


def _row(name: str, promotions: Mapping[int, Sequence[Promotion]], aim: str) -> Row:
    books = {size: compile_book(promotions[size]) for size in SIZES}
    gc.freeze()
    cart = {size: cart_among(size) for size in SIZES}
    found = interleaved({str(n): _per_quote(books[n], cart[n]) for n in SIZES}, ROUNDS)
    least, most = found[str(SIZES[0])], found[str(SIZES[-1])]
    told = ", ".join(f"{n:,}: {found[str(n)] * 1e6:.0f} µs" for n in SIZES)
    return Row(f"quote among many, {name}", f"{most / least:.1f}", aim, f"5,000 ÷ 50; {told}")


def _per_quote(book: Book, cart: Cart) -> Callable[[], float]:
    def measure() -> float:
        start = process_time()
        for _ in range(QUOTES_PER_TURN):
            quote(book, cart)
        return (process_time() - start) / QUOTES_PER_TURN

    return measure


def _compiling(promotions: Sequence[Promotion]) -> Row:
    tracemalloc.start()
    book = compile_book(promotions)
    book.page("GBP")
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    start = process_time()
    compile_book(promotions).page("GBP")
    seconds = process_time() - start
    detail = f"{SKUS_OF_EACH} SKUs each; compiled in {seconds * 1e3:.0f} ms"
    return Row(f"book of {len(promotions):,}", f"{held / 1e6:.1f} MB", "", detail)
