"""The hour: what is over is closed, what is due is asked for."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from promenade.base.report.store import DynamoFactStore, DynamoJobStore
from promenade.customer.order.store import DynamoOrderStore
from promenade.kit import clock
from promenade.kit.values import replace
from tests.functions.base.test_report_fold import fold
from tests.support import functions, orders
from tests.support.capacity import capacity
from tests.support.facts import DAY, ON, order

RECORDED = datetime(2026, 1, 5, 4, 30, tzinfo=UTC)


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


def test_an_order_of_which_nobody_was_told_is_named_and_unbalances_its_reports(
    stores: None, caplog: pytest.LogCaptureFixture
) -> None:
    lost = orders.order(orders.sale("#1001"))
    DynamoOrderStore().record(lost, replace(orders.stamp(lost), at=RECORDED))
    close_at(RECORDED + timedelta(hours=1))
    assert DynamoFactStore().list_missing() == []
    close_at(RECORDED + timedelta(hours=2))
    assert [each.number for each in DynamoFactStore().list_missing()] == ["#1001"]
    missing = [
        (each.__dict__["source"], each.__dict__["number"])
        for each in caplog.records
        if each.message == "missing"
    ]
    assert missing == [("storefront", "#1001")]
    fold(lost.document)
    close_at(RECORDED + timedelta(hours=3))
    assert DynamoFactStore().list_missing() == []


def test_an_hour_in_which_nothing_happened_costs_a_read_for_each_shop_and_shard_of_orders(
    stores: None,
) -> None:
    fold(order(), order("A-2", store="outlet"))
    close_at(datetime(2026, 1, 5, 17, 5, tzinfo=UTC))
    with capacity() as idle:
        close_at(datetime(2026, 1, 5, 18, 5, tzinfo=UTC))
    assert idle.cost == (10, 7.0, 1)
