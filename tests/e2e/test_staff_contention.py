"""Four owners, each of whom wants to be the only one, on a DynamoDB that takes transactions in
parallel: an owner always stays, and the register counts those that there are."""

from collections.abc import Iterator

import pytest

from infra.local.stack import Stack
from tests.support.crowd import crowd
from tests.support.deployed import empty

CALLERS, ROUNDS = 4, 25
MODULE = "tests.support.contend_staff"
REFUSALS = {"beyond_own", "last_owner", "not_found", "to_oneself", "too_many_grants"}


@pytest.fixture
def unowned(stack: Stack) -> Iterator[None]:
    """Groups of the pool count again afterwards: nobody is on record."""
    yield
    empty(stack, stack.outputs["Tables.Staff"])


@pytest.mark.usefixtures("unowned")
def test_an_owner_always_stays_and_is_counted(stack: Stack) -> None:
    assert crowd(stack, MODULE, 1, 0) == [{"owners": 4, "counted": 4}]
    refused = crowd(stack, MODULE, CALLERS, ROUNDS)
    (found,) = crowd(stack, MODULE, 1, 0)
    assert found["owners"] == found["counted"] >= 1
    assert {code for each in refused for code in each} <= REFUSALS
    assert any(refused)
