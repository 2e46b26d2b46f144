"""From what staff did in a table to its record, by the message that the relay makes of it."""

import json
from typing import Any

from infra.local import template
from tests.support import functions
from tests.support.cloud import dump, waiting
from tests.support.relaying import relayed

IMAGE = {
    "pk": {"S": "SKU#MUG"},
    "sk": {"S": "LEVEL"},
    "version": {"N": "1"},
    "fact": {"S": "StockMoved"},
    "body": {
        "S": '{"sku":"MUG","version":1,"on_hand_count":5,"reserved_count":0,"safety_count":0}'
    },
    "actor": {"S": "staff:maria"},
    "updated_at": {"S": "2026-03-01T12:00:00.000000Z"},
    "correlation_id": {"S": "c-1"},
}
ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/promenade-stock/stream/2026"


def message(body: str, message_id: str = "m-1") -> dict[str, Any]:
    return {"messageId": message_id, "body": body, "attributes": {}, "messageAttributes": {}}


def from_stream(image: dict[str, Any]) -> str:
    (change,) = relayed([{"eventSourceARN": ARN, "dynamodb": {"NewImage": image}}]).changes
    return json.dumps(change)


def test_what_the_relay_sends_is_recorded_once_however_often_it_comes(stores: None) -> None:
    body = from_stream(IMAGE)
    twice = {"Records": [message(body, "m-1"), message(body, "m-2")]}
    assert functions.invoke("audit_record", twice) == {"batchItemFailures": []}
    once = dump()["promenade-audit"]
    assert sorted(item["pk"]["S"] for item in once) == ["CHAIN#05", "stock:SKU#MUG/LEVEL"]
    functions.invoke("audit_record", twice)
    assert dump()["promenade-audit"] == once


def test_a_message_that_is_no_change_is_parked_and_blocks_no_other(stores: None) -> None:
    batch = {"Records": [message("{}", "m-1"), message(from_stream(IMAGE), "m-2")]}
    assert functions.invoke("audit_record", batch) == {"batchItemFailures": []}
    assert waiting("audit-dead") == 1
    assert len(dump()["promenade-audit"]) == 2


def test_its_role_can_put_records_and_neither_alter_nor_remove_them() -> None:
    statements = [
        statement
        for name, function in template.functions().items()
        if name.startswith("audit")
        for policy in function["Policies"]
        for statement in policy.get("Statement", ())
    ]
    assert {statement["Action"] for statement in statements} == {
        "dynamodb:PutItem",
        "dynamodb:Query",
    }
