"""From recorded orders to facts, through the handler."""

from collections.abc import Sequence
from typing import Any

from infra.local.functions import load
from promenade.base.report.model.contribution import facts_of, key_of
from promenade.base.report.store import DynamoFactStore
from promenade.base.report.wire import read_order
from promenade.contracts.orders import OrderDocument
from tests.support import functions
from tests.support.capacity import capacity
from tests.support.cloud import dump, waiting
from tests.support.digests import DIGESTS
from tests.support.facts import DAY, batch, folded_once, order, recorded, refunded


def fold(*orders: OrderDocument) -> Any:
    return functions.invoke("report_fold", batch(*map(recorded, orders)))


def as_facts_hold(*documents: OrderDocument) -> list[OrderDocument]:
    """Customers under pseudonyms."""
    return [read_order(recorded(each).encode(), DIGESTS) for each in documents]


def folded_version(document: OrderDocument) -> int:
    return DynamoFactStore().find_folded([key_of(document)])[key_of(document)].version


def test_a_batch_is_folded_once_however_often_and_in_whatever_order_it_comes(stores: None) -> None:
    sent: Sequence[OrderDocument] = (refunded("A-1", 2), order("A-1", 1), order("A-2"))
    assert fold(*sent) == {"batchItemFailures": []}
    once = dump()
    assert fold(*reversed(sent)) == {"batchItemFailures": []}
    assert dump() == once
    assert DynamoFactStore().sum_ledger(DAY) == folded_once(as_facts_hold(sent[0], sent[2]))[DAY]


def test_a_message_that_is_no_order_is_parked_and_blocks_no_other(stores: None) -> None:
    bodies = ("{", recorded(order("A-1")), "{}", recorded(order("A-2")))
    answer = functions.invoke("report_fold", batch(*bodies))
    assert answer == {"batchItemFailures": []}
    assert waiting("report-fold-dead") == 2
    assert [folded_version(order(number)) for number in ("A-1", "A-2")] == [1, 1]


def test_a_zone_nobody_knows_fails_alone_and_goes_to_the_dead_letters_by_itself(
    stores: None,
) -> None:
    answer = fold(order("A-1"), order("A-2", zone="Mars/Olympus"), order("A-3"))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m-1"}]}
    taken = as_facts_hold(order("A-1"), order("A-3"))
    assert DynamoFactStore().sum_ledger(DAY) == folded_once(taken)[DAY]
    assert waiting("report-fold-dead") == 0


def test_an_order_costs_four_write_units_and_a_share_of_its_batch(stores: None) -> None:
    handler = load("report_fold").app
    handler(batch(recorded(order("warm"))), functions.Context())
    with capacity() as one:
        handler(batch(recorded(order("A-0"))), functions.Context())
    with capacity() as thirty:
        many = (recorded(order(f"B-{n}", customer=f"c-{n}")) for n in range(30))
        handler(batch(*many), functions.Context())
    with capacity() as again:
        handler(batch(recorded(order("A-0", version=2, channel="app"))), functions.Context())
    assert one.calls == {"BatchGetItem": 1, "TransactWriteItems": 1}
    assert one.cost == (2, 0.5, 6)
    assert thirty.cost == (2, 15.0, 30 * 4 + 2)
    assert again.cost == (3, 1.0, 6)


def test_nothing_of_a_repeated_batch_is_written(stores: None) -> None:
    handler = load("report_fold").app
    event = batch(*(recorded(order(f"A-{n}")) for n in range(30)))
    handler(event, functions.Context())
    with capacity() as again:
        handler(event, functions.Context())
    assert again.write_units == 0
    (one,) = as_facts_hold(order())
    assert facts_of(one)[DAY].keys() == DynamoFactStore().sum_ledger(DAY).keys()


def test_a_buyer_is_counted_under_a_pseudonym_and_never_by_name(stores: None) -> None:
    fold(order("A-1", customer="wang.fang@example.com"))
    ledger = DynamoFactStore().sum_ledger(DAY)
    buyers = [cell.name for cell in ledger if cell.kind == "buyer"]
    assert buyers == [DIGESTS.pseudonym("wang.fang@example.com")]
