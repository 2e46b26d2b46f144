"""Whatever fails at whichever call, before or after its effect: all of it goes on, and counts
exactly once."""

from datetime import timedelta

import pytest

from tests.support import lives
from tests.support.faulty import FAULTS
from tests.support.lives import Life

pytestmark = pytest.mark.usefixtures("stores")


MOST = 7
"""Calls of DynamoDB that a step makes."""


@pytest.mark.parametrize("number", range(1, MOST + 1))
@pytest.mark.parametrize("name", FAULTS)
def test_totals_are_exact_whichever_call_of_each_step_fails(name: str, number: int) -> None:
    lived(Life(name, FAULTS[name], number))


def test_no_step_makes_more_calls_than_are_failed() -> None:
    life = Life("unharmed")
    lived(life)
    assert life.most == MOST


@pytest.mark.parametrize("minutes", [-5, 5])
def test_totals_are_exact_where_clocks_are_five_minutes_apart(minutes: int) -> None:
    lived(Life("skewed", late=timedelta(minutes=minutes)))


def lived(life: Life) -> None:
    lives.open_lives()
    life.run()
    assert life.told() == life.expected()
    assert lives.found_used() == lives.used(1)
    assert lives.claimed() == (5, 5)
