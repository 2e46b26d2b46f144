"""Items of the deliveries' table.

| item | pk | sk |
|---|---|---|
| what a person was sent by a channel | `CUSTOMER#<customer>` | `CONTACTS#<channel>` |
| a message no longer in it, or never sent | `CUSTOMER#<customer>` | `PAST#<second>#<request>` |
| what a request came to | `CAMPAIGN#<campaign>` | `REQUEST#<request>` |
| how many of a run were told what (see `store.outcomes`) | `TOLD#<campaign>#<run>` | `<shard>` |
| a message that a provider took | `PROVIDER#<account>#<its id>` | `-` |
| a message that it may have taken | `UNKNOWN#<our key>` | `-` |
| a stop of no message of ours | `STOP#<channel>#<address>` | `<second>` |
| a request that waits | `LATER#<request>` | `-` |
| the minute that it waits for | `DUE#<minute>` | `<request>` |
| a test that staff asked for | `TEST#<id>` | `-` |
| a message in an inbox | `INBOX#<customer>` | `MESSAGE#<id>` |

An address is a digest; what an inbox holds, and where a test goes, is sealed. How many tests
somebody asked for is counted as `kit.limits` says.
"""

import msgspec
from pynamodb.attributes import BinaryAttribute
from pynamodb.expressions.condition import Condition

from promenade.kit.attributes import IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.limits import Tally
from promenade.kit.lookups import Key
from promenade.kit.records import Record
from promenade.kit.values import Document
from promenade.outreach.delivery.service.ports import UNKNOWN, MessageKey

TABLE = setting("DELIVERY_TABLE")

CONTACTS, PAST = "CONTACTS#", "PAST#"


class DeliveryRecord(Record):
    class Meta:
        table_name = TABLE


class TestRecord(Record):
    sealed = BinaryAttribute(legacy_encoding=False)

    class Meta:
        table_name = TABLE


class TestTally(Tally):
    class Meta:
        table_name = TABLE


class ToldRecord(Record):
    delivered_count = IntegerAttribute(null=True)
    deferred_count = IntegerAttribute(null=True)
    bounced_count = IntegerAttribute(null=True)
    opened_count = IntegerAttribute(null=True)
    clicked_count = IntegerAttribute(null=True)
    complained_count = IntegerAttribute(null=True)
    stopped_count = IntegerAttribute(null=True)

    class Meta:
        table_name = TABLE


def encode(document: Document) -> str:
    return msgspec.json.encode(document, order="deterministic").decode()


def person_place(customer: str) -> str:
    return f"CUSTOMER#{customer}"


def inbox_place(customer: str) -> str:
    return f"INBOX#{customer}"


def contacts_key(customer: str, channel: str) -> Key:
    return person_place(customer), f"{CONTACTS}{channel}"


def past_key(customer: str, at_s: int, request_id: str) -> Key:
    return person_place(customer), f"{PAST}{at_s:010}#{request_id}"


def request_key(campaign: str, request_id: str) -> Key:
    return f"CAMPAIGN#{campaign}", f"REQUEST#{request_id}"


def message_key(key: MessageKey) -> Key:
    account, id_ = key
    return (f"UNKNOWN#{id_}" if account == UNKNOWN else f"PROVIDER#{account}#{id_}"), "-"


def told_key(campaign: str, run: int, shard: int) -> Key:
    return f"TOLD#{campaign}#{run}", str(shard)


def test_key(test_id: str) -> Key:
    return f"TEST#{test_id}", "-"


def later_key(request_id: str) -> Key:
    return f"LATER#{request_id}", "-"


def is_as(version: int) -> Condition:
    """It is as it was met: not there at version 0."""
    return DeliveryRecord.version == version if version else DeliveryRecord.pk.does_not_exist()
