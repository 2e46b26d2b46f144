"""The whole Online Retail set folded into facts: equal to its figures to the penny, and twice.

In memory, like the set's ingest; the facts are packed as the table keeps them.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from infra.local.online_retail import read_online_retail
from infra.local.order_files import opened
from promenade.base.report.model.job import ReportJob, Scope
from promenade.base.report.model.period import Period
from promenade.base.report.model.report import Report, report_of
from promenade.base.report.service.folding import fold
from promenade.base.report.service.settling import settle_period
from promenade.contracts.orders import OrderDocument
from promenade.customer.order.wire.bodies import OrderBody
from promenade.customer.order.wire.reading import read_order
from promenade.kit.packs import packs
from tests.support.data import DATA, ONLINE_RETAIL, needs_data
from tests.support.digests import DIGESTS
from tests.support.fakes.report import FakeFactStore
from tests.support.orders import LATER

pytestmark = [pytest.mark.shared_data, needs_data]

PERIOD = Period(date(2010, 12, 1), date(2011, 12, 9))
NOW = datetime(2012, 1, 1, tzinfo=UTC)


def documents() -> Iterator[OrderDocument]:
    for path in ONLINE_RETAIL:
        with opened(path) as file:
            for found in read_online_retail(file.lines):
                assert isinstance(found, OrderBody), found
                yield read_order(found, DIGESTS, LATER).document


def fold_all(orders: list[OrderDocument], store: FakeFactStore) -> None:
    for batch in packs(orders, lambda _: 1, most=30):
        fold(batch, store, lambda: NOW)


def test_the_facts_of_the_whole_set_are_its_figures_and_stay_so() -> None:
    expected = json.loads((DATA / "EXPECTED_AGGREGATES.json").read_text(), parse_float=Decimal)
    whole = expected["online_retail_sample"]
    orders, store = list(documents()), FakeFactStore()
    fold_all(orders, store)
    report = report_on(store)
    net_minor = report.headline["net_minor"].value or 0
    returned = sum(order.refunded_minor for order in orders if order.kind == "return")
    assert Decimal(net_minor) / 100 == whole["net"]
    assert Decimal(-returned) / 100 == whole["cancelled_value"]
    assert len(store.guards) == whole["invoices"]
    assert report.headline["refund_count"].value == sum(len(order.refunds) for order in orders)
    assert report.headline["buyer_count"].value == len(
        {order.customer for order in orders if order.paid_at and order.kind == "sale"} - {None}
    )
    assert sum(part.sums.net_minor for part in report.categories) == net_minor
    assert sum(day.sums.net_minor for day in report.days) == net_minor
    assert report.reconciliation.is_balanced is True
    assert report.reconciliation.open_days == ()

    transactions = store.transactions
    fold_all(orders, store)
    assert store.transactions == transactions
    assert report_on(store) == report


def report_on(store: FakeFactStore) -> Report:
    ((shop, zone),) = store.list_shops().items()
    settled = settle_period(shop, zone, PERIOD, store, lambda: NOW).days
    job = ReportJob("report_1", Scope(shop.currency), PERIOD, "en", NOW, "test")
    return report_of(job, settled, NOW)
