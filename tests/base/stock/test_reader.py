"""What quotes read of stock."""

import pytest

from promenade.base.stock.model import MoveStock
from promenade.base.stock.model.pools import SPREAD
from promenade.base.stock.reader import DynamoStockReader
from promenade.base.stock.service import move_stock, set_safety
from promenade.base.stock.store import DynamoStockStore
from promenade.kit.lookups import Lookup, look_up
from tests.support.capacity import capacity
from tests.support.pools import carve
from tests.support.stamps import stamp

pytestmark = pytest.mark.usefixtures("stores")
store = DynamoStockStore()
NOTHING: Lookup[None] = Lookup("none", (), lambda _: None)


@pytest.fixture(autouse=True)
def opening(stores: None) -> None:
    """A hundred mugs, of which ten are kept safe."""
    move_stock(MoveStock("opening", "MUG", "receive", 100, "Opening"), stamp("opening"), store)
    set_safety("MUG", 10, 1, stamp("safety"), store)


def available(*skus: str) -> dict[str, int]:
    found, _ = look_up(DynamoStockReader().lookup(skus), NOTHING)
    return dict(found)


def test_what_may_be_promised_is_told_by_the_code_that_was_asked_for() -> None:
    with capacity() as asked:
        assert available(" mug", "CUP") == {" mug": 90, "CUP": 0}
    assert asked.calls == {"BatchGetItem": 1}


def test_units_of_a_pool_are_not_the_quotes() -> None:
    carve("MUG", "SALE-1", 40)
    assert available("MUG") == {"MUG": 50}


def test_units_that_are_spread_are_still_there() -> None:
    carve("MUG", SPREAD, 90)
    assert available("MUG") == {"MUG": 90}


def test_without_skus_nothing_is_asked() -> None:
    with capacity() as asked:
        assert available() == {}
    assert asked.calls == {}
