"""Changes of the price of MUG, proposed to the fake and the real store alike."""

from typing import Any

from promenade.base.price.model.change import PriceChange
from promenade.base.price.service import books, changing
from promenade.base.price.service.changing import Outcome, Proposal
from promenade.base.price.service.judging import Ground
from promenade.base.price.service.ports import PriceStore
from promenade.base.price.store.books import DynamoBookStore
from promenade.base.price.store.changes import DynamoPriceStore
from promenade.kit.stamp import Stamp
from tests.support.fakes.evidence import FakeEvidenceStore
from tests.support.fakes.price_store import FakeBookStore, FakePriceStore
from tests.support.managed_promotions import facts
from tests.support.prices import book, hour

MUG = facts("MUG", 1_000, floor_price_minor=500)
GROUND = Ground({"MUG": MUG}, 3_000, FakeEvidenceStore())


def opened(kind: str) -> PriceStore:
    """With the books B and C; `kind` is fake or dynamo."""
    store = FakeBookStore() if kind == "fake" else DynamoBookStore()
    for name in ("B", "C"):
        books.open_book(book(name), at(0, f"open {name}"), store)
    return FakePriceStore(store) if isinstance(store, FakeBookStore) else DynamoPriceStore()


def at(hours: float, request: str, actor: str = "maria") -> Stamp:
    return Stamp(f"staff:{actor}", hour(hours), "c-1", request)


def propose(store: PriceStore, asked: PriceChange, hours: float = 0, **other: Any) -> Outcome:
    ground = other.pop("ground", GROUND)
    proposal = Proposal(asked, **other)
    return changing.propose(proposal, lambda: ground, at(hours, asked.request), store)
