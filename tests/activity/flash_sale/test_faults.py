"""Whatever fails at whichever call, before its effect or after: no unit is lost or sold twice."""

import pytest

from tests.support.faulty import FAULTS
from tests.support.flash_life import Life

pytestmark = pytest.mark.usefixtures("stores")

MOST = 16
"""Calls of DynamoDB that a step makes."""

EXPECTED = {
    "available": 8,
    "on_hand": 8,
    "status": "closed",
    "held": 4,
    "relet": (2,),
    "stages": ["cancelled", "paid", "cancelled"],
    "faults": {},
}
"""Bob bought two of ten; cyd had two more when the sale was closed, and gave them back."""


@pytest.mark.parametrize("number", range(1, MOST + 1))
@pytest.mark.parametrize("name", FAULTS)
def test_units_are_exact_whichever_call_of_each_step_fails(name: str, number: int) -> None:
    life = Life(FAULTS[name], number)
    life.run()
    assert life.told() == EXPECTED


def test_no_step_makes_more_calls_than_are_failed() -> None:
    life = Life()
    life.run()
    assert (life.told(), life.most) == (EXPECTED, MOST)
