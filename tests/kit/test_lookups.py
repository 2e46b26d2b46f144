"""Documents of several tables in one round trip, and side by side beyond a hundred keys."""

from collections.abc import Sequence
from threading import Barrier
from typing import Any
from unittest.mock import patch

import pytest

from promenade.base.catalogue.store.records import CatalogueRecord
from promenade.base.stock.store.records import StockRecord
from promenade.kit import aws, dynamo
from promenade.kit.errors import Unavailable
from promenade.kit.lookups import Lookup, beside, look_up
from promenade.kit.records import Record
from tests.support.capacity import capacity


def stored(kind: type[Record], *names: str) -> Lookup[list[str]]:
    keys = tuple((name, "-") for name in names)
    return Lookup(kind.Meta.table_name, keys, _sorted)


def _sorted(bodies: Sequence[str]) -> list[str]:
    return sorted(bodies)


def put(kind: type[Record], *names: str) -> None:
    for name in names:
        dynamo.put(kind(name, "-", body=f"{kind.__name__} {name}"))


@pytest.mark.usefixtures("stores")
def test_two_tables_are_read_in_one_round_trip() -> None:
    put(CatalogueRecord, "a", "b")
    put(StockRecord, "a")
    with capacity() as asked:
        found = look_up(stored(CatalogueRecord, "a", "b", "none", "a"), stored(StockRecord, "a"))
    assert found == (["CatalogueRecord a", "CatalogueRecord b"], ["StockRecord a"])
    assert asked.calls == {"BatchGetItem": 1}


@pytest.mark.usefixtures("stores")
def test_without_keys_nothing_is_asked() -> None:
    with capacity() as asked:
        assert look_up(stored(CatalogueRecord), stored(StockRecord)) == ([], [])
    assert asked.calls == {}


def test_two_reads_go_side_by_side_and_the_first_failure_is_told() -> None:
    met = Barrier(2, timeout=5)
    assert beside(lambda: met.wait() >= 0, lambda: met.wait() >= 0) == (True, True)

    def fail(told: str) -> None:
        raise Unavailable(told)

    with pytest.raises(Unavailable, match="first"):
        beside(lambda: fail("first"), lambda: fail("second"))
    with pytest.raises(Unavailable, match="second"):
        beside(lambda: None, lambda: fail("second"))


@pytest.mark.usefixtures("stores")
def test_beyond_a_hundred_keys_calls_go_side_by_side() -> None:
    names = [f"{place:03}" for place in range(150)]
    put(CatalogueRecord, *names)
    put(StockRecord, *names[:60])
    with capacity() as asked:
        first, second = look_up(stored(CatalogueRecord, *names), stored(StockRecord, *names[:60]))
    assert (len(first), len(second)) == (150, 60)
    assert asked.calls == {"BatchGetItem": 3}


@pytest.mark.usefixtures("stores")
def test_what_the_tables_leave_out_is_asked_again_but_not_for_ever() -> None:
    put(CatalogueRecord, "a")
    client, calls = aws.client("dynamodb"), []
    whole = client.batch_get_item

    def busy(RequestItems: Any) -> Any:  # noqa: N803
        calls.append(RequestItems)
        if len(calls) < 3:
            return {"Responses": {}, "UnprocessedKeys": RequestItems}
        return whole(RequestItems=RequestItems)

    with patch.object(client, "batch_get_item", busy):
        found, _ = look_up(stored(CatalogueRecord, "a"), stored(StockRecord))
        assert found == ["CatalogueRecord a"]
    always: Any = {"Responses": {}, "UnprocessedKeys": {"t": {}}}
    with (
        patch.object(client, "batch_get_item", lambda **_: always),
        pytest.raises(Unavailable),
    ):
        look_up(stored(CatalogueRecord, "a"), stored(StockRecord))
