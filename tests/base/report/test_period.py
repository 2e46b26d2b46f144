"""What a period is compared with."""

from datetime import date

import pytest

from promenade.base.report.model.period import Period


def span(first_on: str, last_on: str) -> Period:
    return Period(date.fromisoformat(first_on), date.fromisoformat(last_on))


@pytest.mark.parametrize(
    ("first_on", "last_on", "previous"),
    [
        ("2026-09-01", "2026-09-30", ("2026-08-01", "2026-08-31")),
        ("2026-03-01", "2026-03-31", ("2026-02-01", "2026-02-28")),
        ("2024-03-01", "2024-03-31", ("2024-02-01", "2024-02-29")),
        ("2026-01-01", "2026-01-31", ("2025-12-01", "2025-12-31")),
        ("2026-01-01", "2026-03-31", ("2025-10-01", "2025-12-31")),
        ("2026-07-01", "2026-09-30", ("2026-04-01", "2026-06-30")),
        ("2025-01-01", "2025-12-31", ("2024-01-01", "2024-12-31")),
        ("2024-01-01", "2024-12-31", ("2023-01-01", "2023-12-31")),
        ("2026-02-01", "2026-04-30", ("2025-11-04", "2026-01-31")),
        ("2026-09-01", "2026-09-29", ("2026-08-03", "2026-08-31")),
        ("2026-09-02", "2026-10-01", ("2026-08-03", "2026-09-01")),
        ("2026-03-02", "2026-03-08", ("2026-02-23", "2026-03-01")),
        ("2026-03-01", "2026-03-01", ("2026-02-28", "2026-02-28")),
    ],
)
def test_a_calendar_period_is_compared_with_the_one_before_and_others_with_as_many_days(
    first_on: str, last_on: str, previous: tuple[str, str]
) -> None:
    assert span(first_on, last_on).previous == span(*previous)


@pytest.mark.parametrize(
    ("first_on", "last_on", "year_before"),
    [
        ("2026-09-01", "2026-09-30", ("2025-09-01", "2025-09-30")),
        ("2026-11-11", "2026-11-11", ("2025-11-11", "2025-11-11")),
        ("2024-02-29", "2024-03-01", ("2023-02-28", "2023-03-01")),
        ("2025-12-30", "2026-01-05", ("2024-12-30", "2025-01-05")),
    ],
)
def test_the_year_before_has_the_same_dates(
    first_on: str, last_on: str, year_before: tuple[str, str]
) -> None:
    assert span(first_on, last_on).year_before == span(*year_before)
