"""What a person costs the table: two writes where a message is sent, one where it is not."""

from collections import Counter

from promenade.outreach.delivery.service.gate import handle
from promenade.outreach.delivery.store.gate import DynamoGateStore
from tests.support.capacity import capacity
from tests.support.deliveries import World, request, terms


def test_a_person_takes_two_write_units_and_little_more_than_one_round_trip(stores: None) -> None:
    world = World(DynamoGateStore(), campaign=terms(holdout_bp=1_000))
    people = [f"customer-{number:06}" for number in range(100)]
    with capacity() as traffic:
        told = handle(request(*people), world.doors)
    assert told
    sent, held_out = told.sent_count, len(told.held_out)
    assert sent + held_out == 100
    size_units = -(-len(str(told)) // 1024)
    assert traffic.write_units <= 2 * sent + held_out + size_units + 2
    assert traffic.calls.total() <= sent + 10
    assert traffic.calls["PutItem"] == sent + 2


def test_a_repeated_request_costs_one_read(stores: None) -> None:
    world = World(DynamoGateStore())
    handle(request("ada"), world.doors)
    with capacity() as traffic:
        handle(request("ada"), world.doors)
    assert traffic.cost == (1, 1, 0)


def test_who_has_another_id_takes_one_transaction_and_no_further_round_trip(stores: None) -> None:
    world, calls = World(DynamoGateStore()), list[Counter[str]]()
    for into in ({}, {"old": "ada"}):
        world.into = into
        with capacity() as traffic:
            handle(request("ada", id=f"spring#{len(into)}", entry=str(len(into))), world.doors)
        calls.append(traffic.calls)
    alone, together = calls
    assert together - alone == {"TransactWriteItems": 1}
    assert alone - together == {"PutItem": 1}
    assert together.total() == alone.total()
