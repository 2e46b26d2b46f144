"""Who changes a price while others do; over the fake and the real store alike."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from promenade.base.price.model.change import (
    PriceChange,
)
from promenade.base.price.model.entry import PriceOverlap
from promenade.base.price.service.ports import PriceStore
from promenade.kit.errors import Unavailable
from tests.support.changing_prices import opened, propose
from tests.support.prices import change, hour


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, stores: None) -> PriceStore:
    return opened(request.param)


class Overtaken:
    """A store in which somebody else is faster, just before each of the first saves."""

    def __init__(self, store: PriceStore, rushes: Sequence[Callable[[], object]]) -> None:
        self._store, self._rushes = store, [*rushes]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def save(self, *given: Any) -> PriceChange:
        if self._rushes:
            self._rushes.pop(0)()
        return self._store.save(*given)


def test_of_two_that_overlap_at_once_the_second_is_told_whom_it_meets(store: PriceStore) -> None:
    rush = [lambda: propose(store, change("fast", start=hour(1)))]
    overtaken: Any = Overtaken(store, rush)
    with pytest.raises(PriceOverlap) as refused:
        propose(overtaken, change("slow"))
    assert refused.value.facts["entry_id"] == "fast"
    assert [each.id for each in store.prices("MUG").entries] == ["fast"]


def test_who_is_overtaken_by_one_it_does_not_meet_is_taken_too(store: PriceStore) -> None:
    rush = [lambda: propose(store, change("fast", start=hour(5)))]
    overtaken: Any = Overtaken(store, rush)
    propose(overtaken, change("slow", end=hour(5)))
    assert [each.id for each in store.prices("MUG").entries] == ["slow", "fast"]


def test_who_is_overtaken_again_and_again_is_asked_to_come_back(
    store: PriceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("promenade.kit.patience.sleep", lambda _: None)
    hours = [
        lambda n=n: propose(store, change(f"r{n}", start=hour(n), end=hour(n + 1)))
        for n in range(11)
    ]
    overtaken: Any = Overtaken(store, hours)
    with pytest.raises(Unavailable):
        propose(overtaken, change("slow", book_id="C"))
    assert store.sheets([("MUG", "slow")])[0].change is None
