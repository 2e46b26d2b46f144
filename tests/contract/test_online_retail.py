"""All 406,322 rows of the Online Retail set, through the ingest's own handler, to the penny.

The table is in memory here, because the mock of DynamoDB would take minutes; `tests/e2e` sends a
slice of the same files through the deployed stack.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from infra.local import functions as loader
from infra.local.online_retail import read_online_retail
from infra.local.order_files import Found, opened
from promenade.contracts.orders import OrderDocument
from promenade.customer.order.model.order import Order
from promenade.customer.order.service import seal
from promenade.customer.order.wire.bodies import OrderBody
from promenade.customer.order.wire.reading import describe, message
from promenade.kit.packs import packs
from tests.support.data import DATA, ONLINE_RETAIL, needs_data
from tests.support.digests import DIGESTS
from tests.support.fakes.order import FakeOrderStore, FakeVault
from tests.support.functions import Context

pytestmark = [pytest.mark.shared_data, needs_data]


def test_the_whole_set_comes_out_equal_and_a_second_load_changes_nothing() -> None:
    expected = json.loads((DATA / "EXPECTED_AGGREGATES.json").read_text(), parse_float=Decimal)
    store, handler = FakeOrderStore(), loader.load("order_ingest")
    vars(handler)["store"] = store
    batches = [batch for path in ONLINE_RETAIL for batch in sqs_batches(path)]

    for batch in batches:
        assert handler.app(batch, Context()) == {"batchItemFailures": []}
    documents = [order.document for order in store.orders.values()]
    assert aggregates(documents) == expected["online_retail_sample"]

    stamps = dict(store.stamps)
    for batch in batches:
        assert handler.app(batch, Context()) == {"batchItemFailures": []}
    assert store.stamps == stamps


def sqs_batches(path: Path) -> Iterator[dict[str, Any]]:
    with opened(path) as file:
        messages = (
            {"messageId": "m", "body": message(taken(found), "import:test", "c-1").decode()}
            for found in read_online_retail(file.lines)
        )
        for records in packs(messages, lambda each: len(each["body"]), most=50, room=6_000_000):
            yield {"Records": records}


def taken(found: Found) -> Order:
    assert isinstance(found, OrderBody), found
    return seal(describe(found, DIGESTS), FakeVault())


def aggregates(documents: Iterable[OrderDocument]) -> dict[str, Any]:
    """rows: lines. net: paid − refunded of all orders. cancelled_value: what returns gave back."""
    counts: Counter[str] = Counter()
    net_minor: Counter[str | None] = Counter()
    for order in documents:
        counts["rows"] += len(order.lines)
        counts["invoices"] += 1
        net_minor[order.customer] += order.paid_minor - order.refunded_minor
        if order.kind == "return":
            counts["cancel_invoices"] += 1
            counts["cancelled_minor"] -= order.refunded_minor
    whole_minor = net_minor.total()
    net_minor.pop(None)
    return {
        "rows": counts["rows"],
        "invoices": counts["invoices"],
        "cancel_invoices": counts["cancel_invoices"],
        "customers": len(net_minor),
        "net": _pounds(whole_minor),
        "cancelled_value": _pounds(counts["cancelled_minor"]),
        "top5_customers_by_net": {
            str(customer): _pounds(amount) for customer, amount in net_minor.most_common(5)
        },
    }


def _pounds(amount_minor: int) -> Decimal:
    return Decimal(amount_minor) / 100
