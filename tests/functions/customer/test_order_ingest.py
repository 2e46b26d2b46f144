"""Orders out of the queue: each by itself, whatever its neighbours are."""

from typing import Any
from unittest.mock import patch

import pytest

from infra.local import functions as loader
from promenade.customer.order.model.order import Order
from promenade.customer.order.store import DynamoOrderStore
from promenade.kit import aws, batch
from promenade.kit.errors import Invalid, Unavailable
from promenade.kit.stamp import Stamp
from tests.support import functions, settings
from tests.support.callers import STOREFRONT, SUPPORT
from tests.support.cloud import delivered, dump, waiting
from tests.support.gateway import Gateway
from tests.support.orders import PERSON, credit_note, queued, sale
from tests.support.traffic import counted, write_units


def take(*documents: dict[str, Any]) -> Any:
    return functions.invoke("order_ingest", queued(*documents))


def orders() -> dict[str, dict[str, Any]]:
    found = dump()["promenade-order"]
    return {item["pk"]["S"]: item for item in found if item["pk"]["S"].startswith("ORDER#")}


def parked() -> list[dict[str, str]]:
    received = aws.client("sqs").receive_message(
        QueueUrl=settings.SETTINGS["ORDER_INGEST_DEAD_LETTERS_URL"],
        MaxNumberOfMessages=10,
        MessageAttributeNames=["All"],
    )
    return [
        {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}
        for message in received.get("Messages", [])
    ]


def test_an_item_holds_the_fact_and_what_conditions_and_listings_need(stores: None) -> None:
    take(sale(personal=PERSON))
    item = orders()["ORDER#storefront#A-1"]
    shown = {name: value.get("S", value.get("N")) for name, value in item.items()}
    assert shown["fact"] == "OrderRecorded"
    assert (shown["version"], shown["terms"]) == ("1", "sale CNY paid")
    assert shown["gsi1pk"] == "DAY#flagship#2026-01-05"
    assert shown["gsi1sk"] == "storefront#2026-01-05T03:58:00.000000Z#A-1"
    assert shown["actor"] == "client:storefront"


def test_no_text_about_a_person_is_readable_in_table_queue_or_log(
    gateway: Gateway, capfd: pytest.CaptureFixture[str]
) -> None:
    written = ""
    for phone in (PERSON["phone"], "13900001111"):
        sent = sale(personal=PERSON | {"phone": phone})
        gateway.call("POST /orders", sent, caller=STOREFRONT)
        messages = delivered("order-ingest")
        written += repr(messages)
        functions.invoke("order_ingest", messages)
    (reason,) = parked()
    assert reason["reason_code"] == "order_conflict"
    written += repr(dump()) + repr(delivered("order-ingest-dead")) + "".join(capfd.readouterr())
    texts = [*PERSON.values(), "13900001111"]
    assert [text for text in texts if text in written] == []


def test_what_was_parked_is_stored_with_its_person_once_it_is_replayed(gateway: Gateway) -> None:
    sent = sale("A-9", personal=PERSON)
    gateway.call("POST /orders", sent, caller=STOREFRONT)
    (message,) = delivered("order-ingest")["Records"]
    batch.park(message["body"], Invalid([]), settings.SETTINGS["ORDER_INGEST_DEAD_LETTERS_URL"])
    functions.invoke("order_ingest", delivered("order-ingest-dead"))
    found = gateway.call("GET /orders/storefront/A-9", caller=SUPPORT)
    assert found.json["personal"] == PERSON


def test_taking_an_order_takes_one_write_with_or_without_a_person(stores: None) -> None:
    for order in (sale("A-1"), sale("A-2", personal=PERSON)):
        with counted() as calls:
            take(order)
        assert calls == ["dynamodb.PutItem"]


def test_an_order_of_two_lines_costs_two_write_units_and_one_of_the_index(stores: None) -> None:
    take(sale(personal=PERSON))
    item = orders()["ORDER#storefront#A-1"]
    index = ("pk", "sk", "gsi1pk", "gsi1sk", "summary")
    assert (write_units(item), write_units(item, index)) == (2, 1)


def test_bad_messages_are_parked_with_their_reason_and_block_no_other(stores: None) -> None:
    messages = queued(sale("A-1"), sale("A-2", paid_minor=1), sale("A-3"))
    messages["Records"].insert(0, {"messageId": "m-9", "body": "{"})
    assert functions.invoke("order_ingest", messages) == {"batchItemFailures": []}
    assert set(orders()) == {"ORDER#storefront#A-1", "ORDER#storefront#A-3"}
    reasons = {each["reason_code"] + " " + each["reason"].partition(":")[0] for each in parked()}
    assert reasons == {"invalid /", "invalid /paid_minor"}


def test_a_second_load_of_the_same_changes_nothing(stores: None) -> None:
    documents = [sale("A-1", personal=PERSON), credit_note(), sale("A-2", version=4)]
    take(*documents)
    before = dump()
    assert take(*documents) == {"batchItemFailures": []}
    assert dump() == before


def test_what_cannot_be_stored_now_comes_again_and_the_rest_does_not(stores: None) -> None:
    module = loader.load("order_ingest")
    original = DynamoOrderStore.record

    def busy_once(self: DynamoOrderStore, order: Order, stamp: Stamp) -> Any:
        if order.document.number == "A-2":
            raise Unavailable("busy")
        return original(self, order, stamp)

    with patch.object(DynamoOrderStore, "record", busy_once):
        answer = module.app(queued(sale("A-1"), sale("A-2"), sale("A-3")), functions.Context())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m-1"}]}
    assert set(orders()) == {"ORDER#storefront#A-1", "ORDER#storefront#A-3"}
    assert waiting("order-ingest-dead") == 0
