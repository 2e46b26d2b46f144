"""Items of tracking's table.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| links of one request to send | `LINKS#<set>` | `-` | | |
| touch | `TOUCHES#<set>#<person>` | `<minute>#<link>#<doubt>` | `PERSON#<customer>` | `<at>#…` |
| experiment | `EXPERIMENT#<id>` | `-` | | |
| sums of an arm | `EXPERIMENT#<id>` | `ARM#<arm>` | | |
| what somebody of one did | `EXPERIMENT#<id>#<digit><digit>` | `SUBJECT#<subject>` | | |

A person is a place in the set. Only touches of humans, once judged, are in `gsi1`. A subject is a
keyed digest. `hit_count` is
how often a link was touched again within its minute.
"""

import msgspec

from promenade.kit.attributes import IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.records import IndexedRecord
from promenade.kit.values import Value


class TrackingRecord(IndexedRecord):
    class Meta:
        table_name = setting("TRACKING_TABLE")

    hit_count = IntegerAttribute(null=True)
    people = IntegerAttribute(null=True)
    visits = IntegerAttribute(null=True)
    conversions = IntegerAttribute(null=True)
    spend = IntegerAttribute(null=True)
    spend_squares = IntegerAttribute(null=True)


def encode(document: Value) -> str:
    return msgspec.json.encode(document, order="deterministic").decode()
