"""One of many who set prices at the same moment: `python -m tests.support.contend_prices SEED N`.

In each round everybody sets a price of the same SKU in the same book: all of them for windows that
overlap, then each for one of its own. Prints as JSON, by round, whether the first was taken and
whether the second was.
"""

import json
import sys
from datetime import UTC, datetime, timedelta

from promenade.base.price.model.book import PriceBook
from promenade.base.price.model.change import PriceChange
from promenade.base.price.model.entry import PriceOverlap
from promenade.base.price.model.terms import Terms
from promenade.base.price.service import books, changing
from promenade.base.price.service.changing import Proposal
from promenade.base.price.service.judging import Ground
from promenade.base.price.store.books import DynamoBookStore
from promenade.base.price.store.changes import DynamoPriceStore
from promenade.base.price.store.evidence import DynamoEvidenceStore
from promenade.kit.stamp import Stamp

_ground = Ground({}, 3_000, DynamoEvidenceStore())
_store = DynamoPriceStore()
_NOW = datetime(2026, 3, 1, tzinfo=UTC)


def contend(seed: int, count: int) -> list[tuple[bool, bool]]:
    books.open_book(PriceBook("rush", "Rush", "CNY", 1, request="rush"), _stamp("rush"), _books)
    return [(_meets(seed, number), _stands_apart(seed, number)) for number in range(count)]


_books = DynamoBookStore()


def _meets(seed: int, number: int) -> bool:
    """Whatever their forms, all of these hold at the tenth hour."""
    start, end = ((0, 20), (5, 11), (9, 12), (0, 11), (9, 20), (10, 11))[seed % 6]
    return _sets(f"meet-{number}-{seed}", f"M-{number}", start, end)


def _stands_apart(seed: int, number: int) -> bool:
    return _sets(f"apart-{number}-{seed}", f"A-{number}", seed, seed + 1)


def _sets(id_: str, sku: str, start: int, end: int) -> bool:
    stamp = _stamp(id_)
    change = PriceChange(
        id=id_,
        sku=sku,
        book_id="rush",
        currency="CNY",
        terms=Terms(1_000, 900),
        start=_NOW + timedelta(hours=start),
        end=_NOW + timedelta(hours=end),
        supersede=False,
        reason="Rush",
        created_at=stamp.at,
        created_by=stamp.actor,
        request=id_,
        version=1,
    )
    try:
        changing.propose(Proposal(change), lambda: _ground, stamp, _store)
    except PriceOverlap:
        return False
    return True


def _stamp(request: str) -> Stamp:
    return Stamp("staff:rush", _NOW, "rush", request)


if __name__ == "__main__":
    json.dump(contend(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
