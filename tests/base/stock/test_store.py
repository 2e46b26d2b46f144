"""What every store of stock promises; the fake and the real one alike."""

import pytest

from promenade.base.stock.model import Level, Movement
from promenade.base.stock.service import StockStore
from promenade.base.stock.store import DynamoStockStore
from promenade.contracts.stock import SafetyStockSet
from promenade.kit.errors import NotFound, Stale
from promenade.kit.ledger import Step
from promenade.kit.values import replace
from tests.support.fakes.stock import FakeStockStore
from tests.support.ledger_promises import LedgerPromises
from tests.support.stamps import NOON, stamp


@pytest.fixture(params=["fake", "dynamo"])
def ledger(request: pytest.FixtureRequest, stores: None) -> StockStore:
    return FakeStockStore() if request.param == "fake" else DynamoStockStore()


def level(number: int, sku: str = "MUG") -> Level:
    return Level(sku, on_hand_count=5 * number, version=number)


def step(number: int, entry_id: str, sku: str = "MUG") -> Step[Level, Movement]:
    """Five units more, to the `number`th level."""
    movement = Movement(
        id=entry_id,
        sku=sku,
        kind="receive",
        delta_count=5,
        reason="Delivery",
        balance_count=5 * number,
        level_version=number,
        occurred_at=NOON,
        actor="staff:maria",
    )
    before = level(number - 1, sku) if number > 1 else None
    return Step(sku, before, level(number, sku), movement)


class TestMovements(LedgerPromises[Level, Movement]):
    def step(self, number: int, entry_id: str, key: str = "MUG") -> Step[Level, Movement]:
        return step(number, entry_id, key)


def test_a_level_is_set_over_the_one_before_it_only(ledger: StockStore) -> None:
    with pytest.raises(NotFound):
        ledger.set_level(level(1), SafetyStockSet, stamp())
    ledger.append(step(1, "movement_1"), stamp("request-1"))
    safe = replace(level(1), safety_count=2, version=2)
    for _ in range(2):
        assert ledger.set_level(safe, SafetyStockSet, stamp("safety")) == safe
    with pytest.raises(Stale):
        ledger.set_level(replace(safe, safety_count=1), SafetyStockSet, stamp("another"))
    stored = ledger.find("MUG")
    assert stored is not None
    assert stored.value == safe
