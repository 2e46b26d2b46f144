"""A write waits for others at its item, and not for ever."""

from typing import Any
from unittest.mock import patch

import pytest
from botocore.exceptions import ClientError

from infra.local import template
from promenade.kit import aws, dynamo, patience
from promenade.kit.errors import Stale, Unavailable
from promenade.kit.patience import KEPT_S, MOST_S, Contended, ending, patiently
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


def lose_slowly(try_s: float, left_s: float = 100) -> list[float]:
    """When each try began that takes so long and is lost, in an invocation that goes on so long."""
    now = 0.0

    def attempt() -> None:
        nonlocal now
        began.append(now)
        now += try_s
        raise Contended

    def pause(pause_s: float) -> None:
        nonlocal now
        now += pause_s

    began: list[float] = []
    with (
        patch.object(patience, "monotonic", lambda: now),
        patch.object(patience, "sleep", pause),
        ending(left_s),
        pytest.raises(Unavailable, match="Others keep changing the same") as refused,
    ):
        patiently(lambda: patiently(attempt, Contended), Stale)
    assert refused.value.retry_after_s == 1
    return began


@pytest.mark.parametrize("try_s", [0.9, 2.5, 7])
def test_no_try_begins_when_there_is_no_time_for_it(try_s: float) -> None:
    began = lose_slowly(try_s)
    assert began[0] == 0
    assert max(began) <= MOST_S
    assert len(began) == pytest.approx(MOST_S / try_s, abs=2)


def test_an_invocation_that_is_nearly_over_is_not_spent_on_waiting() -> None:
    assert len(lose_slowly(0.1, left_s=-1)) == 1
    assert max(lose_slowly(0.1, left_s=0.5)) <= 0.5


def test_every_function_has_time_to_say_that_its_patience_is_over() -> None:
    default_s = template.read()["Globals"]["Function"]["Timeout"]
    found = {name: entry.get("Timeout", default_s) for name, entry in template.functions().items()}
    assert [name for name, timeout_s in found.items() if timeout_s < MOST_S + KEPT_S] == []


def test_a_write_alone_does_not_wait_for_ever(pauses: list[float]) -> None:
    with pytest.raises(Unavailable, match="Others keep changing the same"):
        put_after(11)
    assert len(pauses) == 10
    assert sum(pauses) < 5
