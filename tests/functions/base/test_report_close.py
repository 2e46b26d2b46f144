"""The hour: what is over is closed, what is due is asked for."""

from datetime import UTC, datetime
from unittest.mock import patch

from promenade.base.report.store import DynamoFactStore, DynamoJobStore
from promenade.kit import clock
from tests.functions.base.test_report_fold import fold
from tests.support import functions
from tests.support.capacity import capacity
from tests.support.facts import DAY, ON, order


def close_at(moment: datetime) -> None:
    with patch.object(clock, "datetime", wraps=datetime) as standing:
        standing.now.return_value = moment
        functions.invoke("report_close", {"time": "2026-01-05T20:05:00Z"})


def test_yesterday_is_closed_and_asked_for_at_four_in_the_stores_morning(stores: None) -> None:
    fold(order())
    close_at(datetime(2026, 1, 5, 20, 5, tzinfo=UTC))
    assert DynamoFactStore().find_settled(DAY).is_balanced
    (job,) = DynamoJobStore().list_newest(10, None).items
    assert (job.scope.store, job.period.first_on, job.period.last_on) == ("flagship", ON, ON)


def test_an_hour_in_which_nothing_happened_costs_a_read_for_each_shop(stores: None) -> None:
    fold(order(), order("A-2", store="outlet"))
    close_at(datetime(2026, 1, 5, 17, 5, tzinfo=UTC))
    with capacity() as idle:
        close_at(datetime(2026, 1, 5, 18, 5, tzinfo=UTC))
    assert idle.cost == (3, 3.0, 0)
