"""From the items of all tables to the bus, the audit trail and, where that fails, to what is
parked and told again."""

import json
from typing import Any

import msgspec
import pytest

from promenade.contracts.orders import OrderRecorded
from promenade.kit import aws
from promenade.kit.errors import Unavailable
from promenade.kit.facts import Envelope
from tests.support import functions
from tests.support.cloud import dump, streamed
from tests.support.gateway import Gateway
from tests.support.orders import PERSON, order, queued, sale
from tests.support.relaying import Bus, Relayed, relayed, woken_by

MOVE = {"kind": "receive", "count": 5, "reason": "Delivery"}


def again(*bodies: str, bus: Bus | None = None) -> Relayed:
    """Parked messages, back in the relay's queue."""
    records = [
        {"messageId": f"m-{place}", "eventSource": "aws:sqs", "body": body}
        for place, body in enumerate(bodies)
    ]
    return woken_by({"Records": records}, bus or Bus())


def moved(gateway: Gateway) -> list[dict[str, Any]]:
    """The stream's records of one movement: its level is a fact, its entries are none."""
    gateway.call("POST /stock/MUG/movements", MOVE)
    return streamed()


def test_every_version_of_an_order_is_told_without_personal_data(stores: None) -> None:
    sent = sale(personal=PERSON), sale(version=3, state="shipped", personal=PERSON)
    for each in sent:
        functions.invoke("order_ingest", queued(each))
    told = relayed()
    events = [msgspec.convert(each, Envelope[OrderRecorded]) for each in told.events]
    assert [(each.source, each.fact, each.detail.event_id) for each in events] == [
        ("promenade.order", "OrderRecorded", "ORDER#storefront#A-1/-@1"),
        ("promenade.order", "OrderRecorded", "ORDER#storefront#A-1/-@3"),
    ]
    document = order(sale(version=3, state="shipped")).document
    assert msgspec.to_builtins(events[1].detail.data) == msgspec.to_builtins(document)
    assert not any(text in str(told) for text in PERSON.values())
    assert (told.changes, told.parked) == ([], [])


def test_submissions_are_no_facts(stores: None) -> None:
    image = {"pk": {"S": "SUBMISSION#s"}, "sk": {"S": "-"}, "body": {"S": "{}"}}
    assert relayed([{"dynamodb": {"NewImage": image}}]) == ([], [], [])


def test_a_field_that_is_only_stored_reaches_the_audit_trail_and_not_the_bus(
    gateway: Gateway,
) -> None:
    records = [each for each in moved(gateway) if "body" in each["dynamodb"]["NewImage"]]
    for record in records:
        body = json.loads(record["dynamodb"]["NewImage"]["body"]["S"])
        text = json.dumps(body | {"cost_minor": 17})
        record["dynamodb"]["NewImage"]["body"]["S"] = text
    told = relayed(records)
    assert [each["after"]["cost_minor"] for each in told.changes] == [17]
    assert len(told.events) == 1
    assert "cost_minor" not in str(told.events)


def test_a_record_that_cannot_be_told_is_parked_and_told_again_later(gateway: Gateway) -> None:
    records = moved(gateway)
    fact = next(each for each in records if "fact" in each["dynamodb"]["NewImage"])
    lost = fact | {"eventSourceARN": fact["eventSourceARN"].replace("stock", "shelf")}
    told = relayed([lost, *records])
    assert (len(told.events), len(told.changes)) == (1, 1)
    (parked,) = told.parked
    assert again(json.dumps(parked)) == ([], [], [parked])
    mended = parked | {"eventSourceARN": fact["eventSourceARN"]}
    assert again(json.dumps(mended)) == (told.events, told.changes, [])


HUGE = "F" * 300_000


@pytest.mark.parametrize(
    "broken",
    [
        {"fact": {"S": HUGE}},
        {"updated_at": {"S": "0001-01-01T00:00:00+23:59"}},
        {"body": {"S": f'{{"text": "{HUGE}"}}'}},
        {"version": {"N": "one"}},
        {"actor": 5},
    ],
    ids=lambda broken: next(iter(broken)),
)
def test_no_record_holds_up_those_behind_it(broken: dict[str, Any], gateway: Gateway) -> None:
    records = moved(gateway)
    fact = next(each for each in records if "fact" in each["dynamodb"]["NewImage"])
    image = fact["dynamodb"]["NewImage"] | broken
    poison = fact | {"dynamodb": {"NewImage": image}}
    told = relayed([poison, *records])
    assert (len(told.events), len(told.changes), len(told.parked)) == (1, 1, 1)
    (parked,) = told.parked
    assert parked["dynamodb"]["NewImage"]["pk"] == {"S": "SKU#MUG"}
    ((reparked,),) = again(json.dumps(parked))[2:]
    assert reparked["dynamodb"]["NewImage"] == parked["dynamodb"]["NewImage"]


def test_a_batch_that_was_given_up_is_told_again(gateway: Gateway) -> None:
    records = moved(gateway)
    told = relayed(records)
    arn = records[0]["eventSourceARN"]
    found = aws.client("dynamodbstreams").describe_stream(StreamArn=arn)["StreamDescription"]
    numbers = [each["dynamodb"]["SequenceNumber"] for each in records]
    info = {
        "shardId": found["Shards"][0]["ShardId"],
        "startSequenceNumber": numbers[0],
        "endSequenceNumber": numbers[-1],
        "streamArn": arn,
    }
    assert again(json.dumps({"DDBStreamBatchInfo": info})) == told


def test_a_bus_that_takes_nothing_now_brings_the_batch_back_and_parks_nothing(
    gateway: Gateway,
) -> None:
    records = moved(gateway)
    before = dump()
    with pytest.raises(Unavailable):
        relayed(records, Bus("ThrottlingException"))
    assert len(relayed(records).events) == 1
    assert {name: dump()[name] for name in before if name != "messages"} == {
        name: before[name] for name in before if name != "messages"
    }
