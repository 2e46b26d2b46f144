"""What `bench_placing` simulates keeps what was promised, on a clock of its own."""

import pytest

from tests.bench.bench_placing import RECOMMENDED, Case, run


@pytest.mark.parametrize("rate", [500, 1_000, 2_000])
def test_one_promotion_carries_these_orders(rate: int) -> None:
    found = run(Case(rate, RECOMMENDED))
    assert found.served_share >= 0.999
    assert found.p99_ms <= 60
    assert (found.placed, found.refused) == (4 * rate, 0)


def test_one_counter_does_not() -> None:
    assert run(Case(500, 1)).served_share < 0.6


@pytest.mark.parametrize(("rate", "p99_ms"), [(500, 60), (2_000, 80)])
def test_the_last_thousand_orders_of_a_budget_leave_less_than_any_of_them_saves(
    rate: int, p99_ms: int
) -> None:
    found = run(Case(rate, RECOMMENDED, room_for=1_000))
    assert found.served_share == 1
    assert found.p99_ms <= p99_ms
    assert found.placed + found.refused == 4_000
    assert 0 <= found.stranded_minor < 100
