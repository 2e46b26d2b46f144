"""A write waits for others at its item, and not for ever."""

from typing import Any
from unittest.mock import patch

import pytest
from botocore.exceptions import ClientError

from promenade.kit import aws, dynamo
from promenade.kit.errors import Unavailable
from promenade.kit.records import Record

pytestmark = pytest.mark.usefixtures("stores")


class Thing(Record):
    class Meta:
        table_name = "promenade-order"


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr("promenade.kit.patience.sleep", slept.append)
    return slept


def put_after(conflicts: int) -> int:
    """How many of the conflicts with a transaction the write did not come to meet."""
    met: Any = {"Error": {"Code": "TransactionConflictException", "Message": "no"}}
    left = [ClientError(met, "PutItem")] * conflicts

    def answer(_operation: str, _arguments: Any) -> Any:
        if left:
            raise left.pop()
        return {}

    with patch.object(aws.client("dynamodb"), "_make_api_call", answer):
        dynamo.put(Thing("THING", "A"))
    return len(left)


@pytest.mark.parametrize("conflicts", [1, 10])
def test_a_write_alone_waits_for_a_transaction_at_its_item(
    pauses: list[float], conflicts: int
) -> None:
    assert put_after(conflicts) == 0
    assert len(pauses) == conflicts


def test_a_write_alone_does_not_wait_for_ever(pauses: list[float]) -> None:
    with pytest.raises(Unavailable, match="Others keep changing the same"):
        put_after(11)
    assert len(pauses) == 10
    assert sum(pauses) < 5
