"""Orders folded per CPU-second, and whether a report costs more after a long history.

Folding runs the deployed handler with the real store down to signed HTTP requests, which are
answered in process: all of our CPU and the SDK's, no network. The history of 400,000 orders is
kept in memory, packed as the table keeps it, because the mock of DynamoDB would take an hour:
what is compared is reading, unpacking, summing and rendering the same 28 days, before and after.
"""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

import msgspec
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from infra.local.functions import load
from promenade.base.report.model.job import ReportJob, Scope
from promenade.base.report.model.period import Period
from promenade.base.report.model.report import report_of
from promenade.base.report.render import render
from promenade.base.report.service.folding import fold
from promenade.base.report.service.settling import settle_days, settle_period
from promenade.contracts.orders import OrderDocument, OrderLine
from promenade.kit import aws
from tests.bench.ratios import Row, interleaved

from tests.support.settings import SETTINGS  # isort: skip  # the stores read them on import
from tests.support.digests import SECRET
from tests.support.facts import SHOP, ZONE, batch, recorded
from tests.support.fakes.report import FakeFactStore
from tests.support.functions import Context

BATCH = 30
A_DAY = 178
SHORT, LONG = 10_000, 400_000
END = datetime(2026, 6, 30, 12, tzinfo=UTC)
MONTH = Period((END - timedelta(days=27)).date(), END.date())


def rows() -> list[Row]:
    return [_folding(), _building()]


def _folding() -> Row:
    handler = load("report_fold").app
    numbers = count()
    with patch.object(aws, "secret", return_value=SECRET.encode()):
        rates = interleaved({"fold": lambda: _fold_rate(handler, numbers)}, rounds=5)
    detail = f"handler to signed request, batches of {BATCH}, 3 lines an order"
    return Row("orders folded per CPU-second", f"{rates['fold']:,.0f}", "–", detail)


def _fold_rate(handler: Callable[..., Any], numbers: Iterator[int]) -> float:
    orders = _orders(Random(next(numbers)), 20 * BATCH, END)
    bodies = [recorded(order) for order in orders]
    events = [batch(*bodies[at : at + BATCH]) for at in range(0, len(bodies), BATCH)]
    client = aws.client("dynamodb")
    client.meta.events.register("before-send.dynamodb", _answer)
    try:
        start = process_time()
        for event in events:
            assert handler(event, Context()) == {"batchItemFailures": []}
        return len(bodies) / (process_time() - start)
    finally:
        client.meta.events.unregister("before-send.dynamodb", _answer)


class _Nothing:
    """The body of an answer that nothing was found."""

    def stream(self, **_: object) -> Iterator[bytes]:
        found: dict[str, list[object]] = {SETTINGS["REPORT_TABLE"]: []}
        yield msgspec.json.encode({"Responses": found, "UnprocessedKeys": {}})


def _answer(request: Any, **_: object) -> AWSResponse:
    return AWSResponse(request.url, 200, HTTPHeaders(), _Nothing())


def _building() -> Row:
    short, long = _folded(SHORT), _folded(LONG)
    gc.collect()
    gc.freeze()
    seconds = interleaved({"short": _build(short), "long": _build(long)}, rounds=7)
    value = f"{seconds['long'] / seconds['short']:.2f} ×"
    detail = (
        f"{seconds['short']:.2f} s → {seconds['long']:.2f} s for 28 days in four formats, "
        f"after {SHORT:,} and {LONG:,} orders; in memory"
    )
    return Row("report build after 40 × the history", value, "≤ 1.1", detail)


def _folded(total: int) -> FakeFactStore:
    """Every day has as many orders: history is longer, not denser."""
    store, random = FakeFactStore(), Random(7)
    for day in range(-(-total // A_DAY)):
        orders = _orders(random, min(A_DAY, total - day * A_DAY), END - timedelta(days=day))
        for at in range(0, len(orders), BATCH):
            fold(orders[at : at + BATCH], store, lambda: END)
    unsettled = store.list_unsettled(SHOP, None)
    settle_days(SHOP, ZONE, unsettled, store, lambda: END + timedelta(days=2))
    return store


def _orders(random: Random, number: int, noon: datetime) -> list[OrderDocument]:
    return [_order(random, f"{noon:%Y%m%d}-{n}", noon) for n in range(number)]


def _order(random: Random, number: str, noon: datetime) -> OrderDocument:
    at = noon + timedelta(minutes=random.randrange(-240, 240))
    lines = tuple(_line(random, index) for index in (1, 2, 3))
    paid_minor = sum(line.paid_minor for line in lines)
    return OrderDocument(
        source="bench",
        number=number,
        version=1,
        state="paid",
        store=SHOP.store,
        channel=random.choice(("web", "app", "marketplace")),
        currency=SHOP.currency,
        zone=ZONE,
        placed_at=at,
        paid_at=at,
        customer=f"c-{random.randrange(20_000)}",
        goods_minor=paid_minor,
        paid_minor=paid_minor,
        lines=lines,
    )


def _line(random: Random, index: int) -> OrderLine:
    sku = random.randrange(400)
    return OrderLine(
        line=index,
        sku=f"SKU-{sku:04}",
        title=f"Product number {sku}",
        category=f"category-{sku % 20}",
        quantity=1,
        unit_price_minor=990 + sku,
        paid_minor=990 + sku,
    )


def _build(store: FakeFactStore) -> Callable[[], float]:
    job = ReportJob("report_1", Scope(SHOP.currency), MONTH, "en", END, "bench")
    later = END + timedelta(days=2)

    def build() -> float:
        start = perf_counter()
        days = settle_period(
            SHOP, ZONE, Period(MONTH.previous.first_on, MONTH.last_on), store, lambda: later
        ).days
        render(report_of(job, days, later), "en")
        return perf_counter() - start

    return build
